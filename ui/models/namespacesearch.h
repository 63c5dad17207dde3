// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/managerclient.h"
#include "ui/models/tablemodel.h"

#include <QtCore/QHash>

#include <deque>
#include <functional>
#include <optional>

namespace rove::ui {

/// An actor that a search found.
struct NamespaceHit {
    enum class Why { Id, Key, Type };

    QString namespaceName;
    Why why = Why::Id;
    manager::Actor actor;

    friend bool operator==(const NamespaceHit &, const NamespaceHit &) = default;
};

/// Looks for actors in every namespace of an endpoint: by exact id, by exact key of any type, and by the
/// beginning of their type's name. Hits appear as they come; a few requests run at a time, and both hits and
/// namespaces are bounded, which `isTruncated()` says. Wakes nobody. One search at a time: another text, or
/// `cancel()`, abandons it and keeps nothing of it waiting. Owned by whoever shows it; the HTTP client
/// outlives it; GUI thread. Namespaces that refuse or fail are counted, with the first error, and the others
/// are searched all the same.
class NamespaceSearch : public TableModel<NamespaceHit> {
    Q_OBJECT
public:
    enum class Column { Namespace, Name, Key, Id };

    static constexpr int hitCountMax = 500;
    static constexpr int namespaceCountMax = 200;

    explicit NamespaceSearch(HttpClient &http, QObject *parent = nullptr);

    /// Starts anew; an empty text ends with no hits.
    void search(const QString &text);
    void cancel();

    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] bool isSearching() const { return m_isSearching; }
    /// Namespaces done, and how many there are.
    [[nodiscard]] int doneCount() const { return m_doneCount; }
    [[nodiscard]] int totalCount() const { return m_totalCount; }
    [[nodiscard]] int failedCount() const { return m_failedCount; }
    [[nodiscard]] bool isTruncated() const { return m_isTruncated; }
    /// Why namespaces could not be listed, or the first that could not be searched.
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

signals:
    void progressChanged();
    void finished();

protected:
    QString keyOf(const NamespaceHit &row) const override { return row.actor.actorId; }
    bool isSame(const NamespaceHit &before, const NamespaceHit &after) const override;

private:
    /// A request that waits for its turn.
    using Job = std::function<void()>;

    void enqueue(const QString &namespaceName, Job job);
    void runJobs();
    void endJob(const QString &namespaceName, const std::optional<Error> &error);
    void searchNamespace(const QString &name);
    void lookForId(const QString &namespaceName);
    void lookForNames(const QString &namespaceName);
    void lookForKey(const QString &namespaceName, const QString &actorName);
    void lookForType(const QString &namespaceName, const QString &actorName);
    void take(const QString &namespaceName, NamespaceHit::Why why, const std::vector<manager::Actor> &actors);
    void finish();

    HttpClient &m_http;
    QString m_text;
    /// Counts searches, so that an answer to an abandoned one is recognised.
    quint64 m_run = 0;
    bool m_isSearching = false;
    bool m_isTruncated = false;
    int m_doneCount = 0;
    int m_totalCount = 0;
    int m_failedCount = 0;
    int m_hitCount = 0;
    int m_runningCount = 0;
    std::optional<Error> m_error;
    std::deque<Job> m_jobs;
    /// Jobs of each namespace that have not ended.
    QHash<QString, int> m_open;
    QSet<QString> m_failed;
};

} // namespace rove::ui
