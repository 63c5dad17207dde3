// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/endpoint.h"
#include "ui/client/gatewayclient.h"
#include "ui/client/inspectorsession.h"
#include "ui/client/managerclient.h"
#include "ui/models/actorstatus.h"
#include "ui/models/sessiondeed.h"
#include "ui/models/statedocument.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <optional>

namespace rove::ui {

/// What came of writing a state.
struct ApplyResult {
    enum class Outcome {
        /// The actor was read back and holds every edit.
        Applied,
        /// There was nothing to write.
        Nothing,
        /// The actor changed a path that was edited too; nothing was written. The document's conflicts say
        /// where.
        Conflict,
        /// It was written, but what was read back differs at `paths`: the actor changed them at once.
        Differs,
        /// The values at `paths` are more than JSON can say, and this actor takes them no other way. Nothing
        /// was written.
        NotWritable,
        /// It was sent, but whether the actor took it is not known: `error` came in between. The edits stay,
        /// and applying them again finds out.
        Unverified,
    };
    Outcome outcome;
    std::vector<ValuePath> paths = {};
    std::optional<Error> error = {};
};

/// What is known and done about one actor: its record, its inspector connection, its state with the edits,
/// its actions. The brain of an actor's page, without a widget.
///
/// Looking never wakes: the record comes from the engine, and the inspector is opened only while the record
/// says that the actor runs, and again when somebody else woke it. `wake()`, `apply()` and `callAction()`
/// start it if need be, and are writes. What was heard last stays readable while the actor sleeps or the
/// engine is lost. Owned by the page's tab; GUI thread; does nothing before `start()`.
class ActorSession : public QObject {
    Q_OBJECT
public:
    enum class Phase {
        /// The record has not been read, or the inspector is being opened.
        Loading,
        Live,
        /// The actor is not running; the state shown is the last one heard, if any.
        Asleep,
        /// The engine or the inspector is out of reach; it is being tried again. `error()` says why.
        Stale,
        /// It was destroyed, or never was.
        Gone,
        /// `error()` says what has to be changed first. If only the inspector failed, the record is followed
        /// all the same, and the actor's next life is looked into again.
        Failed,
    };
    Q_ENUM(Phase)
    /// How far an application has come.
    enum class ApplyStep { None, Reading, Writing, Verifying };
    Q_ENUM(ApplyStep)

    ActorSession(HttpClient &http, QString actorId, QObject *parent = nullptr);

    /// Reads the record and follows it from then on.
    void start();
    /// Asks now, also where it had failed; for a Retry button.
    void retry();

    [[nodiscard]] const QString &actorId() const { return m_actorId; }
    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    [[nodiscard]] const std::optional<manager::Actor> &record() const { return m_record; }
    [[nodiscard]] ActorStatus status() const;
    /// When something was heard of the actor's inside last; null if never.
    [[nodiscard]] QDateTime heardAt() const { return m_heardAt; }
    /// What runs it, once it was live.
    [[nodiscard]] const std::optional<manager::Metadata> &runtime() const { return m_runtime; }
    /// Which of its lives this is, the first being 1; none where that is not told.
    [[nodiscard]] std::optional<quint64> generation() const { return m_generation; }
    /// False if the actor has no state at all; known once it was live.
    [[nodiscard]] std::optional<bool> isStateEnabled() const { return m_isStateEnabled; }
    /// The names of its actions, as known last.
    [[nodiscard]] const QStringList &actions() const { return m_inspector.actions(); }

    [[nodiscard]] InspectorSession &inspector() { return m_inspector; }
    /// For reading what surrounds the actor: its pool, its runners. Never wakes it.
    [[nodiscard]] const ManagerClient &manager() const { return m_manager; }
    [[nodiscard]] StateDocument &document() { return m_document; }

