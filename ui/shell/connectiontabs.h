// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/connectiontab.h"

#include <QtCore/QObject>

#include <memory>
#include <vector>

namespace rove::ui {

class Workspace;

/// The connections of one window in the order of their tabs, and the one that is shown. Owned by the window;
/// the workspace outlives it; GUI thread.
class ConnectionTabs : public QObject {
    Q_OBJECT
public:
    static constexpr int countMax = 16;

    explicit ConnectionTabs(Workspace &workspace, QObject *parent = nullptr);
    ~ConnectionTabs() override;

    [[nodiscard]] int count() const { return static_cast<int>(m_tabs.size()); }
    [[nodiscard]] ConnectionTab *at(int index) const { return m_tabs[static_cast<size_t>(index)].get(); }
    [[nodiscard]] ConnectionTab *current() const { return m_current; }
    [[nodiscard]] int currentIndex() const;
    [[nodiscard]] ConnectionTab *find(const QString &id) const;
    /// One that shows this engine as this namespace, or null.
    [[nodiscard]] ConnectionTab *findTarget(const ConnectionTarget &target) const;
    [[nodiscard]] int modifiedCount() const;

    /// Adds a tab that waits; null where there are `countMax` already.
    ConnectionTab *add(const ConnectionTarget &target);
    ConnectionTab *add(const std::shared_ptr<Connection> &connection);
    void setCurrent(ConnectionTab *tab);
    void step(int direction);
    void close(ConnectionTab *tab);
    void closeAll();
    void reorder(const QStringList &ids);

signals:
    /// Before another tab is shown; the old one is still the current one.
    void aboutToLeave(rove::ui::ConnectionTab *tab);
    void currentChanged(rove::ui::ConnectionTab *tab);
    /// Which there are, their order, or how one is.
    void changed();

private:
    ConnectionTab *insert(std::unique_ptr<ConnectionTab> tab);
    [[nodiscard]] int indexOf(const ConnectionTab *tab) const;

    Workspace &m_workspace;
    std::vector<std::unique_ptr<ConnectionTab>> m_tabs;
    ConnectionTab *m_current = nullptr;
};

} // namespace rove::ui
