// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/valuepath.h"
#include "ui/pages/repl/replentry.h"

#include <QtCore/QAbstractItemModel>

#include <deque>
#include <memory>

namespace rove::ui {

/// What a console was asked and what it said, as a tree: entries, and under them the values that they hold,
/// made when they are first unfolded. Bounded: the oldest entries go first. Belongs to its ReplSession; GUI
/// thread.
class ReplTranscript : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Role {
        /// True for an entry, false for a row of a value.
        IsEntryRole = Qt::UserRole + 1,
        /// ReplEntry::Kind as int.
        KindRole,
        /// QCborValue: of a row, or what an entry unfolds.
        ValueRole,
        /// Whether there is a value at all.
        HasValueRole,
        /// QString: the key or position of a value's row.
        LabelRole,
        /// QString: how a script reaches it, `$3.users[0]`; empty if it cannot.
        ScriptPathRole,
    };

    explicit ReplTranscript(QObject *parent = nullptr);
    ~ReplTranscript() override;
    Q_DISABLE_COPY_MOVE(ReplTranscript)

    /// Adds entries at the end, in one go.
    void append(const QList<ReplEntry> &entries);
    /// The input of a run has ended.
    void finishInput(int run, ReplEntry::State state, std::chrono::microseconds duration);
    /// No result is reachable by its name any more.
    void forgetSaved();
    void forgetSaved(const QString &name);
    void clear();

    [[nodiscard]] qsizetype entryCount() const { return std::ssize(m_entries); }
    /// The entry of an index, also of one below it; null for none.
    [[nodiscard]] const ReplEntry *entryAt(const QModelIndex &index) const;
    /// The newest value saved under a name.
    [[nodiscard]] std::optional<QCborValue> saved(const QString &name) const;
    [[nodiscard]] QStringList savedNames() const;

    // What a view remembers between two looks.
    void setExpanded(const QModelIndex &index, bool expanded);
    [[nodiscard]] QModelIndexList expandedIndexes() const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Node;

    [[nodiscard]] static Node *nodeOf(const QModelIndex &index);
    [[nodiscard]] int rowOf(const Node *node) const;
    [[nodiscard]] QVariant entryData(const Node &node, int role) const;
    [[nodiscard]] QVariant valueData(const Node &node, int role) const;
    [[nodiscard]] static QString scriptPath(const Node &node);
    void emitChanged(const Node &node);
    void dropOldest();

    std::deque<std::unique_ptr<Node>> m_entries;
    qint64 m_firstNumber = 0;
    qsizetype m_bytes = 0;
};

} // namespace rove::ui
