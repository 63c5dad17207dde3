// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>

class QDockWidget;
class QMainWindow;

namespace rove::ui {

/// Keeps the focus out of bars of tabs that have no tab: Qt parks them outside the window for docks to come,
/// not hidden, and the Tab key would get lost there. Belongs to the window; GUI thread.
class TabBarKeeper : public QObject {
    Q_OBJECT
public:
    explicit TabBarKeeper(QMainWindow *window);

    /// Its coming and going may empty a bar, or fill one.
    void watch(const QDockWidget *dock);

    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void fit();

    QMainWindow &m_window;
};

} // namespace rove::ui
