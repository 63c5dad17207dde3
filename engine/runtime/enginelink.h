// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"
#include "protocol/envoy/v8.h"

#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QTimer>

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace rove::runtime {

/// The engine's answer to a request, of the kind that belongs to it.
using AnswerHandler = std::move_only_function<void(Result<envoy::v8::ToEnvoy>)>;
using KvHandler = std::move_only_function<void(Result<envoy::v8::KvResponseData>)>;
using DoneHandler = std::move_only_function<void(const Result<> &)>;
using KvEntry = std::pair<QByteArray, QByteArray>;

/// The request that a message answers; none for one that answers no request of a link.
[[nodiscard]] std::optional<std::uint32_t> answeredRequest(const envoy::v8::ToEnvoy &message);

/// A worker's way to the engine: sends its messages, and brings each answer of the storage to who asked.
/// Owned by its worker and used on its thread. A handler runs at most once, and not after its context object
/// is gone; a request that stays unanswered for `limits::kvRequestTimeout` fails.
class EngineLink : public QObject {
public:
    using Sink = std::function<void(envoy::v8::ToRivet)>;

    /// Of `workerCount` links, the one at `workerIndex` numbers its requests so that their ids modulo the
    /// count are its index.
    EngineLink(const Sink &sink, int workerIndex, int workerCount);

    void send(envoy::v8::ToRivet message) const { m_sink(std::move(message)); }

    /// Sends a request, whose id is set here, and waits for its answer.
    template <class Request>
    void request(Request request, QObject *context, AnswerHandler handler)
    {
        request.requestId = awaitAnswer(context, std::move(handler));
        send(std::move(request));
    }
    /// The answer to `requestId`, of a request of this link.
    void takeAnswer(std::uint32_t requestId, envoy::v8::ToEnvoy answer);

    void requestKv(const QString &actorId, envoy::v8::KvRequestData data, QObject *context,
                   KvHandler handler);

    using KvValuesHandler = std::move_only_function<void(Result<std::vector<std::optional<QByteArray>>>)>;
    /// Reads any number of keys, in as few operations as the storage's bounds allow: their values in the same
    /// order, none where there is none. The first failure is the result.
    void readKv(const QString &actorId, const std::vector<QByteArray> &keys, QObject *context,
                KvValuesHandler done);

    /// Puts and removes any number of keys, in as few operations as the storage's bounds allow; the state of
    /// an actor comes first, so that what is torn by a crash is only what follows it. The first failure is
    /// the result.
    void writeKv(const QString &actorId, const std::vector<KvEntry> &puts,
                 const std::vector<QByteArray> &removals, QObject *context, DoneHandler done);

private:
    struct Pending {
        QPointer<QObject> context;
        AnswerHandler handler;
    };
    struct Deadline {
        std::chrono::steady_clock::time_point at;
        std::uint32_t requestId = 0;
    };

    std::uint32_t takeRequestId();
    std::uint32_t awaitAnswer(QObject *context, AnswerHandler handler);
    void dropAnswered();
    void expire();

    const Sink &m_sink;
    std::uint32_t m_workerIndex;
    std::uint32_t m_workerCount;
    std::uint32_t m_nextRequestId;
    QHash<std::uint32_t, std::shared_ptr<Pending>> m_pending;
    /// In the order of the requests, as all wait equally long; those of answered requests go when they reach
    /// the front.
    std::deque<Deadline> m_deadlines;
    QTimer m_timer{this}; ///< Moves to another thread with this object.
};

} // namespace rove::runtime
