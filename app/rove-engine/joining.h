// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/common/joinoptions.h"
#include "engine/runtime/runtime.h"

#include <QtCore/QCommandLineParser>

namespace rove::app {

/// The words of the command line that make rove-engine join another engine.
class JoinArguments {
public:
    [[nodiscard]] QList<QCommandLineOption> options() const;
    /// None without `--join`.
    [[nodiscard]] std::optional<JoinWords> read(const QCommandLineParser &parser) const;

private:
    QCommandLineOption m_join{QStringLiteral("join"),
                              QStringLiteral("Host the actors on the engine at this address. It may say "
                                             "https://NAMESPACE:TOKEN@HOST."),
                              QStringLiteral("url")};
    QCommandLineOption m_token{QStringLiteral("token"),
                               QStringLiteral("With --join: the engine's token; RIVET_TOKEN sets the "
                                              "default, so that it need not stand here."),
                               QStringLiteral("token")};
    QCommandLineOption m_namespace{QStringLiteral("namespace"),
                                   QStringLiteral("With --join: the namespace of the actors."),
                                   QStringLiteral("name")};
    QCommandLineOption m_pool{QStringLiteral("pool"),
                              QStringLiteral("With --join: the pool to join; it is made if missing."),
                              QStringLiteral("name")};
    QCommandLineOption m_version{QStringLiteral("envoy-version"),
                                 QStringLiteral("With --join: the version of the actors' code; a higher one "
                                                "replaces the lower ones of its pool."),
                                 QStringLiteral("number")};
};

/// Joins, and runs until a signal or the engine ends it.
[[nodiscard]] Result<int> runJoined(const JoinWords &words, const runtime::RuntimeOptions &runtime);

} // namespace rove::app
