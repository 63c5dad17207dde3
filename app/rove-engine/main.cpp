// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/options.h"
#include "app/common/process.h"
#include "app/rove-engine/joining.h"
#include "engine/core/policyrules.h"
#include "engine/host/engine.h"
#include "engine/runtime/examples/examples.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>
#include <QtCore/QStandardPaths>

#include <cstdio>
#include <optional>

using namespace Qt::StringLiterals;
using namespace rove;

namespace {

struct Arguments {
    QString listen;
    QString store;
    QString dataFolder;
    QString database;
    QString restoreFrom;
    bool guardsActors = false;
    bool limitsSocketRate = false;
    QStringList rules;
    std::optional<QString> metricsPort;
    std::optional<QString> printToken;
    std::optional<QString> logLevel;
    std::optional<app::JoinWords> join;
};

Arguments parseArguments(const QCoreApplication &application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"A Rivet engine with C++ actors, without a window. "
        "With ROVE_ADMIN_TOKEN in the environment, its API and its envoys need that token.\n"
        "With --join it is no engine, but hosts the same actors on another one."_s);
    const QCommandLineOption listen(u"listen"_s,
                                    u"Address and port to serve; port 0 lets the system choose. "
                                    "One that others can reach wants an admin token."_s,
                                    u"address:port"_s, u"127.0.0.1:6420"_s);
    const QCommandLineOption store(u"store"_s,
                                   u"Where data is kept: memory, filesystem, rocksdb or postgres."_s,
                                   u"kind"_s, u"filesystem"_s);
    const QCommandLineOption data(
        u"data"_s, u"The folder of the filesystem and rocksdb stores."_s, u"folder"_s,
        QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) % "/rove/engine"_L1);
    const QCommandLineOption database(u"database"_s,
                                      u"The database of the postgres store; ROVE_DATABASE sets the default, "
                                      "so that no password need stand here."_s,
                                      u"url"_s, qEnvironmentVariable("ROVE_DATABASE"));
    const QCommandLineOption restore(u"restore"_s, u"A snapshot to begin with; the store must be empty."_s,
                                     u"file"_s);
    const QCommandLineOption guardActors(
        u"guard-actors"_s, u"Ask for a token at actors too, not only at the API and for envoys."_s);
    const QCommandLineOption limitSocketRate(
        u"limit-socket-rate"_s,
        u"Read at most 2000 messages at once from a WebSocket to an actor, then one in 10 ms."_s);
    const QCommandLineOption rule(
        u"rule"_s,
        u"Sets one of the engine's rules, such as envoy-lost-threshold=20s or "
        "envoy-actor-rules=rivet-2.3; an unknown name shows them all. Repeatable."_s,
        u"name=value"_s);
    const QCommandLineOption metricsPort(u"metrics-port"_s,
                                         u"Serve metrics for Prometheus at http://127.0.0.1:PORT/metrics, "
                                         "without a token; port 0 lets the system choose. Off by default."_s,
                                         u"port"_s);
    const QCommandLineOption printToken(u"print-token"_s,
                                        u"Print a namespace's token and end: "
                                        "secret:NAME for servers, publishable:NAME for browsers."_s,
                                        u"kind:name"_s);
    const QCommandLineOption logLevel(
        u"log-level"_s, u"trace, debug, info, warn, error or silent; RIVET_LOG_LEVEL sets the default."_s,
        u"level"_s);
    const app::JoinArguments join;
    parser.addOptions({listen, store, data, database, restore, guardActors, limitSocketRate, rule,
                       metricsPort, printToken, logLevel});
    parser.addOptions(join.options());
    parser.addHelpOption();
    parser.addVersionOption();
    parser.process(application);
    return {.listen = parser.value(listen),
            .store = parser.value(store),
            .dataFolder = parser.value(data),
            .database = parser.value(database),
            .restoreFrom = parser.value(restore),
            .guardsActors = parser.isSet(guardActors),
            .limitsSocketRate = parser.isSet(limitSocketRate),
            .rules = parser.values(rule),
            .metricsPort = app::valueIfGiven(parser, metricsPort),
            .printToken = app::valueIfGiven(parser, printToken),
            .logLevel = app::valueIfGiven(parser, logLevel),
            .join = join.read(parser)};
}

