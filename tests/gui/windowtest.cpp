// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/windowtest.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::test {

void WindowTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_engine = std::make_unique<ScriptedEngine>();
    m_counter = m_engine->addActor(u"counter"_s, u"a"_s, QCborMap{{u"count"_s, 1}, {u"name"_s, u"first"_s}})
                    .record.actorId;
    m_room = m_engine->addActor(u"room"_s, u"b"_s, QCborMap{{u"topic"_s, u"old"_s}}).record.actorId;
    makeWindow();
    m_window->resize(1440, 900);
    m_window->show();
}

void WindowTest::makeWindow()
{
    m_workspace = std::make_unique<ui::Workspace>(m_folder->path());
    m_window = std::make_unique<ui::MainWindow>(*m_workspace);
    m_window->ensurePages();
}

void WindowTest::cleanup()
{
    m_window.reset();
    m_workspace.reset();
    m_engine.reset();
    m_folder.reset();
}

void WindowTest::connectWindow(ui::Environment environment)
{
    const auto endpoint = ui::Endpoint::parse(m_engine->url());
    QVERIFY(endpoint);
    m_window->connectTo({.name = u"test"_s, .environment = environment, .endpoint = *endpoint});
    QTRY_COMPARE(m_window->connection()->monitor().phase(), ui::EndpointMonitor::Phase::Online);
    QTRY_VERIFY(m_window->connection()->actors().phase() == ui::ActorListModel::Phase::Ready);
}

void WindowTest::choose(const QString &id)
{
    m_window->chooseActor(id);
    QTRY_VERIFY(m_window->session()->document().isLoaded());
    QTRY_COMPARE(m_window->session()->phase(), ui::ActorSession::Phase::Live);
}

} // namespace rove::test
