// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/actorfinder.h"

#include <algorithm>

namespace rove::ui {

ActorFinder::ActorFinder(HttpClient &http, QObject *parent)
    : QObject(parent)
    , m_manager(http)
{}

void ActorFinder::findByIdOrKey(const QString &text, const QStringList &knownNames)
{
    cancel();
    m_text = text.trimmed();
    m_names.clear();
    m_nextName = 0;
    m_found.clear();
    m_error.reset();
    m_isRunning = true;
    if (m_text.isEmpty() || m_text.size() > textLengthMax)
        return finishIfDone();
    // An older engine refuses what is no id, which says no more than that nobody has it.
    const auto takeById = [this, knownNames](const Result<std::vector<manager::Actor>> &actors) {
        if (actors)
            take(*actors);
        else if (actors.error().code == ErrorCode::ClientUnreachable)
            m_error = actors.error();
        if (m_found.empty() && !m_error) {
            askForKey(knownNames);
            askForNames({});
        }
    };
    ask(m_manager.actorsById({m_text}), takeById);
}

void ActorFinder::cancel()
{
    ++m_search;
    m_inFlight = 0;
    m_isRunning = false;
}

template <class T, class Take>
void ActorFinder::ask(const Async<T> &answer, Take take)
{
    ++m_inFlight;
    Async<T>(answer).then(this, [this, take, search = m_search](const Result<T> &result) {
        if (search != m_search)
            return;
        --m_inFlight;
        take(result);
        askNext();
        finishIfDone();
    });
}

void ActorFinder::askForNames(const QString &cursor)
{
    ask(m_manager.actorNames(cursor), [this](const Result<Page<QString>> &page) {
        if (!page) {
            m_error = page.error();
            return;
        }
        askForKey(QStringList(page->rows.begin(), page->rows.end()));
        if (!page->nextCursor.isEmpty() && m_names.size() < limits::actorTypeCountMax)
            askForNames(page->nextCursor);
    });
}

void ActorFinder::askForKey(const QStringList &names)
{
    for (const QString &name : names)
        if (!m_names.contains(name) && m_names.size() < limits::actorTypeCountMax)
            m_names.append(name);
}

void ActorFinder::askNext()
{
    while (m_nextName < m_names.size() && m_inFlight < requestsInFlightMax && !m_error &&
           static_cast<int>(m_found.size()) < foundCountMax) {
        const QString name = m_names.at(m_nextName++);
        ask(m_manager.actorsByKey(name, m_text), [this](const Result<std::vector<manager::Actor>> &actors) {
            if (actors)
                take(*actors);
            else
                m_error = actors.error();
        });
    }
}

void ActorFinder::take(const std::vector<manager::Actor> &actors)
{
    for (const manager::Actor &actor : actors) {
        const bool isKnown = std::ranges::contains(m_found, actor.actorId, &manager::Actor::actorId);
        if (isKnown || static_cast<int>(m_found.size()) >= foundCountMax)
            continue;
        m_found.push_back(actor);
        emit foundActor(actor);
    }
}

void ActorFinder::finishIfDone()
{
    if (!m_isRunning || m_inFlight > 0)
        return;
    m_isRunning = false;
    emit finished();
}

} // namespace rove::ui