    // Writes. `ClientReadOnly` on a read-only connection, without a byte sent.
    Async<> wake();
    Async<> sleep();
    Async<> reschedule();
    Async<> destroy();
    /// Runs an action; a sleeping actor is started by it.
    Async<ActionResult> callAction(const QString &name, const QCborArray &arguments);
    /// Reads the actor's state, puts the edits on top, writes it, reads it back and compares. A sleeping
    /// actor is started by it.
    Async<ApplyResult> apply();
    /// Only the edits with these ids; the others stay.
    Async<ApplyResult> apply(const std::vector<quint64> &edits);
    /// Waits no longer: before anything was written the answer is `ClientCancelled`, later it is
    /// `Unverified`.
    void cancelApply();
    [[nodiscard]] bool isApplying() const { return m_applyStep != ApplyStep::None; }
    [[nodiscard]] ApplyStep applyStep() const { return m_applyStep; }
    [[nodiscard]] const Endpoint &endpoint() const { return m_http.endpoint(); }

signals:
    void phaseChanged(rove::ui::ActorSession::Phase phase);
    void recordChanged();
    void runtimeChanged();
    void actionsChanged();
    void isApplyingChanged();
    void applyStepChanged(rove::ui::ActorSession::ApplyStep step);
    /// A write of this session begins, and ends, with the same id.
    void deedBegan(const rove::ui::SessionDeed &deed);
    void deedEnded(const rove::ui::SessionDeed &deed);

private:
    /// How a state travels to the actor.
    enum class Route { Http, Inspector };

    void readRecord();
    void takeRecord(const Result<manager::Actor> &record);
    [[nodiscard]] bool wantsInspector() const;
    void lookInside();
    void onInspectorPhase();
    void onState(const InspectedState &state);
    void updatePhase();
    void setPhase(Phase phase, std::optional<Error> error = std::nullopt);
    /// Tells that the deed begins; give the result to `thenLook` or `endDeed`.
    SessionDeed beginDeed(SessionDeed deed);
    void endDeed(SessionDeed deed, const std::optional<Error> &error, std::optional<QCborValue> output);
    /// The same answer, after which the deed has ended and the record is read again, as something has
    /// happened to the actor.
    template <class T>
    Async<T> thenLook(const SessionDeed &deed, Async<T> answer);

    Async<> ensureToken();
    Async<InspectedState> inspectState();
    Async<InspectedState> inspectStateOnce();
    Async<ApplyResult> startApply(std::optional<std::vector<quint64>> edits);
    void writeState(const InspectedState &before);
    void sendState(const QCborValue &state, Route route);
    void readBack(const QCborValue &written, Route route);
    void verify(const QCborValue &written, Route route, const InspectedState &after);
    void endApply(Result<ApplyResult> result);
    void endUnverified(const Error &error);
    void setApplyStep(ApplyStep step);

    /// The application under way.
    struct Application {
        Answer<ApplyResult> answer;
        /// The ids that were asked for; none for all edits.
        std::optional<std::vector<quint64>> wanted;
        /// What is being written.
        std::vector<StateEdit> edits = {};
    };

    QString m_actorId;
    HttpClient &m_http;
    ManagerClient m_manager;
    GatewayClient m_gateway;
    InspectorSession m_inspector;
    StateDocument m_document;
    QTimer m_recordTimer;
    Phase m_phase = Phase::Loading;
    std::optional<Error> m_error;
    std::optional<Error> m_recordError;
    std::optional<manager::Actor> m_record;
    /// Since when the actor had been running when the inspector last saw it stop, or failed: the same life is
    /// not opened again, as a record may be a little behind and opening would wake the actor.
    std::optional<manager::Instant> m_endedLife;
    std::optional<manager::Metadata> m_runtime;
    std::optional<quint64> m_generation;
    bool m_isAskingRuntime = false;
    std::optional<bool> m_isStateEnabled;
    QDateTime m_heardAt;
    bool m_isStarted = false;
    ApplyStep m_applyStep = ApplyStep::None;
    std::optional<Application> m_application;
    /// Counts applications, so that an answer to one that was given up is recognised.
    quint64 m_applyNumber = 0;
    std::optional<SessionDeed> m_applyDeed;
    quint64 m_lastDeedId = 0;
    /// When each deed under way began, in nanoseconds of `m_deedClock`.
    QHash<quint64, qint64> m_deedBegins;
    QElapsedTimer m_deedClock;
    /// The newest state heard while one was being written.
    std::optional<InspectedState> m_heldState;
};

} // namespace rove::ui
