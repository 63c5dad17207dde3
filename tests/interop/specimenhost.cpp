// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The actors of the runtime's unit tests on an engine elsewhere: `specimenhost URL POOL [VERSION]`. They can
// do what the example actors cannot, as short alarms and plain HTTP; `drowsy` sleeps soon.
#include "app/common/process.h"
#include "engine/host/joinedruntime.h"
#include "tests/unit/engine/runtime/specimen.h"

#include <QtCore/QCoreApplication>

#include <cstdio>

using namespace rove;

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() < 3) {
        std::fputs("specimenhost wants a URL and a pool\n", stderr);
        return 2;
    }
    host::JoinOptions options;
    options.endpoint = QUrl(words[1]);
    options.pool = words[2];
    options.version = words.value(3, QStringLiteral("1")).toUInt();
    options.actors = runtime::test::specimens();
    runtime::ActorOptions drowsy = runtime::test::Specimen::options();
    drowsy.noSleep = false;
    drowsy.sleepTimeout = std::chrono::seconds(2);
    options.actors.add<runtime::test::Specimen>(QStringLiteral("drowsy"), drowsy);
    app::quitOnSignals(application);
    const auto joined = host::JoinedRuntime::start(std::move(options), [](const Error &error) {
        std::fprintf(stderr, "sent away: %s\n", qPrintable(error.message));
        QMetaObject::invokeMethod(
            QCoreApplication::instance(), [] { QCoreApplication::exit(1); }, Qt::QueuedConnection);
    });
    if (!joined) {
        std::fprintf(stderr, "specimenhost: %s\n", qPrintable(joined.error().message));
        return 1;
    }
    std::printf("joined as envoy %s\n", qPrintable((*joined)->envoyKey()));
    std::fflush(stdout);
    const int code = QCoreApplication::exec();
    (*joined)->stop();
    return code;
}
