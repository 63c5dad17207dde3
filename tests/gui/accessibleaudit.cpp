// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/accessibleaudit.h"

#include <QtCore/QStringBuilder>
#include <QtGui/QAccessible>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QTableView>
#include <QtWidgets/QTreeView>
#include <QtWidgets/QWidget>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace rove::test {
namespace {

/// Roles that say nothing of what a thing does.
constexpr std::array meaninglessRoles{QAccessible::NoRole, QAccessible::Client, QAccessible::Window,
                                      QAccessible::Pane, QAccessible::LayeredPane};

/// No page has more; one that does is walked in a circle.
constexpr int depthMax = 64;
/// Long lists are alike from here on.
constexpr int rowCountMax = 100;

QString describe(const QAccessibleInterface &thing)
{
    const QObject *object = thing.object();
    const QString type = object ? QString::fromLatin1(object->metaObject()->className()) : u"a cell"_s;
    return u"%1 “%2” (role %3)"_s.arg(type, thing.text(QAccessible::Name)).arg(thing.role());
}

/// The walk through one window.
class Audit {
public:
    void walk(QAccessibleInterface &thing, int depth);

    QStringList faults;
    AccessibleCount count;

private:
    void look(QAccessibleInterface &thing);
    void lookAtCells(QAccessibleInterface &view, QAccessibleTableInterface &table);
    void lookAtHeader(const QAccessibleInterface &view, const QAccessibleTableInterface &table);
};

void Audit::walk(QAccessibleInterface &thing, int depth)
{
    if (depth > depthMax) {
        faults.append(u"a tree without an end: "_s % describe(thing));
        return;
    }
    ++count.things;
    look(thing);
    if (QAccessibleTableInterface *table = thing.tableInterface()) {
        lookAtCells(thing, *table);
        return;
    }
    for (int i = 0; i < thing.childCount(); ++i) {
        QAccessibleInterface *child = thing.child(i);
        if (!child || !child->isValid()) {
            faults.append(u"child %1 is missing: "_s.arg(i) % describe(thing));
            continue;
        }
        if (child->state().invisible)
            continue;
        if (child->parent() != &thing)
            faults.append(u"has another parent: "_s % describe(*child));
        walk(*child, depth + 1);
    }
}

void Audit::look(QAccessibleInterface &thing)
{
    if (!thing.state().focusable || thing.state().invisible)
        return;
    // Qt names a bar of tabs after its current one; one without tabs is not to be seen.
    if (const auto *tabs = qobject_cast<const QTabBar *>(thing.object()); tabs && tabs->count() == 0)
        return;
    ++count.focusable;
    if (thing.text(QAccessible::Name).isEmpty())
        faults.append(u"no name: "_s % describe(thing));
    // A window takes the focus for what is in it; the roles of Qt's own controls, and of what scrolls a page,
    // are Qt's to know.
    const auto *widget = qobject_cast<const QWidget *>(thing.object());
    const bool isFrame = widget && (widget->isWindow() || qobject_cast<const QScrollArea *>(widget) ||
                                    QByteArrayView(widget->metaObject()->className()).startsWith('Q'));
    if (!isFrame && std::ranges::contains(meaninglessRoles, thing.role()))
        faults.append(u"no role: "_s % describe(thing));
}

void Audit::lookAtCells(QAccessibleInterface &view, QAccessibleTableInterface &table)
{
    const int rows = std::min(table.rowCount(), rowCountMax);
    for (int row = 0; row < rows; ++row) {
        bool hasText = false;
        for (int column = 0; column < table.columnCount(); ++column) {
            const QAccessibleInterface *cell = table.cellAt(row, column);
            if (!cell) {
                faults.append(u"no cell in row %1, column %2: "_s.arg(row).arg(column) % describe(view));
                continue;
            }
            ++count.cells;
            hasText = hasText || !cell->text(QAccessible::Name).isEmpty();
            if (std::ranges::contains(meaninglessRoles, cell->role()))
                faults.append(u"no role: "_s % describe(*cell));
        }
        if (!hasText)
            faults.append(u"row %1 has no text: "_s.arg(row) % describe(view));
    }
    lookAtHeader(view, table);
}

void Audit::lookAtHeader(const QAccessibleInterface &view, const QAccessibleTableInterface &table)
{
    const QHeaderView *header = nullptr;
    if (const auto *tree = qobject_cast<const QTreeView *>(view.object()))
        header = tree->header();
    else if (const auto *grid = qobject_cast<const QTableView *>(view.object()))
        header = grid->horizontalHeader();
    if (!header || !header->isVisible())
        return;
    for (int column = 0; column < table.columnCount(); ++column)
        if (!header->isSectionHidden(column) && table.columnDescription(column).isEmpty())
            faults.append(u"column %1 has no name: "_s.arg(column) % describe(view));
}

} // namespace

QStringList auditAccessibleTree(QWidget &window, AccessibleCount *count)
{
    Audit audit;
    QAccessibleInterface *root = QAccessible::queryAccessibleInterface(&window);
    if (!root)
        return {u"the window has no interface"_s};
    audit.walk(*root, 0);
    if (count)
        *count = audit.count;
    return audit.faults;
}

} // namespace rove::test
