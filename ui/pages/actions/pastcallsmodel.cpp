// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/actions/pastcallsmodel.h"

#include "ui/pages/actions/actionstext.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/tone.h"

#include <QtCore/QLocale>

using namespace Qt::StringLiterals;

namespace rove::ui {

QString callDurationText(std::chrono::microseconds duration)
{
    const double milliseconds = static_cast<double>(duration.count()) / 1000.0;
    const QLocale locale;
    if (milliseconds < 10)
        return ActionsText::tr("%1 ms").arg(locale.toString(milliseconds, 'f', 1));
    if (milliseconds < 1000)
        return ActionsText::tr("%1 ms").arg(locale.toString(milliseconds, 'f', 0));
    return ActionsText::tr("%1 s").arg(locale.toString(milliseconds / 1000, 'f', 2));
}

PastCallsModel::PastCallsModel(QObject *parent)
    : QAbstractTableModel(parent)
{}

void PastCallsModel::setCall(ActionCall *call)
{
    beginResetModel();
    if (m_call)
        m_call->disconnect(this);
    m_call = call;
    endResetModel();
    if (!call)
        return;
    const auto reset = [this] {
        beginResetModel();
        endResetModel();
    };
    connect(call, &ActionCall::pastChanged, this, reset);
    connect(call, &QObject::destroyed, this, reset);
}

const PastCall *PastCallsModel::at(int row) const
{
    if (!m_call || row < 0 || row >= rowCount())
        return nullptr;
    return &m_call->past()[static_cast<size_t>(row)];
}

int PastCallsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_call ? 0 : static_cast<int>(m_call->past().size());
}

int PastCallsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString PastCallsModel::text(const PastCall &call, int column)
{
    switch (column) {
    case CallColumn:
        return call.text;
    case AnswerColumn:
        return call.answer;
    case TookColumn:
        return callDurationText(call.duration);
    default:
        return QLocale().toString(call.endedAt.time(), QLocale::LongFormat);
    }
}

QVariant PastCallsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PastCall &call = *at(index.row());
    const bool hasFailed = call.hasFailed;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return text(call, index.column());
    case Qt::AccessibleTextRole:
        if (index.column() != CallColumn)
            return text(call, index.column());
        return hasFailed ? ActionsText::tr("%1, failed", "a call").arg(text(call, CallColumn))
                         : ActionsText::tr("%1, answered", "a call").arg(text(call, CallColumn));
    case Qt::DecorationRole: {
        const Tone &tone = hasFailed ? tone::error : tone::ready;
        return index.column() == CallColumn ? QVariant(icon(tone.icon, tone.color)) : QVariant();
    }
    case Qt::FontRole:
        return index.column() == CallColumn || index.column() == AnswerColumn ? QVariant(fonts::code())
                                                                              : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == TookColumn ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    default:
        return {};
    }
}

QVariant PastCallsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case CallColumn:
        return ActionsText::tr("Call");
    case AnswerColumn:
        return ActionsText::tr("Answer");
    case TookColumn:
        return ActionsText::tr("Took");
    default:
        return ActionsText::tr("At");
    }
}

} // namespace rove::ui
