// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/windowdocks.h"

#include "ui/shell/actionregistry.h"
#include "ui/shell/tabbarkeeper.h"
#include "ui/style/metrics.h"

#include <QtGui/QGuiApplication>
#include <QtWidgets/QApplication>
#include <QtWidgets/QMainWindow>
#include <QtWidgets/QScrollArea>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr int layoutVersion = 1;
constexpr int bottomHeight = 272;
constexpr int heightMin = 120;
/// Narrower, a page is all scroll bar.
constexpr int widthMin = 220;

QString nameOf(const QString &id)
{
    return u"dock."_s % id;
}

/// Floating docks cannot be put back where the window system does not say where windows are.
QDockWidget::DockWidgetFeatures usableFeatures()
{
    QDockWidget::DockWidgetFeatures features =
        QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetFloatable;
    features.setFlag(QDockWidget::DockWidgetFloatable,
                     !QGuiApplication::platformName().startsWith("wayland"_L1));
    return features;
}

} // namespace

WindowDocks::WindowDocks(QMainWindow &window, ActionRegistry &registry)
    : QObject(&window)
    , m_window(window)
    , m_registry(registry)
    , m_tabBars(new TabBarKeeper(&window))
    // Docks look as they like: what an actor's page remembers belongs to its section.
    , m_pages({.load = [](QObject &, const QString &) { return QVariantMap(); },
               .save = [](QObject &, const QString &, const QVariantMap &) {}})
{
    m_window.setDockOptions(QMainWindow::AllowTabbedDocks | QMainWindow::AllowNestedDocks);
    m_window.setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    connect(&m_pages, &PageSet::made, this, &WindowDocks::pageMade);
    const auto on = [this](const QString &id, auto slot) {
        connect(m_registry.action(id), &QAction::triggered, this, slot);
    };
    on(u"dock.toggle"_s, [this] { toggle(); });
    on(u"dock.moveBottom"_s, [this] { moveCurrent(Qt::BottomDockWidgetArea); });
    on(u"dock.moveLeft"_s, [this] { moveCurrent(Qt::LeftDockWidgetArea); });
    on(u"dock.moveRight"_s, [this] { moveCurrent(Qt::RightDockWidgetArea); });
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        for (QDockWidget *dock : m_docks)
            if (now && dock->isAncestorOf(now))
                m_last = dock;
    });
}

void WindowDocks::add(PageSet::Entry entry)
{
    const QString id = entry.item.id;
    auto *dock = new QDockWidget(entry.item.text, &m_window);
    dock->setObjectName(nameOf(id));
    dock->setAllowedAreas(Qt::BottomDockWidgetArea | Qt::LeftDockWidgetArea | Qt::RightDockWidgetArea);
    dock->setFeatures(usableFeatures());
    dock->setAccessibleName(entry.item.text);
    // A page that wants more room than the dock has scrolls; the window never grows over its own edge.
    auto *area = new QScrollArea;
    const PageSet::Padding padding = entry.padding;
    PageHost *host = m_pages.add(std::move(entry));
    if (padding == PageSet::Padding::Around)
        host->setContentsMargins(metrics::panePadding, 0, metrics::panePadding, metrics::space1);
    area->setWidget(host);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    area->setMinimumSize(widthMin, heightMin);
    dock->setWidget(area);
    m_window.addDockWidget(Qt::BottomDockWidgetArea, dock);
    if (!m_docks.isEmpty())
        m_window.tabifyDockWidget(m_docks.constLast(), dock);
    m_docks.append(dock);
    m_tabBars->watch(dock);
    dock->hide();

    QAction *command = m_registry.action(nameOf(id));
    connect(command, &QAction::triggered, this, [this, id, dock](bool shown) {
        if (shown)
            show(id);
        else
            dock->hide();
    });
    connect(dock->toggleViewAction(), &QAction::toggled, this, [this, command](bool shown) {
        command->setChecked(shown);
        emit shownChanged();
    });
}

void WindowDocks::setActor(QObject *actor)
{
    m_pages.setSubject(actor);
}

QDockWidget *WindowDocks::dock(const QString &id) const
{
    const auto found = std::ranges::find(m_docks, nameOf(id), &QObject::objectName);
    return found == m_docks.end() ? nullptr : *found;
}

void WindowDocks::show(const QString &id)
{
    QDockWidget *shown = dock(id);
    if (!shown)
        return;
    const bool wasNoneShown = std::ranges::all_of(m_docks, &QDockWidget::isHidden);
    shown->show();
    shown->raise();
    if (wasNoneShown)
        m_window.resizeDocks({shown}, {bottomHeight}, Qt::Vertical);
    m_pages.ensure(id)->setFocus(Qt::OtherFocusReason);
    m_last = shown;
}

void WindowDocks::toggle()
{
    QStringList shown;
    for (QDockWidget *dock : m_docks) {
        if (dock->isHidden())
            continue;
        shown.append(dock->objectName());
        dock->hide();
    }
    if (!shown.isEmpty()) {
        m_hidden = shown;
        return;
    }
    bool isAnyShown = false;
    for (QDockWidget *dock : m_docks) {
        if (!m_hidden.contains(dock->objectName()))
            continue;
        dock->show();
        isAnyShown = true;
    }
    if (!isAnyShown && !m_docks.isEmpty())
        show(m_docks.constFirst()->objectName().sliced(nameOf({}).size()));
}

QDockWidget *WindowDocks::currentDock() const
{
    if (m_last && !m_last->isHidden())
        return m_last;
    const auto shown =
        std::ranges::find_if(m_docks, [](const QDockWidget *dock) { return !dock->isHidden(); });
    return shown == m_docks.end() ? nullptr : *shown;
}

void WindowDocks::moveCurrent(Qt::DockWidgetArea area)
{
    if (QDockWidget *dock = currentDock()) {
        dock->setFloating(false);
        m_window.addDockWidget(area, dock);
        dock->show();
    }
}

QByteArray WindowDocks::save() const
{
    return m_window.saveState(layoutVersion);
}

bool WindowDocks::restore(const QByteArray &bytes)
{
    if (m_window.restoreState(bytes, layoutVersion))
        return true;
    reset();
    return false;
}

void WindowDocks::reset()
{
    for (QDockWidget *dock : m_docks) {
        dock->setFloating(false);
        m_window.addDockWidget(Qt::BottomDockWidgetArea, dock);
        if (dock != m_docks.constFirst())
            m_window.tabifyDockWidget(m_docks.constFirst(), dock);
        dock->hide();
    }
}

} // namespace rove::ui
