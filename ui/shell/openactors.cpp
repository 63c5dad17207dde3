// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/openactors.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace rove::ui {
namespace {

constexpr auto previewCheckInterval = 30s;

} // namespace

OpenActors::OpenActors(QObject *parent)
    : QObject(parent)
{
    m_previewTimer.setInterval(previewCheckInterval);
    connect(&m_previewTimer, &QTimer::timeout, this, &OpenActors::closeUnseenPreview);
    m_previewTimer.start();
}

OpenActors::~OpenActors() = default;

void OpenActors::setSeen(bool seen)
{
    m_isSeen = seen;
    if (m_current)
        m_current->touch();
}

OpenActor *OpenActors::find(const QString &id) const
{
    const auto found =
        std::ranges::find(m_actors, id, [](const auto &actor) -> const QString & { return actor->id(); });
    return found == m_actors.end() ? nullptr : found->get();
}

int OpenActors::indexOf(const OpenActor *actor) const
{
    const auto found = std::ranges::find(m_actors, actor, [](const auto &open) { return open.get(); });
    return found == m_actors.end() ? -1 : static_cast<int>(found - m_actors.begin());
}

int OpenActors::currentIndex() const
{
    return indexOf(m_current);
}

int OpenActors::modifiedCount() const
{
    return static_cast<int>(
        std::ranges::count_if(m_actors, [](const auto &actor) { return actor->isModified(); }));
}

OpenActor *OpenActors::preview() const
{
    const auto found = std::ranges::find_if(m_actors, [](const auto &actor) { return actor->isPreview(); });
    return found == m_actors.end() ? nullptr : found->get();
}

OpenActor *OpenActors::add(std::unique_ptr<OpenActor> actor, int index)
{
    OpenActor *added = actor.get();
    m_actors.insert(m_actors.begin() + index, std::move(actor));
    connect(added, &OpenActor::changed, this, &OpenActors::changed);
    return added;
}

OpenActor *OpenActors::show(const std::shared_ptr<Connection> &connection, const QString &id, Keep keep,
                            const QString &label)
{
    OpenActor *actor = find(id);
    OpenActor *replaced = nullptr;
    if (!actor) {
        replaced = keep == Keep::Preview ? preview() : nullptr;
        const int index = replaced ? indexOf(replaced) : currentIndex() + 1;
        actor = add(make(connection, id, label), index);
    }
    if (keep == Keep::Lasting)
        actor->setPreview(false);
    makeCurrent(actor);
    if (replaced)
        remove(replaced);
    trim();
    emit changed();
    return actor;
}

std::unique_ptr<OpenActor> OpenActors::make(const std::shared_ptr<Connection> &connection, const QString &id,
                                            const QString &label) const
{
    return std::make_unique<OpenActor>(connection, id, m_stores, label);
}

void OpenActors::append(std::unique_ptr<OpenActor> actor)
{
    if (!find(actor->id()))
        add(std::move(actor), count());
    emit changed();
}

void OpenActors::makeCurrent(OpenActor *actor)
{
    if (m_current == actor)
        return;
    if (m_current)
        emit aboutToLeave(m_current);
    m_current = actor;
    if (actor)
        actor->touch();
    emit currentChanged(actor);
}

void OpenActors::showNone()
{
    OpenActor *before = m_current;
    makeCurrent(nullptr);
    if (before && before->isPreview())
        remove(before);
    emit changed();
}

void OpenActors::setCurrent(const QString &id)
{
    if (OpenActor *actor = find(id)) {
        makeCurrent(actor);
        emit changed();
    }
}

void OpenActors::step(int direction)
{
    if (m_actors.empty())
        return;
    const int index = m_current ? currentIndex() + direction : 0;
    makeCurrent(at((index + count()) % count()));
    emit changed();
}

std::unique_ptr<OpenActor> OpenActors::remove(OpenActor *actor)
{
    const int index = indexOf(actor);
    if (actor == m_current) {
        OpenActor *next = index + 1 < count() ? at(index + 1) : index > 0 ? at(index - 1) : nullptr;
        makeCurrent(next);
    }
    std::unique_ptr<OpenActor> removed = std::move(m_actors[static_cast<size_t>(indexOf(actor))]);
    m_actors.erase(m_actors.begin() + indexOf(nullptr));
    removed->disconnect(this);
    return removed;
}

void OpenActors::close(const QString &id)
{
    OpenActor *actor = find(id);
    if (!actor)
        return;
    // Leaving it, if it is shown, notes how it looked; only then is it remembered.
    const std::unique_ptr<OpenActor> closed = remove(actor);
    m_closed.push_back({.id = closed->id(),
                        .label = closed->label(),
                        .views = closed->views(),
                        .section = closed->section(),
                        .replDraft = closed->replDraft()});
    if (m_closed.size() > closedCountMax)
        m_closed.pop_front();
    emit changed();
}

void OpenActors::clear()
{
    m_closed.clear();
    if (m_actors.empty())
        return;
    makeCurrent(nullptr);
    m_actors.clear();
    emit changed();
}

void OpenActors::reorder(const QStringList &ids)
{
    std::ranges::stable_sort(m_actors, {}, [&ids](const auto &actor) { return ids.indexOf(actor->id()); });
    emit changed();
}

void OpenActors::moveCurrent(int direction)
{
    const int from = currentIndex();
    const int to = from + direction;
    if (from < 0 || to < 0 || to >= count())
        return;
    std::swap(m_actors[static_cast<size_t>(from)], m_actors[static_cast<size_t>(to)]);
    emit changed();
}

void OpenActors::reopen(const std::shared_ptr<Connection> &connection)
{
    if (m_closed.empty())
        return;
    const Closed closed = m_closed.back();
    m_closed.pop_back();
    OpenActor *actor = find(closed.id);
    if (!actor) {
        auto made = make(connection, closed.id, closed.label);
        made->setViews(closed.views);
        made->setSection(closed.section);
        made->setReplDraft(closed.replDraft);
        actor = add(std::move(made), currentIndex() + 1);
    }
    actor->setPreview(false);
    makeCurrent(actor);
    trim();
    emit changed();
}

std::unique_ptr<OpenActor> OpenActors::take(const QString &id)
{
    OpenActor *actor = find(id);
    if (!actor)
        return nullptr;
    std::unique_ptr<OpenActor> taken = remove(actor);
    emit changed();
    return taken;
}

void OpenActors::insert(std::unique_ptr<OpenActor> actor)
{
    if (find(actor->id())) {
        setCurrent(actor->id());
        return;
    }
    actor->setPreview(false);
    makeCurrent(add(std::move(actor), currentIndex() + 1));
    trim();
    emit changed();
}

void OpenActors::trim()
{
    while (count() > m_countMax) {
        OpenActor *oldest = nullptr;
        for (const auto &actor : m_actors) {
            const bool mayGo = actor.get() != m_current && !actor->isModified();
            if (mayGo && (!oldest || actor->usedAt() < oldest->usedAt()))
                oldest = actor.get();
        }
        if (!oldest)
            return;
        close(oldest->id());
    }
}

void OpenActors::closeUnseenPreview()
{
    OpenActor *actor = preview();
    if (!actor || actor->isModified() || (m_isSeen && actor == m_current))
        return;
    if (actor->usedAt().secsTo(QDateTime::currentDateTimeUtc()) >=
        std::chrono::seconds(m_previewLife).count())
        close(actor->id());
}

} // namespace rove::ui
