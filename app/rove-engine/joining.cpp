// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rove-engine/joining.h"

#include "app/common/options.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QMetaObject>

#include <cstdio>
#include <memory>

namespace rove::app {
namespace {

constexpr int exitSentAway = 1;

} // namespace

QList<QCommandLineOption> JoinArguments::options() const
{
    return {m_join, m_token, m_namespace, m_pool, m_version};
}

std::optional<JoinWords> JoinArguments::read(const QCommandLineParser &parser) const
{
    if (!parser.isSet(m_join))
        return std::nullopt;
    return JoinWords{.url = parser.value(m_join),
                     .token = valueIfGiven(parser, m_token),
                     .namespaceName = valueIfGiven(parser, m_namespace),
                     .pool = valueIfGiven(parser, m_pool),
                     .version = valueIfGiven(parser, m_version)};
}

Result<int> runJoined(const JoinWords &words, const runtime::RuntimeOptions &runtime)
{
    host::JoinOptions options = TRY(joinOptions(words));
    options.runtime = runtime;
    const QString engine = options.endpoint.toDisplayString(QUrl::RemoveUserInfo);
    const QString pool = options.pool;
    const std::unique_ptr<host::JoinedRuntime> joined =
        TRY(host::JoinedRuntime::start(std::move(options), [](const Error &error) {
            QMetaObject::invokeMethod(
                QCoreApplication::instance(),
                [message = error.message] {
                    std::fprintf(stderr, "rove-engine: %s\n", qPrintable(message));
                    QCoreApplication::exit(exitSentAway);
                },
                Qt::QueuedConnection);
        }));
    std::printf("joined %s as envoy %s of pool %s\n", qPrintable(engine), qPrintable(joined->envoyKey()),
                qPrintable(pool));
    std::fflush(stdout);
    const int code = QCoreApplication::exec();
    joined->stop();
    return code;
}

} // namespace rove::app
