// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/capabilities.h"
#include "ui/models/actorsession.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QTimer>

#include <chrono>
#include <optional>

namespace rove::ui {

/// Looks whether an actor that was told to stop does stop.
///
/// Every engine takes the command for every actor, but the real one then stops only actors of envoys, and an
/// actor's record does not tell whether it is one (spec/engine-api.md 3.5). So it is seen afterwards: an
/// actor of a release from before the envoys that goes on as if nothing had been said. Owned by the commands;
/// GUI thread.
class StopEffect : public QObject {
    Q_OBJECT
public:
    /// The record is read again in this time, whatever the command did.
    static constexpr std::chrono::seconds patience{6};
    /// The first release of RivetKit whose actors every engine stops on command.
    static constexpr RuntimeVersion since{2, 3, 0};

    explicit StopEffect(QObject *parent = nullptr);

    /// From now on; the actor that was watched before is forgotten. The session may go at any time.
    void watch(ActorSession &session);
    void forget() { m_timer.stop(); }

signals:
    /// The command had no effect. `version` is what the actor runs.
    void ignored(const QString &version);

private:
    void look();

    QPointer<ActorSession> m_session;
    std::optional<manager::Instant> m_life;
    QTimer m_timer;
};

} // namespace rove::ui
