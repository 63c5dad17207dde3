// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/connectiontabs.h"

#include <algorithm>

namespace rove::ui {

ConnectionTabs::ConnectionTabs(Workspace &workspace, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
{}

ConnectionTabs::~ConnectionTabs() = default;

int ConnectionTabs::indexOf(const ConnectionTab *tab) const
{
    const auto found = std::ranges::find(m_tabs, tab, [](const auto &known) { return known.get(); });
    return found == m_tabs.end() ? -1 : static_cast<int>(found - m_tabs.begin());
}

int ConnectionTabs::currentIndex() const
{
    return indexOf(m_current);
}

ConnectionTab *ConnectionTabs::find(const QString &id) const
{
    for (const auto &tab : m_tabs)
        if (tab->id() == id)
            return tab.get();
    return nullptr;
}

ConnectionTab *ConnectionTabs::findTarget(const ConnectionTarget &target) const
{
    for (const auto &tab : m_tabs)
        if (tab->target().isSamePlace(target))
            return tab.get();
    return nullptr;
}

int ConnectionTabs::modifiedCount() const
{
    int count = 0;
    for (const auto &tab : m_tabs)
        count += tab->actors().modifiedCount();
    return count;
}

ConnectionTab *ConnectionTabs::insert(std::unique_ptr<ConnectionTab> tab)
{
    if (count() >= countMax)
        return nullptr;
    ConnectionTab *added = tab.get();
    m_tabs.insert(m_tabs.begin() + currentIndex() + 1, std::move(tab));
    connect(added, &ConnectionTab::connectionChanged, this, &ConnectionTabs::changed);
    connect(&added->actors(), &OpenActors::changed, this, &ConnectionTabs::changed);
    emit changed();
    return added;
}

ConnectionTab *ConnectionTabs::add(const ConnectionTarget &target)
{
    return insert(std::make_unique<ConnectionTab>(target, m_workspace));
}

ConnectionTab *ConnectionTabs::add(const std::shared_ptr<Connection> &connection)
{
    return insert(std::make_unique<ConnectionTab>(connection, m_workspace));
}

void ConnectionTabs::setCurrent(ConnectionTab *tab)
{
    if (m_current == tab)
        return;
    if (m_current) {
        emit aboutToLeave(m_current);
        m_current->actors().setSeen(false);
    }
    m_current = tab;
    if (tab)
        tab->actors().setSeen(true);
    emit currentChanged(tab);
    emit changed();
}

void ConnectionTabs::step(int direction)
{
    if (count() > 1)
        setCurrent(at((currentIndex() + direction + count()) % count()));
}

void ConnectionTabs::close(ConnectionTab *tab)
{
    const int index = indexOf(tab);
    if (index < 0)
        return;
    if (tab == m_current)
        setCurrent(index + 1 < count() ? at(index + 1) : index > 0 ? at(index - 1) : nullptr);
    const std::unique_ptr<ConnectionTab> closed = std::move(m_tabs[static_cast<size_t>(index)]);
    m_tabs.erase(m_tabs.begin() + index);
    closed->disconnect(this);
    closed->actors().disconnect(this);
    emit changed();
}

void ConnectionTabs::closeAll()
{
    setCurrent(nullptr);
    while (count() > 0)
        close(at(count() - 1));
}

void ConnectionTabs::reorder(const QStringList &ids)
{
    std::ranges::stable_sort(m_tabs, {}, [&ids](const auto &tab) { return ids.indexOf(tab->id()); });
    emit changed();
}

} // namespace rove::ui
