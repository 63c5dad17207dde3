// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/state/statereviewmodel.h"

#include "ui/pages/state/statetext.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"
#include "ui/widgets/jsontext.h"
#include "ui/widgets/valuekind.h"

#include <QtGui/QBrush>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr qsizetype toolTipLengthMax = 2000;

QString textOf(const std::optional<QCborValue> &value)
{
    return value ? displayText(*value) : u"—"_s;
}

bool isSame(const std::optional<QCborValue> &left, const std::optional<QCborValue> &right)
{
    return left && right ? isSameValue(*left, *right) : !left && !right;
}

QString signOf(ValueChange::Kind kind)
{
    return kind == ValueChange::Kind::Added ? u"+"_s : kind == ValueChange::Kind::Removed ? u"−"_s : u"~"_s;
}

ColorRole tintOf(ValueChange::Kind kind)
{
    return kind == ValueChange::Kind::Added     ? ColorRole::DiffAdded
           : kind == ValueChange::Kind::Removed ? ColorRole::DiffRemoved
                                                : ColorRole::DiffChanged;
}

} // namespace

StateReviewModel::StateReviewModel(StateDocument &document, QObject *parent)
    : QAbstractTableModel(parent)
    , m_document(document)
    , m_changes(document.changes())
{
    connect(&document, &StateDocument::editsChanged, this, &StateReviewModel::refresh);
}

void StateReviewModel::refresh()
{
    std::vector<StateChange> changes = m_document.changes();
    const bool areSameRows = std::ranges::equal(
        changes, m_changes, {}, [](const StateChange &c) { return c.edits.front(); },
        [](const StateChange &c) { return c.edits.front(); });
    if (areSameRows) {
        m_changes = std::move(changes);
        if (!m_changes.empty())
            emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    } else {
        beginResetModel();
        m_changes = std::move(changes);
        endResetModel();
    }
    emit decisionsChanged();
}

StateReviewModel::Decided StateReviewModel::decided(const StateChange &change) const
{
    Decided decided = m_decided.value(change.edits.front());
    if (!isSame(decided.live, change.live))
        decided.side = Side::None;
    return decided;
}

StateReviewModel::Decision StateReviewModel::decision(int row) const
{
    const StateChange &change = m_changes[static_cast<size_t>(row)];
    const Decided known = decided(change);
    if (known.isLeftOut)
        return Decision::LeaveOut;
    if (!change.isInConflict)
        return Decision::Apply;
    switch (known.side) {
    case Side::Mine:
        return Decision::Apply;
    case Side::Live:
        return Decision::TakeLive;
    case Side::None:
        break;
    }
    return Decision::Undecided;
}

int StateReviewModel::count(Decision wanted) const
{
    int count = 0;
    for (int row = 0; row < rowCount(); ++row)
        count += decision(row) == wanted ? 1 : 0;
    return count;
}

void StateReviewModel::decideAll(Decision wanted)
{
    for (const StateChange &change : m_changes) {
        Decided known = m_decided.value(change.edits.front());
        known.isLeftOut = wanted == Decision::LeaveOut;
        if (change.isInConflict && wanted == Decision::Apply)
            known.side = Side::Mine;
        if (change.isInConflict && wanted == Decision::TakeLive)
            known.side = Side::Live;
        known.live = change.live;
        m_decided.insert(change.edits.front(), known);
    }
    if (!m_changes.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    emit decisionsChanged();
}

std::vector<quint64> StateReviewModel::edits(Decision wanted) const
{
    std::vector<quint64> ids;
    for (int row = 0; row < rowCount(); ++row)
        if (decision(row) == wanted)
            std::ranges::copy(m_changes[static_cast<size_t>(row)].edits, std::back_inserter(ids));
    return ids;
}

std::vector<quint64> StateReviewModel::keptConflicts() const
{
    std::vector<quint64> ids;
    for (int row = 0; row < rowCount(); ++row)
        if (const StateChange &change = m_changes[static_cast<size_t>(row)];
            change.isInConflict && decision(row) == Decision::Apply)
            std::ranges::copy(change.edits, std::back_inserter(ids));
    return ids;
}

int StateReviewModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_changes.size());
}

int StateReviewModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

