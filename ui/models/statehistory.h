// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/async.h"
#include "ui/models/actorsession.h"
#include "ui/models/serialworker.h"
#include "ui/models/stateversion.h"

#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace rove::ui {

class StateArchive;

/// Every state that an actor was seen to hold while it was open here, with number, time, size and cause, also
/// of earlier runs of the program.
///
/// Follows a session's document. Versions are kept by a StateArchive on a thread of the pool, so nothing here
/// waits; `versions()` is what that thread has said so far. On disk they lie in a file per endpoint,
/// namespace and actor under the folder: states are somebody's data, so that can be turned off and undone. If
/// the disk fails, `failed()` says so once and the history goes on in memory. Owned beside the session, which
/// outlives it; GUI thread.
class StateHistory : public QObject {
    Q_OBJECT
public:
    /// A null folder keeps versions in memory only.
    StateHistory(ActorSession &session, const QString &folder, QObject *parent = nullptr,
                 StateHistoryBounds bounds = {});
    ~StateHistory() override;

    /// Where the versions of an actor lie under the folder.
    [[nodiscard]] static QString filePath(const QString &folder, const Endpoint &endpoint,
                                          const QString &actorId);
    /// Removes what is kept of every actor; those that are open keep what they have in memory.
    static Result<> eraseFolder(const QString &folder);

    /// False until earlier versions were read.
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
    /// Oldest first.
    [[nodiscard]] const std::vector<StateVersion> &versions() const { return m_versions; }
    [[nodiscard]] std::optional<StateVersion> version(quint64 number) const;
    /// What the actor holds; none before anything was seen.
    [[nodiscard]] std::optional<quint64> liveVersion() const;
    /// What the edits that stand were begun on; none without edits.
    [[nodiscard]] std::optional<quint64> baseVersion() const { return m_baseVersion; }
    [[nodiscard]] Async<QCborValue> value(quint64 number);

    /// Turns the document's state into that of a version, as edits that can be reviewed. When they are
    /// applied the new version says where it is from.
    void restore(quint64 number, const QCborValue &value);

    /// Off: from now on in memory; what is on disk stays until it is erased. Cannot be turned on again here.
    void setKeepsStateOnDisk(bool keeps);
    [[nodiscard]] bool keepsStateOnDisk() const { return m_isOnDisk; }
    /// Forgets all versions but the live one and removes them from the disk.
    Async<> erase();

    /// The session's, for pages that show both.
    [[nodiscard]] ActorSession &session() const { return m_session; }

signals:
    void versionsChanged();
    void baseVersionChanged();
    void failed(const rove::Error &error);

private:
    struct Outcome {
        std::optional<StateVersion> added;
        /// All, if others than the added one are new or gone.
        std::optional<std::vector<StateVersion>> all;
        std::optional<Error> error;
        bool isOnDisk = false;
    };

    void load();
    void onLiveChanged();
    void onApplyStep(ActorSession::ApplyStep step);
    void keep(const QCborValue &value, StateVersion version);
    void keepNext();
    void take(const Outcome &outcome);
    void updateBase();
    static Outcome append(StateArchive &archive, const StateVersion &version, const QCborValue &value);

    struct Pending {
        StateVersion version;
        QCborValue value;
    };

    ActorSession &m_session;
    /// Belongs to the worker, which outlives this object if it has something left to write.
    std::shared_ptr<StateArchive> m_archive;
    SerialWorker m_worker;
    std::vector<Pending> m_pending;
    std::vector<StateVersion> m_versions;
    std::optional<quint64> m_baseVersion;
    /// Pages hear of new versions as often as they can draw.
    QTimer m_tellPause;
    bool m_isLoaded = false;
    bool m_isKeeping = false;
    bool m_isOnDisk;
    bool m_hasFailed = false;
    bool m_hasSeen = false;
    /// The edits that `restore()` made, and of which version.
    std::vector<quint64> m_restoredEdits;
    quint64 m_restoredNumber = 0;
    bool m_isRestoreApplying = false;
};

} // namespace rove::ui
