// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/statedocument.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QHash>

#include <optional>

namespace rove::ui {

/// The changes of a document, one row each, with what a person decides about them: leave one out for now, and
/// for a conflict whose value counts.
///
/// Follows the document while it is open; a decision is forgotten when the actor has changed its place again.
/// The path's check box takes part or not; in a conflict `Yours` and `Live` are a choice of one. GUI thread;
/// changes nothing itself.
class StateReviewModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { PathColumn, BaseColumn, YoursColumn, LiveColumn, ColumnCount };
    enum Role {
        /// True for a cell whose check mark is a choice of one.
        RadioRole = Qt::UserRole + 1,
        ConflictRole,
    };

    explicit StateReviewModel(StateDocument &document, QObject *parent = nullptr);

    /// What is to be done with a change.
    enum class Decision { LeaveOut, Apply, TakeLive, Undecided };

    [[nodiscard]] const std::vector<StateChange> &changes() const { return m_changes; }
    [[nodiscard]] Decision decision(int row) const;
    [[nodiscard]] int count(Decision decision) const;
    void decideAll(Decision decision);

    /// The ids of the edits behind all rows decided so.
    [[nodiscard]] std::vector<quint64> edits(Decision decision) const;
    /// Of those to apply, the ones in conflict: the live value has to be taken note of first.
    [[nodiscard]] std::vector<quint64> keptConflicts() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

signals:
    void decisionsChanged();

private:
    enum class Side { None, Mine, Live };
    struct Decided {
        bool isLeftOut = false;
        Side side = Side::None;
        /// What the actor held when it was decided.
        std::optional<QCborValue> live;
    };

    void refresh();
    void changed(int row);
    [[nodiscard]] Decided decided(const StateChange &change) const;
    [[nodiscard]] QString accessibleText(int row) const;
    [[nodiscard]] QVariant checkState(const QModelIndex &index) const;
    [[nodiscard]] static const std::optional<QCborValue> &valueIn(const StateChange &change, int column);

    StateDocument &m_document;
    std::vector<StateChange> m_changes;
    /// By the first edit of a change.
    QHash<quint64, Decided> m_decided;
};

} // namespace rove::ui
