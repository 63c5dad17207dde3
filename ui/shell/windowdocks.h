// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/pageset.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtWidgets/QDockWidget>

class QMainWindow;

namespace rove::ui {

class ActionRegistry;
class TabBarKeeper;

/// The docks of a window: what can stay in sight beside the page, at the bottom, left or right. Each is a
/// second instance of a page, made when the dock is first shown and pointed at what the window shows. A dock
/// is known by its fixed name, `dock.events`, which is the name of its command, too. Where a saved layout
/// cannot be restored, the docks stand as at first. The window owns it; GUI thread.
class WindowDocks : public QObject {
    Q_OBJECT
public:
    WindowDocks(QMainWindow &window, ActionRegistry &registry);

    /// Adds a dock behind the others at the bottom, hidden. Its command `dock.ID` must exist. The page is
    /// pointed at the window's actor if it follows it.
    void add(PageSet::Entry entry);
    /// What pages of actors show.
    void setActor(QObject *actor);
    [[nodiscard]] QWidget *page(const QString &id) const { return m_pages.page(id); }
    [[nodiscard]] QDockWidget *dock(const QString &id) const;
    /// Shows the dock and gives it the focus.
    void show(const QString &id);
    /// Hides all that are shown, or shows those that were shown last.
    void toggle();

    [[nodiscard]] QByteArray save() const;
    /// False if the bytes cannot be used; then the docks stand as at first.
    bool restore(const QByteArray &bytes);
    void reset();

signals:
    void shownChanged();
    void pageMade(const QString &id, QWidget *page);

private:
    void moveCurrent(Qt::DockWidgetArea area);
    [[nodiscard]] QDockWidget *currentDock() const;

    QMainWindow &m_window;
    ActionRegistry &m_registry;
    TabBarKeeper *m_tabBars;
    PageSet m_pages;
    QList<QDockWidget *> m_docks;
    QPointer<QDockWidget> m_last;
    /// What `toggle()` brings back.
    QStringList m_hidden;
};

} // namespace rove::ui
