// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/actions/actioncall.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QPointer>

namespace rove::ui {

/// The calls that were made of one actor from its page, newest first, as a table: what was called and how it
/// ended, its answer in short, how long it took, when. Follows the ActionCall, which belongs to its session.
/// GUI thread.
class PastCallsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { CallColumn, AnswerColumn, TookColumn, AtColumn, ColumnCount };

    explicit PastCallsModel(QObject *parent = nullptr);

    /// Null for no actor.
    void setCall(ActionCall *call);
    /// Null for a row that is not there.
    [[nodiscard]] const PastCall *at(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] static QString text(const PastCall &call, int column);

    QPointer<ActionCall> m_call;
};

/// `3.1 ms`, `1.25 s`: as long as an answer took.
[[nodiscard]] QString callDurationText(std::chrono::microseconds duration);

} // namespace rove::ui
