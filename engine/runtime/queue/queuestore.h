// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/enginelink.h"
#include "engine/runtime/queue/storedqueue.h"
#include "protocol/base/error.h"
#include "protocol/persist/v4.h"

#include <QtCore/QObject>
#include <QtCore/QString>

#include <deque>
#include <functional>
#include <map>
#include <vector>

namespace rove::runtime {

/// The messages of one actor's queue in its storage, under RivetKit's keys and in its form, and what of them
/// is in memory. One write of messages is under way at a time; what is put meanwhile goes together with the
/// next. Every write of messages brings the metadata along, so that no stored message is without them. Owned
/// by the queue, on the actor's thread.
class QueueStore : public QObject {
    Q_OBJECT

public:
    QueueStore(EngineLink &link, QString actorId);

    void restore(StoredQueue stored);
    /// What is stored, by age.
    [[nodiscard]] const std::map<quint64, QueueEntry> &entries() const { return m_entries; }
    [[nodiscard]] int size() const { return static_cast<int>(m_entries.size()); }
    /// Those that are on their way into the storage too.
    [[nodiscard]] int expectedSize() const { return size() + m_arriving; }
    void setTaken(quint64 id, bool taken);

    /// Gives the message's id when it is stored. At most `limits::kvValueBytesMax` encoded.
    void put(const persist::v4::QueueMessage &message, std::move_only_function<void(Result<quint64>)> done);
    using Messages = std::vector<persist::v4::QueueMessage>;
    /// Reads messages, at most `limits::kvKeysPerOperationMax`, in their order. `StoreFailed` if one is not
    /// there; it is forgotten then.
    void fetch(const std::vector<quint64> &ids, std::move_only_function<void(Result<Messages>)> done);
    /// Removes messages, at most `limits::kvKeysPerOperationMax`. Done when they cannot come back.
    void remove(const std::vector<quint64> &ids, DoneHandler done);
    /// Removes all of them.
    void clear(DoneHandler done);

signals:
    void sizeChanged(int size);

private:
    struct Arriving {
        persist::v4::QueueMessage message;
        QByteArray encoded;
        std::move_only_function<void(Result<quint64>)> done;
    };
    using Batch = std::map<quint64, Arriving>;

    void write();
    Batch takeBatch();
    void written(Batch batch, const Result<> &result);
    Result<Messages> decodeFetched(const std::vector<quint64> &ids,
                                   const envoy::v8::KvResponseData &response);
    void forget(const std::vector<quint64> &ids);

    EngineLink &m_link;
    QString m_actorId;
    quint64 m_nextId = 1;
    std::map<quint64, QueueEntry> m_entries;
    std::deque<Arriving> m_unsaved;
    int m_arriving = 0; ///< Unsaved, and those of the write under way.
    bool m_writing = false;
    bool m_metadataChanged = false;
};

} // namespace rove::runtime
