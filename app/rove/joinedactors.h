// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/host/joinedruntime.h"

#include <QtCore/QObject>

#include <future>
#include <memory>

namespace rove::app {

/// The actors of this program on an engine elsewhere. Joining and leaving wait for that engine, so they run
/// beside the window. Owned by main; GUI thread.
class JoinedActors : public QObject {
    Q_OBJECT
public:
    JoinedActors() = default;
    /// Leaves, and waits for that as `host::JoinedRuntime` does.
    ~JoinedActors() override;

    /// Call once. Ends in `joined` or in `failed`.
    void start(host::JoinOptions options);
    /// Gives the actors back, and waits for that.
    void stop();

signals:
    void joined(const QString &envoyKey);
    /// The engine did not take the actors, or has sent them away.
    void failed(const rove::Error &error);

private:
    using Runtime = std::unique_ptr<host::JoinedRuntime>;

    void started();
    void sentAway(const Error &error);

    std::future<Result<Runtime>> m_starting;
    std::future<void> m_leaving;
    Runtime m_runtime;
};

} // namespace rove::app