const std::optional<QCborValue> &StateReviewModel::valueIn(const StateChange &change, int column)
{
    return column == BaseColumn ? change.base : column == YoursColumn ? change.yours : change.live;
}

QString StateReviewModel::accessibleText(int row) const
{
    const StateChange &change = m_changes[static_cast<size_t>(row)];
    const QString path = change.path.isRoot() ? u"state"_s : change.path.toString();
    QString text;
    switch (change.kind) {
    case ValueChange::Kind::Added:
        text = StateText::tr("%1, added %2").arg(path, textOf(change.yours));
        break;
    case ValueChange::Kind::Removed:
        text = StateText::tr("%1, removed %2").arg(path, textOf(change.base));
        break;
    case ValueChange::Kind::Changed:
        text =
            StateText::tr("%1, changed from %2 to %3").arg(path, textOf(change.base), textOf(change.yours));
        break;
    }
    if (!change.isInConflict)
        return text;
    return StateText::tr("%1, conflict, live is %2").arg(text, textOf(change.live));
}

QVariant StateReviewModel::checkState(const QModelIndex &index) const
{
    const StateChange &change = m_changes[static_cast<size_t>(index.row())];
    const Decided known = decided(change);
    if (index.column() == PathColumn)
        return known.isLeftOut ? Qt::Unchecked : Qt::Checked;
    if (!change.isInConflict || index.column() == BaseColumn)
        return {};
    const Side side = index.column() == YoursColumn ? Side::Mine : Side::Live;
    return known.side == side ? Qt::Checked : Qt::Unchecked;
}

QVariant StateReviewModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const StateChange &change = m_changes[static_cast<size_t>(index.row())];
    const bool isPath = index.column() == PathColumn;
    const auto &value = valueIn(change, index.column());
    switch (role) {
    case Qt::DisplayRole:
        if (isPath)
            return QString(signOf(change.kind) % u' ' %
                           (change.path.isRoot() ? u"state"_s : change.path.toString()));
        return textOf(value);
    case Qt::ToolTipRole:
        if (isPath)
            return change.path.toString();
        return value ? toJsonText(*value).left(toolTipLengthMax) : QString();
    case Qt::AccessibleTextRole:
        return isPath ? accessibleText(index.row()) : textOf(value);
    case Qt::CheckStateRole:
        return checkState(index);
    case Qt::FontRole:
        return fonts::code();
    case Qt::DecorationRole:
        return isPath && change.isInConflict ? QVariant(icon("exclamation-triangle"_L1, ColorRole::Warning))
                                             : QVariant();
    case Qt::BackgroundRole:
        if (index.column() != YoursColumn || !Theme::instance().hasTints())
            return {};
        return QBrush(Theme::instance().color(tintOf(change.kind)));
    case Qt::ForegroundRole:
        if (decision(index.row()) == Decision::LeaveOut ||
            (!change.isInConflict && index.column() == LiveColumn))
            return QBrush(Theme::instance().color(ColorRole::Muted));
        return {};
    case RadioRole:
        return change.isInConflict && index.column() >= YoursColumn;
    case ConflictRole:
        return change.isInConflict;
    default:
        return {};
    }
}

void StateReviewModel::changed(int row)
{
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
    emit decisionsChanged();
}

bool StateReviewModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    const StateChange &change = m_changes[static_cast<size_t>(index.row())];
    Decided known = decided(change);
    known.live = change.live;
    if (index.column() == PathColumn) {
        known.isLeftOut = value.toInt() == Qt::Unchecked;
    } else if (change.isInConflict && index.column() >= YoursColumn) {
        known.side = index.column() == YoursColumn ? Side::Mine : Side::Live;
        known.isLeftOut = false;
    } else {
        return false;
    }
    m_decided.insert(change.edits.front(), known);
    changed(index.row());
    return true;
}

QVariant StateReviewModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case PathColumn:
        return StateText::tr("Change");
    case BaseColumn:
        return StateText::tr("Base");
    case YoursColumn:
        return StateText::tr("Yours");
    default:
        return StateText::tr("Live");
    }
}

Qt::ItemFlags StateReviewModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.column() == PathColumn || index.data(RadioRole).toBool())
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

} // namespace rove::ui
