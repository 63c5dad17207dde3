// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/namespacesearch.h"

#include "protocol/base/id.h"
#include "ui/models/actorlabel.h"
#include "ui/models/modelstext.h"

#include <algorithm>

namespace rove::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int requestsAtOnceMax = 4;
constexpr int rowsOfTypeMax = 20;

std::vector<Column<NamespaceHit>> columns()
{
    using Row = NamespaceHit;
    return {
        {.header = {.id = u"namespace"_s, .title = ModelsText::tr("Namespace"), .width = 140},
         .display = [](const Row &row) { return row.namespaceName; }},
        {.header = {.id = u"name"_s, .title = ModelsText::tr("Name"), .width = 140},
         .display = [](const Row &row) { return row.actor.name; }},
        {.header = {.id = u"key"_s, .title = ModelsText::tr("Key"), .width = 180},
         .display = [](const Row &row) { return actorKeyText(row.actor); }},
        {.header = {.id = u"id"_s, .title = ModelsText::tr("ID"), .width = 240},
         .display = [](const Row &row) { return row.actor.actorId; }},
    };
}

} // namespace

NamespaceSearch::NamespaceSearch(HttpClient &http, QObject *parent)
    : TableModel(columns(), parent)
    , m_http(http)
{}

void NamespaceSearch::search(const QString &text)
{
    cancel();
    m_text = text.trimmed();
    setRows({});
    flush();
    m_isTruncated = false;
    m_doneCount = m_totalCount = m_failedCount = m_hitCount = 0;
    m_error.reset();
    if (m_text.isEmpty())
        return finish();
    m_isSearching = true;
    emit progressChanged();
    ManagerClient(m_http).namespaces().then(
        this, [this, run = m_run](const Result<std::vector<manager::Namespace>> &namespaces) {
            if (run != m_run)
                return;
            if (!namespaces) {
                m_error = namespaces.error();
                return finish();
            }
            m_isTruncated = namespaces->size() > static_cast<size_t>(namespaceCountMax);
            m_totalCount = std::min(static_cast<int>(namespaces->size()), namespaceCountMax);
            emit progressChanged();
            for (int i = 0; i < m_totalCount && run == m_run; ++i)
                searchNamespace(namespaces->at(static_cast<size_t>(i)).name);
            if (m_totalCount == 0)
                finish();
        });
}

void NamespaceSearch::cancel()
{
    ++m_run;
    m_jobs.clear();
    m_open.clear();
    m_failed.clear();
    m_runningCount = 0;
    m_isSearching = false;
}

void NamespaceSearch::enqueue(const QString &namespaceName, Job job)
{
    ++m_open[namespaceName];
    m_jobs.push_back(std::move(job));
    runJobs();
}

void NamespaceSearch::runJobs()
{
    while (!m_jobs.empty() && m_runningCount < requestsAtOnceMax) {
        const Job job = std::move(m_jobs.front());
        m_jobs.pop_front();
        ++m_runningCount;
        job();
    }
}

void NamespaceSearch::endJob(const QString &namespaceName, const std::optional<Error> &error)
{
    --m_runningCount;
    if (error && !m_failed.contains(namespaceName)) {
        m_failed.insert(namespaceName);
        ++m_failedCount;
        if (!m_error)
            m_error = error;
    }
    if (--m_open[namespaceName] == 0) {
        m_open.remove(namespaceName);
        ++m_doneCount;
        emit progressChanged();
    }
    if (m_doneCount == m_totalCount || m_hitCount >= hitCountMax)
        return finish();
    runJobs();
}

void NamespaceSearch::searchNamespace(const QString &name)
{
    // An id is nobody's key, so its namespaces need one request each.
    if (ActorId::parse(m_text))
        lookForId(name);
    else
        lookForNames(name);
}

void NamespaceSearch::lookForId(const QString &namespaceName)
{
    enqueue(namespaceName, [this, namespaceName, run = m_run] {
        ManagerClient(m_http, namespaceName)
            .actorsById({m_text})
            .then(this, [this, namespaceName, run](const Result<std::vector<manager::Actor>> &actors) {
                if (run != m_run)
                    return;
                if (actors)
                    take(namespaceName, NamespaceHit::Why::Id, *actors);
                endJob(namespaceName, actors ? std::nullopt : std::optional(actors.error()));
            });
    });
}

void NamespaceSearch::lookForNames(const QString &namespaceName)
{
    enqueue(namespaceName, [this, namespaceName, run = m_run] {
        ManagerClient(m_http, namespaceName)
            .actorNames()
            .then(this, [this, namespaceName, run](const Result<Page<QString>> &page) {
                if (run != m_run)
                    return;
                const Page<QString> names = page.value_or(Page<QString>());
                for (const QString &name : names.rows) {
                    if (run != m_run)
                        return;
                    lookForKey(namespaceName, name);
                    if (name.startsWith(m_text, Qt::CaseInsensitive))
                        lookForType(namespaceName, name);
                }
                // A namespace with more types than one page has is searched in its first ones.
                m_isTruncated = m_isTruncated || !names.nextCursor.isEmpty();
                endJob(namespaceName, page ? std::nullopt : std::optional(page.error()));
            });
    });
}

void NamespaceSearch::lookForKey(const QString &namespaceName, const QString &actorName)
{
    enqueue(namespaceName, [this, namespaceName, actorName, run = m_run] {
        ManagerClient(m_http, namespaceName)
            .actorsByKey(actorName, m_text)
            .then(this, [this, namespaceName, run](const Result<std::vector<manager::Actor>> &actors) {
                if (run != m_run)
                    return;
                if (actors)
                    take(namespaceName, NamespaceHit::Why::Key, *actors);
                endJob(namespaceName, actors ? std::nullopt : std::optional(actors.error()));
            });
    });
}

void NamespaceSearch::lookForType(const QString &namespaceName, const QString &actorName)
{
    enqueue(namespaceName, [this, namespaceName, actorName, run = m_run] {
        ManagerClient(m_http, namespaceName)
            .actorsByName(actorName, {}, Destroyed::LeaveOut, rowsOfTypeMax)
            .then(this, [this, namespaceName, run](const Result<Page<manager::Actor>> &page) {
                if (run != m_run)
                    return;
                if (page) {
                    m_isTruncated = m_isTruncated || !page->nextCursor.isEmpty();
                    take(namespaceName, NamespaceHit::Why::Type, page->rows);
                }
                endJob(namespaceName, page ? std::nullopt : std::optional(page.error()));
            });
    });
}

void NamespaceSearch::take(const QString &namespaceName, NamespaceHit::Why why,
                           const std::vector<manager::Actor> &actors)
{
    for (const manager::Actor &actor : actors) {
        if (m_hitCount >= hitCountMax) {
            m_isTruncated = true;
            break;
        }
        put({.namespaceName = namespaceName, .why = why, .actor = actor});
        ++m_hitCount;
    }
}

void NamespaceSearch::finish()
{
    cancel();
    flush();
    emit progressChanged();
    emit finished();
}

bool NamespaceSearch::isSame(const NamespaceHit &before, const NamespaceHit &after) const
{
    return before == after;
}

} // namespace rove::ui
