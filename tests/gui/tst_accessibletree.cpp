// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/accessibleaudit.h"
#include "tests/gui/windowtest.h"
#include "ui/pages/actor/actorpage.h"
#include "ui/pages/state/statepage.h"
#include "ui/shell/windowpages.h"
#include "ui/shell/windowplaces.h"
#include "ui/widgets/commandpalette.h"
#include "ui/widgets/valuetreeview.h"

#include <QtCore/QCborArray>
#include <QtGui/QAccessible>
#include <QtTest/QTest>
#include <QtWidgets/QDialog>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::test;

/// The tree that the window gives to assistive technology, on every page and in every dialog.
class tst_AccessibleTree : public WindowTest {
    Q_OBJECT

private slots:
    void everySectionTellsWhatIsInIt();
    void everyViewTellsWhatIsInIt();
    void everyDockTellsWhatIsInIt();
    void thePaletteTellsWhatIsInIt();
    void everyDialogTellsWhatIsInIt_data();
    void everyDialogTellsWhatIsInIt();
    void aStateIsReadCellByCell();

private:
    void look();
    void audit(const QString &where, QWidget &window);

    QStringList m_faults;
};

/// An actor with something of every kind in its state, edits and a conflict.
void tst_AccessibleTree::look()
{
    m_faults.clear();
    m_engine->setState(m_counter, QCborMap{{u"count"_s, 1},
                                           {u"list"_s, QCborArray{1, u"two"_s, QCborMap{{u"x"_s, 3}}}},
                                           {u"blob"_s, QByteArray("\x89PNG")},
                                           {u"none"_s, nullptr}});
    connectWindow();
    choose(m_counter);
    document().edit(ValuePath{u"count"_s}, 40);
    m_engine->setState(m_counter, QCborMap{{u"count"_s, 2}, {u"list"_s, QCborArray{1}}});
    QTRY_VERIFY(!document().conflicts().empty());
}

void tst_AccessibleTree::audit(const QString &where, QWidget &window)
{
    settle();
    AccessibleCount count;
    for (const QString &fault : auditAccessibleTree(window, &count))
        m_faults.append(where % u": "_s % fault);
    QVERIFY2(count.focusable > 0, qPrintable(where));
}

void tst_AccessibleTree::everySectionTellsWhatIsInIt()
{
    look();
    for (const QString &section : m_window->actorPage()->sections()) {
        trigger(u"section."_s % section);
        audit(section, *m_window);
    }
    for (const QString &mode : {u"state.json"_s, u"state.diff"_s, u"state.table"_s, u"state.tree"_s}) {
        trigger(u"section.state"_s);
        trigger(mode);
        audit(mode, *m_window);
    }
    document().revert();
    QVERIFY2(m_faults.isEmpty(), qPrintable(m_faults.join(u'\n')));
}

void tst_AccessibleTree::everyViewTellsWhatIsInIt()
{
    look();
    m_workspace->notifications().add({.level = ui::Notification::Level::Warning,
                                      .text = u"The connection was lost."_s,
                                      .source = u"staging"_s});
    for (const QString &view : m_window->pages().views().ids()) {
        trigger(u"view."_s % view);
        audit(view, *m_window);
    }
    document().revert();
    QVERIFY2(m_faults.isEmpty(), qPrintable(m_faults.join(u'\n')));
}

void tst_AccessibleTree::everyDockTellsWhatIsInIt()
{
    look();
    for (const ui::WindowPlace &place : ui::windowDocks()) {
        trigger(u"dock."_s % place.id);
        audit(place.id, *m_window);
    }
    document().revert();
    QVERIFY2(m_faults.isEmpty(), qPrintable(m_faults.join(u'\n')));
}

void tst_AccessibleTree::thePaletteTellsWhatIsInIt()
{
    look();
    m_window->commandPalette().open(u">sta"_s);
    audit(u"palette"_s, *m_window);
    m_window->commandPalette().dismiss();
    document().revert();
    QVERIFY2(m_faults.isEmpty(), qPrintable(m_faults.join(u'\n')));
}

void tst_AccessibleTree::everyDialogTellsWhatIsInIt_data()
{
    QTest::addColumn<QString>("command");
    for (const char *command : {"actor.new", "connection.new", "namespace.new", "help.shortcuts",
                                "edit.preferences", "actor.explain", "actor.lifecycle", "state.review"})
        QTest::newRow(command) << QString::fromLatin1(command);
}

void tst_AccessibleTree::everyDialogTellsWhatIsInIt()
{
    QFETCH(QString, command);
    look();
    trigger(command);
    settle();
    int seen = 0;
    for (QDialog *dialog : m_window->findChildren<QDialog *>()) {
        if (!dialog->isVisible())
            continue;
        ++seen;
        audit(command, *dialog);
        dialog->reject();
    }
    QCOMPARE(seen, 1);
    document().revert();
    QVERIFY2(m_faults.isEmpty(), qPrintable(m_faults.join(u'\n')));
}

/// The state's tree as a screen reader goes through it.
void tst_AccessibleTree::aStateIsReadCellByCell()
{
    look();
    trigger(u"section.state"_s);
    settle();
    QAccessibleInterface *tree = QAccessible::queryAccessibleInterface(m_window->statePage()->treeView());
    QVERIFY(tree);
    QCOMPARE(tree->role(), QAccessible::Tree);
    QAccessibleTableInterface *cells = tree->tableInterface();
    QStringList spoken;
    for (int row = 0; row < cells->rowCount(); ++row) {
        QStringList parts;
        for (int column = 0; column < cells->columnCount(); ++column)
            parts.append(cells->cellAt(row, column)->text(QAccessible::Name));
        spoken.append(parts.join(u", "_s));
    }
    const auto count =
        std::ranges::find_if(spoken, [](const QString &text) { return text.startsWith(u"count"); });
    QVERIFY2(count != spoken.end(), qPrintable(spoken.join(u'\n')));
    // What it was, what it is to be, what the actor holds.
    QCOMPARE(*count, u"count, changed from 1 to 40, conflict, live value 2, int, conflict"_s);
    document().revert();
}

int main(int argc, char **argv)
{
    const GuiRig rig(argc, argv);
    tst_AccessibleTree test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_accessibletree.moc"
