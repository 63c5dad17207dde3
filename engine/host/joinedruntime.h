// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actorregistry.h"
#include "engine/runtime/runtime.h"
#include "protocol/base/error.h"

#include <QtCore/QString>
#include <QtCore/QUrl>

#include <cstdint>
#include <functional>
#include <memory>

namespace rove::host {

struct JoinOptions {
    QUrl endpoint; ///< Of the engine: `http` or `https`.
    QString token; ///< Empty for none.
    QString namespaceName = QStringLiteral("default");
    QString pool = QStringLiteral("default"); ///< Made if the engine has none of that name.
    std::uint32_t version = 1;                ///< Of the actors' code; a higher one drains the lower ones.
    runtime::ActorRegistry actors;
    runtime::RuntimeOptions runtime;
};

/// The actor environment without an engine of its own: it joins an engine elsewhere as one of its envoys,
/// over a WebSocket (driver `engine`). Actors keep their data there, and clients reach them through that
/// engine.
///
/// The owner's thread starts and stops it; both wait: starting until the engine has greeted it or refused,
/// stopping until the engine has stopped its actors, at most some twenty seconds.
class JoinedRuntime {
public:
    /// Called once, on a thread of the runtime's, if the engine sends this envoy away later; stop it then, on
    /// another thread.
    using Ended = std::function<void(Error)>;

    /// Returns once the engine takes the actors. Failures say in one line what to do about them.
    static Result<std::unique_ptr<JoinedRuntime>> start(JoinOptions options, Ended ended);
    /// Stops, if `stop` was not called.
    ~JoinedRuntime();
    JoinedRuntime(const JoinedRuntime &) = delete;
    JoinedRuntime &operator=(const JoinedRuntime &) = delete;

    /// What the engine knows this process by.
    [[nodiscard]] QString envoyKey() const;
    /// Gives the actors back: they save, and the engine may start them elsewhere.
    void stop();

private:
    class Private;
    explicit JoinedRuntime(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m_d;
};

} // namespace rove::host
