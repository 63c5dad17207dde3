// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rove/enginekeeper.h"

#include "app/rove/roveapplication.h"
#include "engine/runtime/examples/examples.h"
#include "ui/models/errortext.h"

#include <cstdio>

using namespace Qt::StringLiterals;

namespace rove::app {
namespace {

constexpr std::uint16_t usualPort = 6420;
constexpr auto defaultNamespace = "default"_L1;

QStringList actorTypes()
{
    const runtime::ActorRegistry registry = runtime::examples::registry();
    QStringList names;
    for (const auto &[name, definition] : registry.definitions())
        names.append(name);
    return names;
}

} // namespace

EngineKeeper::EngineKeeper(QString dataFolder, std::optional<std::uint16_t> port)
    : m_dataFolder(std::move(dataFolder))
    , m_port(port)
{}

EngineKeeper::~EngineKeeper()
{
    stop();
}

Result<std::unique_ptr<host::Engine>> EngineKeeper::startOn(std::uint16_t port) const
{
    host::EngineOptions options;
    options.port = port;
    options.store = host::StoreKind::Filesystem;
    options.dataFolder = m_dataFolder;
    options.actors = runtime::examples::registry();
    return host::Engine::start(std::move(options));
}

void EngineKeeper::start()
{
    if (m_engine)
        return;
    const std::uint16_t wanted = m_port.value_or(usualPort);
    Result<std::unique_ptr<host::Engine>> engine = startOn(wanted);
    QString note;
    if (!engine && engine.error().code == ErrorCode::AddressInUse && !m_port) {
        engine = startOn(0);
        note =
            AppText::tr("Port %1 is taken by another program, so the engine chose another one.").arg(wanted);
    }
    if (!engine)
        return announceFailure(engine.error(), wanted);
    m_engine = std::move(*engine);
    const QUrl url = m_engine->endpoint();
    emit changed({.state = ui::LocalEngine::State::Running,
                  .endpoint = ui::Endpoint{.base = url, .namespaceName = defaultNamespace, .token = {}},
                  .store = u"filesystem"_s,
                  .dataFolder = m_dataFolder,
                  .startedAt = QDateTime::currentDateTime(),
                  .actorTypes = actorTypes(),
                  .note = note});
}

void EngineKeeper::announceFailure(const Error &error, std::uint16_t port)
{
    const bool isAddress = error.code == ErrorCode::AddressInUse || error.code == ErrorCode::AddressInvalid;
    const QString target = isAddress ? u"127.0.0.1:%1"_s.arg(port) : m_dataFolder;
    const QString line = u"%1 %2"_s.arg(ui::errorSentence(error, target), ui::errorRemedy(error)).trimmed();
    std::fprintf(stderr, "rove: %s\n", qPrintable(line));
    emit changed({.state = ui::LocalEngine::State::Failed,
                  .store = u"filesystem"_s,
                  .dataFolder = m_dataFolder,
                  .error = error,
                  .errorTarget = target});
}

void EngineKeeper::stop()
{
    if (!m_engine)
        return;
    m_engine->stop();
    m_engine.reset();
    emit changed(
        {.state = ui::LocalEngine::State::NotStarted, .store = u"filesystem"_s, .dataFolder = m_dataFolder});
}

} // namespace rove::app
