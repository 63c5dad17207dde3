// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/pageset.h"

#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace rove::ui {

PageHost::PageHost(std::function<QWidget *()> make)
    : m_make(std::move(make))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
}

QWidget *PageHost::ensure()
{
    if (!m_page) {
        m_page = m_make();
        layout()->addWidget(m_page);
        setFocusProxy(m_page);
        emit made(m_page);
    }
    return m_page;
}

void PageHost::showEvent(QShowEvent *event)
{
    ensure();
    QWidget::showEvent(event);
}

PageSet::PageSet(Store store, QObject *parent)
    : QObject(parent)
    , m_store(std::move(store))
{}

PageHost *PageSet::add(Entry entry)
{
    auto *host = new PageHost(entry.make);
    m_places.push_back(std::make_unique<Place>(std::move(entry), host));
    Place *place = m_places.back().get();
    connect(host, &PageHost::made, this, [this, place](QWidget *page) {
        point(*place);
        emit made(place->entry.item.id, page);
    });
    return host;
}

void PageSet::point(Place &place)
{
    QWidget &page = *place.host->page();
    place.entry.point(page, m_subject);
    if (m_subject && place.entry.restore)
        place.entry.restore(page, m_store.load(*m_subject, place.entry.item.id));
}

const PageSet::Place *PageSet::find(const QString &id) const
{
    const auto found = std::ranges::find(
        m_places, id, [](const auto &place) -> const QString & { return place->entry.item.id; });
    return found == m_places.end() ? nullptr : found->get();
}

QStringList PageSet::ids() const
{
    QStringList ids;
    for (const auto &place : m_places)
        ids.append(place->entry.item.id);
    return ids;
}

const NavigationItem *PageSet::item(const QString &id) const
{
    const Place *place = find(id);
    return place ? &place->entry.item : nullptr;
}

PageHost *PageSet::host(const QString &id) const
{
    const Place *place = find(id);
    return place ? place->host : nullptr;
}

QWidget *PageSet::ensure(const QString &id)
{
    const Place *place = find(id);
    return place ? place->host->ensure() : nullptr;
}

void PageSet::ensureAll()
{
    while (ensureNext()) {
    }
}

bool PageSet::ensureNext()
{
    for (const auto &place : m_places) {
        if (place->host->page())
            continue;
        place->host->ensure();
        return true;
    }
    return false;
}

QWidget *PageSet::page(const QString &id) const
{
    const Place *place = find(id);
    return place ? place->host->page() : nullptr;
}

void PageSet::saveViews() const
{
    if (!m_subject)
        return;
    for (const auto &place : m_places)
        if (place->host->page() && place->entry.save)
            m_store.save(*m_subject, place->entry.item.id, place->entry.save(*place->host->page()));
}

void PageSet::setSubject(QObject *subject)
{
    if (m_subject == subject)
        return;
    saveViews();
    m_subject = subject;
    repoint();
}

void PageSet::repoint()
{
    for (const auto &place : m_places)
        if (place->host->page())
            point(*place);
}

} // namespace rove::ui
