// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QPointer>
#include <QtWidgets/QWidget>

class QStackedWidget;

namespace rove::ui {

class ConnectionStripe;
class EnvironmentBanner;
class MessageBar;
class NavigationList;
class PageSet;
class TabStrip;

/// The middle of a window: what must be seen above everything, the tabs of connections, messages, the
/// navigation and the views. Only arranges; what it shows belongs to the window's other parts. GUI thread.
class WindowFrame : public QWidget {
    Q_OBJECT
public:
    explicit WindowFrame(QAction *allowChanges, QWidget *parent = nullptr);

    /// Adds a place for each view, in their order.
    void addViews(PageSet &views);
    void showView(const QString &id);
    [[nodiscard]] QString view() const;

    [[nodiscard]] EnvironmentBanner *banner() const { return m_banner; }
    [[nodiscard]] ConnectionStripe *stripe() const { return m_stripe; }
    [[nodiscard]] TabStrip *connectionTabs() const { return m_tabs; }
    [[nodiscard]] MessageBar *connectionBar() const { return m_connectionBar; }
    [[nodiscard]] MessageBar *undoBar() const { return m_undoBar; }
    [[nodiscard]] NavigationList *navigation() const { return m_navigation; }

signals:
    void viewChanged(const QString &id);

private:
    EnvironmentBanner *m_banner;
    ConnectionStripe *m_stripe;
    TabStrip *m_tabs;
    MessageBar *m_connectionBar;
    MessageBar *m_undoBar;
    NavigationList *m_navigation;
    QStackedWidget *m_stack;
    QPointer<PageSet> m_views;
};

} // namespace rove::ui
