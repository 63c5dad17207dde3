// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/windowrig.h"

#include "ui/shell/actionregistry.h"

#include <QtCore/QCborMap>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::test {

WindowRig::WindowRig()
    : m_engine(std::make_unique<ScriptedEngine>())
    , m_workspace(std::make_unique<ui::Workspace>(m_folder.path()))
    , m_counter(m_engine->addActor(u"counter"_s, u"a"_s, QCborMap{{u"count"_s, 1}}).record.actorId)
    , m_room(m_engine->addActor(u"room"_s, u"b"_s, QCborMap{{u"topic"_s, u"old"_s}}).record.actorId)
{
    // What else runs on this machine is none of a test's business.
    m_workspace->settings().set(ui::setting::findEngines, false);
}

WindowRig::~WindowRig() = default;

std::unique_ptr<ui::MainWindow> WindowRig::makeWindow()
{
    auto window = std::make_unique<ui::MainWindow>(*m_workspace);
    window->resize(1440, 900);
    window->show();
    return window;
}

ui::ConnectionTarget WindowRig::target(const QString &name, ui::Environment environment) const
{
    return {.name = name, .environment = environment, .endpoint = *ui::Endpoint::parse(m_engine->url())};
}

void WindowRig::connectWindow(ui::MainWindow &window, const ui::ConnectionTarget &target)
{
    window.connectTo(target);
    QTRY_COMPARE(window.connection()->monitor().phase(), ui::EndpointMonitor::Phase::Online);
    QTRY_COMPARE(window.connection()->actors().rowCount(), 2);
}

void WindowRig::restart()
{
    m_workspace.reset();
    m_workspace = std::make_unique<ui::Workspace>(m_folder.path());
}

void trigger(ui::MainWindow &window, const QString &command)
{
    QAction *action = window.commands().action(command);
    QVERIFY2(action->isEnabled(), qPrintable(command));
    action->trigger();
}

bool isEnabled(ui::MainWindow &window, const QString &command)
{
    return window.commands().action(command)->isEnabled();
}

} // namespace rove::test
