// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The actors of this folder on an engine elsewhere, told where by the same environment as the server of
// rivetkit/server.mjs: RIVET_ENDPOINT, RIVET_POOL, RIVET_ENVOY_VERSION, MESSAGE_BYTES_MAX.
#include "app/common/process.h"
#include "engine/host/joinedruntime.h"
#include "tests/interop/kitactors/kitactors.h"

#include <QtCore/QCoreApplication>

#include <cstdio>

using namespace rove;

namespace {

Result<host::JoinOptions> optionsFromEnvironment()
{
    host::JoinOptions options;
    options.endpoint = QUrl(qEnvironmentVariable("RIVET_ENDPOINT"));
    options.pool = qEnvironmentVariable("RIVET_POOL", options.pool);
    options.version = qEnvironmentVariable("RIVET_ENVOY_VERSION", QStringLiteral("1")).toUInt();
    options.actors = kitactors::registry();
    if (const int bytes = qEnvironmentVariableIntValue("MESSAGE_BYTES_MAX"); bytes > 0) {
        options.runtime.messageBytesInMax = bytes;
        options.runtime.messageBytesOutMax = bytes;
    }
    if (options.endpoint.isEmpty())
        return failure(ErrorCode::ClientInvalidEndpoint, QStringLiteral("RIVET_ENDPOINT is missing."));
    return options;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    app::quitOnSignals(application);
    const auto sentAway = [](const Error &error) {
        std::fprintf(stderr, "sent away: %s\n", qPrintable(error.message));
        QMetaObject::invokeMethod(
            QCoreApplication::instance(), [] { QCoreApplication::exit(1); }, Qt::QueuedConnection);
    };
    const auto joined = optionsFromEnvironment().and_then(
        [&](host::JoinOptions options) { return host::JoinedRuntime::start(std::move(options), sentAway); });
    if (!joined) {
        std::fprintf(stderr, "kithost: %s\n", qPrintable(joined.error().message));
        return 1;
    }
    std::printf("joined as envoy %s\n", qPrintable((*joined)->envoyKey()));
    std::fflush(stdout);
    const int code = QCoreApplication::exec();
    (*joined)->stop();
    return code;
}
