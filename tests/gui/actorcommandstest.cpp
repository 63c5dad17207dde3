// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/actorcommandstest.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::test {

void ActorCommandsTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_engine = std::make_unique<ScriptedEngine>();
    m_jobs = std::make_unique<ui::JobListModel>();
    m_archive = std::make_unique<ui::DestroyedArchive>(m_folder->filePath(u"destroyed"_s));
    m_registry = std::make_unique<ui::ActionRegistry>();
    m_window = std::make_unique<QWidget>();
    m_messages = new ui::MessageBar;
    m_undoBar = new ui::MessageBar;
    m_page = new ui::JobsPage(*m_jobs);
    auto *layout = new QVBoxLayout(m_window.get());
    layout->addWidget(m_messages);
    layout->addWidget(m_undoBar);
    layout->addWidget(m_page, 1);
    m_commands = new ui::ActorCommands(*m_registry, *m_window, *m_messages, *m_undoBar);
    m_commands->setJobs(*m_jobs);
    m_commands->setArchive(m_archive.get());
    m_window->resize(1200, 800);
    m_window->show();
    connectTo({.name = u"Local engine"_s, .endpoint = ui::Endpoint::parse(m_engine->url()).value()});
}

void ActorCommandsTest::cleanup()
{
    m_commands->setTarget(nullptr, nullptr);
    m_session.reset();
    m_connection.reset();
    m_window.reset();
    m_registry.reset();
    m_jobs.reset();
    m_archive.reset();
    m_engine.reset();
    m_folder.reset();
}

void ActorCommandsTest::connectTo(ui::ConnectionTarget target)
{
    m_commands->setTarget(nullptr, nullptr);
    m_connection = std::make_unique<ui::Connection>(std::move(target));
    m_commands->setTarget(m_connection.get(), nullptr);
}

QStringList ActorCommandsTest::addActors(int count)
{
    QStringList ids;
    for (int i = 0; i < count; ++i)
        ids.append(m_engine->addActor(u"room"_s, u"k%1"_s.arg(i), QCborMap{{u"n"_s, i}}).record.actorId);
    return ids;
}

std::vector<manager::Actor> ActorCommandsTest::records(const QStringList &ids) const
{
    std::vector<manager::Actor> found;
    for (const QString &id : ids)
        found.push_back(m_engine->actor(id).record);
    return found;
}

void ActorCommandsTest::openSession(const QString &id)
{
    m_session = std::make_unique<ui::ActorSession>(m_connection->http(), id);
    m_commands->setTarget(m_connection.get(), m_session.get());
    m_session->start();
    QTRY_VERIFY(m_session->record().has_value());
}

} // namespace rove::test
