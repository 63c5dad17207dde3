// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/interop/stackwindow.h"

#include "tests/support/await.h"
#include "ui/pages/actors/actorspage.h"
#include "ui/pages/state/statepage.h"
#include "ui/shell/actionregistry.h"
#include "ui/widgets/command.h"
#include "ui/widgets/filterbox.h"
#include "ui/widgets/valuetreemodel.h"
#include "ui/widgets/valuetreeview.h"

#include <QtTest/QTest>
#include <QtWidgets/QDialog>

#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;

namespace rove::test {

QString StackCase::pool() const
{
    if (runtime == "cpp"_L1)
        return u"default"_s;
    return isOld() ? u"older"_s : u"node"_s;
}

QString StackCase::version() const
{
    // Our own actors say which release they are compatible with.
    return isOld() ? u"2.2.1"_s : u"2.3.19"_s;
}

RealStack &Stacks::at(const QString &engine)
{
    std::unique_ptr<RealStack> &stack = m_started[engine];
    if (!stack)
        stack = std::make_unique<RealStack>(engine);
    return *stack;
}

StackWindow::StackWindow(RealStack &stack, StackCase which)
    : m_stack(stack)
    , m_case(std::move(which))
    , m_workspace(std::make_unique<ui::Workspace>(m_folder.path()))
{
    // What else runs on this machine is none of a test's business.
    m_workspace->settings().set(ui::setting::findEngines, false);
    m_window = std::make_unique<ui::MainWindow>(*m_workspace);
    m_window->resize(1440, 900);
    m_window->show();
}

StackWindow::~StackWindow()
{
    m_window->disconnectAll();
}

void StackWindow::connect(Access access)
{
    m_window->connectTo({.name = u"a real stack"_s,
                         .endpoint = ui::Endpoint::parse(m_stack.endpoint()).value(),
                         .isReadOnly = access == Access::ReadOnly});
    QTRY_COMPARE_WITH_TIMEOUT(m_window->connection()->monitor().phase(), ui::EndpointMonitor::Phase::Online,
                              stackPatience);
    QTRY_VERIFY_WITH_TIMEOUT(listed(sleeperId()).isValid(), stackPatience);
    m_window->showView(u"actors"_s);
}

void StackWindow::disconnect()
{
    for (QDialog *dialog : m_window->findChildren<QDialog *>())
        dialog->reject();
    if (m_window->session())
        document().revert();
    m_window->actorsPage()->filterBox()->setText({});
    m_window->disconnectAll();
}

QString StackWindow::makeCounter(const QString &key)
{
    const Result<manager::Actor> made =
        await(ui::ManagerClient(http()).createActor({.name = u"counter"_s,
                                                     .key = key,
                                                     .runnerNameSelector = m_case.pool(),
                                                     .crashPolicy = manager::CrashPolicy::Sleep}));
    if (!made)
        qFatal("No counter %s: %s", qPrintable(key), qPrintable(made.error().message));
    return made->actorId;
}

void StackWindow::destroy(const QString &actorId)
{
    QVERIFY(await(ui::ManagerClient(http()).destroyActor(actorId)));
}

void StackWindow::trigger(const QString &command)
{
    QAction *action = m_window->commands().action(command);
    QVERIFY2(action->isEnabled(), qPrintable(command % u": "_s % ui::disabledReason(action)));
    action->trigger();
}

bool StackWindow::choose(const QString &actorId)
{
    // It may have become tired of waiting for its turn.
    countAtActor(actorId);
    m_window->chooseActor(actorId);
    const auto isLive = [this] {
        ui::ActorSession *session = m_window->session();
        return session && session->document().isLoaded() && session->phase() == ui::ActorSession::Phase::Live;
    };
    return QTest::qWaitFor(isLive, QDeadlineTimer(std::chrono::milliseconds(stackPatience)));
}

qint64 StackWindow::countAtActor(const QString &actorId)
{
    return m_stack.callAction(actorId, u"getCount"_s).toInteger(-1);
}

qint64 StackWindow::countShown() const
{
    ui::ValueTreeModel *tree = m_window->statePage()->treeView()->valueModel();
    const QModelIndex cell =
        tree->indexOf(ValuePath{u"count"_s}).siblingAtColumn(ui::ValueTreeModel::ValueColumn);
    return cell.data(ui::ValueTreeModel::RawValueRole).value<QCborValue>().toInteger(-1);
}

QModelIndex StackWindow::listed(const QString &actorId) const
{
    const ui::ActorListModel &list = m_window->connection()->actors();
    for (int row = 0; row < list.rowCount(); ++row) {
        const QModelIndex index = list.index(row, static_cast<int>(ui::ActorListModel::Column::Status));
        if (index.data(roleOf(ui::TableRole::Key)) == actorId)
            return index;
    }
    return {};
}

} // namespace rove::test
