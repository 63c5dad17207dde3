// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/manager/types.h"
#include "ui/client/backoff.h"
#include "ui/client/httpclient.h"
#include "ui/client/managerclient.h"

#include <QtCore/QDateTime>
#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <optional>

namespace rove::ui {

/// Keeps an eye on one endpoint: is it there, is it Rivet, does it let us in, how far away is it. Asks
/// `/metadata` every few seconds, and what needs the token and the namespace after each time it was lost.
/// When the HTTP client tells of a lost socket it asks at once. Never touches an actor. Owned by the
/// connection's holder; GUI thread; does nothing before `start()`.
class EndpointMonitor : public QObject {
    Q_OBJECT
public:
    enum class Phase {
        /// No answer yet.
        Connecting,
        Online,
        /// It was online and is not now; data on screen is stale since `lostAt()`. Tried again with back-off.
        Lost,
        /// Never reached, not Rivet, or it refuses the token or the namespace. Tried again with back-off.
        Failed,
    };

    explicit EndpointMonitor(HttpClient &http, QObject *parent = nullptr);

    void start();
    void stop();
    /// Asks now instead of at the next turn; for a Retry button.
    void checkNow();

    [[nodiscard]] Phase phase() const { return m_phase; }
    /// Why it is `Lost` or `Failed`.
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    [[nodiscard]] QDateTime lostAt() const { return m_lostAt; }
    /// When the next try is made, while `Lost` or `Failed`.
    [[nodiscard]] QDateTime nextTryAt() const;
    /// Of the newest answer.
    [[nodiscard]] std::chrono::microseconds roundTrip() const { return m_roundTrip; }
    [[nodiscard]] const std::optional<manager::Metadata> &metadata() const { return m_metadata; }

signals:
    /// Phase, error, round trip or metadata are new.
    void changed();
    void phaseChanged(rove::ui::EndpointMonitor::Phase phase);
    /// Another version answers than before: the engine was replaced, while it was online or while it was
    /// lost.
    void versionChanged(const QString &before, const QString &after);

private:
    void check();
    void takeMetadata(const manager::Metadata &metadata);
    void verifyAccess();
    void onContactLost();
    void finish(const Result<> &result);

    ManagerClient m_manager;
    Backoff m_backoff;
    QTimer m_timer;
    Phase m_phase = Phase::Connecting;
    std::optional<Error> m_error;
    std::optional<manager::Metadata> m_metadata;
    QDateTime m_lostAt;
    std::chrono::microseconds m_roundTrip{};
    bool m_isStarted = false;
    bool m_isChecking = false;
};

} // namespace rove::ui