Result<runtime::RuntimeOptions> readRuntimeOptions(const Arguments &arguments)
{
    runtime::RuntimeOptions options;
    if (!arguments.logLevel)
        return options;
    const auto level = runtime::logLevelFromName(*arguments.logLevel);
    if (!level)
        return failure(ErrorCode::IoFailed, u"--log-level does not know \"%1\"."_s.arg(*arguments.logLevel));
    options.logLevel = *level;
    return options;
}

Result<host::EngineOptions> readOptions(const Arguments &arguments)
{
    host::EngineOptions options;
    options.actors = runtime::examples::registry();
    const qsizetype colon = arguments.listen.lastIndexOf(u':');
    bool isPort = false;
    options.port = arguments.listen.sliced(colon + 1).toUShort(&isPort);
    if (colon <= 0 || !isPort)
        return failure(ErrorCode::AddressInvalid,
                       u"--listen wants address:port, not \"%1\"."_s.arg(arguments.listen));
    options.host = arguments.listen.first(colon).remove(u'[').remove(u']');
    if (options.host == "localhost"_L1)
        options.host = u"127.0.0.1"_s;
    const std::optional<host::StoreKind> store = host::storeKindFromName(arguments.store);
    if (!store)
        return failure(
            ErrorCode::StoreFailed,
            u"--store wants memory, filesystem, rocksdb or postgres, not \"%1\"."_s.arg(arguments.store));
    options.store = *store;
    options.dataFolder = arguments.dataFolder;
    options.database = arguments.database;
    options.restoreFrom = arguments.restoreFrom;
    options.access = {.adminToken = qgetenv("ROVE_ADMIN_TOKEN"), .guardsActors = arguments.guardsActors};
    for (const QString &rule : arguments.rules)
        TRY(core::setRule(options.policy, rule));
    options.sockets = {.limitsRate = arguments.limitsSocketRate};
    if (arguments.metricsPort) {
        bool isNumber = false;
        options.metricsPort = arguments.metricsPort->toUShort(&isNumber);
        if (!isNumber)
            return failure(ErrorCode::AddressInvalid,
                           u"--metrics-port wants a port, not \"%1\"."_s.arg(*arguments.metricsPort));
    }
    options.runtime = TRY(readRuntimeOptions(arguments));
    return options;
}

Result<int> printToken(const QString &wanted)
{
    const QByteArray adminToken = qgetenv("ROVE_ADMIN_TOKEN");
    const QString kind = wanted.section(u':', 0, 0);
    const QString name = wanted.section(u':', 1);
    if (adminToken.isEmpty() || name.isEmpty() || (kind != "secret"_L1 && kind != "publishable"_L1))
        return failure(ErrorCode::ApiForbidden,
                       u"--print-token wants secret:NAME or publishable:NAME, and ROVE_ADMIN_TOKEN set."_s);
    const auto tokenKind = kind == "secret"_L1 ? gateway::TokenKind::Secret : gateway::TokenKind::Publishable;
    std::printf("%s\n", gateway::makeNamespaceToken(adminToken, name, tokenKind).constData());
    return 0;
}

Result<int> run(QCoreApplication &application)
{
    const Arguments arguments = parseArguments(application);
    if (arguments.printToken)
        return printToken(*arguments.printToken);
    app::quitOnSignals(application);
    if (arguments.join)
        return app::runJoined(*arguments.join, TRY(readRuntimeOptions(arguments)));
    host::EngineOptions options = TRY(readOptions(arguments));
    const std::unique_ptr<host::Engine> engine = TRY(host::Engine::start(std::move(options)));
    std::printf("listening on %s\n", qPrintable(engine->endpoint().toString()));
    if (const QUrl metrics = engine->metricsUrl(); !metrics.isEmpty())
        std::printf("metrics on %s\n", qPrintable(metrics.toString()));
    std::fflush(stdout);
    const int code = QCoreApplication::exec();
    engine->stop();
    return code;
}

} // namespace

int main(int argc, char **argv)
{
    app::useLightEventLoops();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"rove-engine"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(ROVE_VERSION));
    const Result<int> code = run(application);
    if (code)
        return *code;
    std::fprintf(stderr, "rove-engine: %s\n", qPrintable(code.error().message));
    return 1;
}
