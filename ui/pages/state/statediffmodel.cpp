// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/state/statediffmodel.h"

#include "ui/pages/state/statetext.h"
#include "ui/style/fonts.h"
#include "ui/style/theme.h"
#include "ui/widgets/jsontext.h"
#include "ui/widgets/valuekind.h"

#include <QtCore/QLocale>
#include <QtGui/QBrush>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

/// A tooltip shows more of a value than its cell, but not all of a large one.
constexpr qsizetype toolTipLengthMax = 2000;

QString signOf(DiffNode::Kind kind)
{
    switch (kind) {
    case DiffNode::Kind::Added:
        return u"+"_s;
    case DiffNode::Kind::Removed:
        return u"−"_s;
    case DiffNode::Kind::Changed:
        return u"~"_s;
    case DiffNode::Kind::Around:
    case DiffNode::Kind::Same:
        break;
    }
    return {};
}

QString valueText(const std::optional<QCborValue> &value)
{
    return value ? displayText(*value) : QString();
}

} // namespace

StateDiffModel::StateDiffModel(QObject *parent)
    : QAbstractItemModel(parent)
{
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        beginResetModel();
        endResetModel();
    });
}

void StateDiffModel::setDiff(StateDiff diff)
{
    beginResetModel();
    m_diff = std::move(diff);
    endResetModel();
}

void StateDiffModel::setTitles(const QString &before, const QString &after)
{
    m_beforeTitle = before;
    m_afterTitle = after;
    emit headerDataChanged(Qt::Horizontal, BeforeColumn, AfterColumn);
}

const DiffNode *StateDiffModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? &m_diff.nodes[static_cast<size_t>(index.internalId())] : nullptr;
}

QModelIndex StateDiffModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    if (!parent.isValid())
        return createIndex(row, column, quintptr(0));
    return createIndex(row, column,
                       static_cast<quintptr>(nodeOf(parent)->children[static_cast<size_t>(row)]));
}

QModelIndex StateDiffModel::parent(const QModelIndex &child) const
{
    const DiffNode *node = nodeOf(child);
    if (!node || node->parent < 0)
        return {};
    return createIndex(m_diff.nodes[static_cast<size_t>(node->parent)].row, 0,
                       static_cast<quintptr>(node->parent));
}

int StateDiffModel::rowCount(const QModelIndex &parent) const
{
    if (parent.column() > 0)
        return 0;
    if (const DiffNode *node = nodeOf(parent))
        return static_cast<int>(node->children.size());
    return m_diff.nodes.empty() ? 0 : 1;
}

int StateDiffModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QString StateDiffModel::text(const DiffNode &node, int column) const
{
    if (node.kind == DiffNode::Kind::Same)
        return column == PathColumn
                   ? StateText::tr("%n unchanged", "entries", static_cast<int>(node.sameCount))
                   : QString();
    if (column == BeforeColumn)
        return valueText(node.before);
    if (column == AfterColumn)
        return valueText(node.after);
    const QString label = node.path.isRoot() ? u"state"_s : node.label;
    const QString sign = signOf(node.kind);
    return sign.isEmpty() ? label : sign % u' ' % label;
}

QString StateDiffModel::accessibleText(const DiffNode &node) const
{
    const QString path = node.path.isRoot() ? u"state"_s : node.path.toString();
    switch (node.kind) {
    case DiffNode::Kind::Added:
        return StateText::tr("%1, added %2").arg(path, valueText(node.after));
    case DiffNode::Kind::Removed:
        return StateText::tr("%1, removed %2").arg(path, valueText(node.before));
    case DiffNode::Kind::Changed:
        return StateText::tr("%1, changed from %2 to %3")
            .arg(path, valueText(node.before), valueText(node.after));
    case DiffNode::Kind::Around:
        return StateText::tr("%1, with changes").arg(path);
    case DiffNode::Kind::Same:
        break;
    }
    return text(node, PathColumn);
}

QVariant StateDiffModel::background(const DiffNode &node) const
{
    if (!Theme::instance().hasTints())
        return {};
    switch (node.kind) {
    case DiffNode::Kind::Added:
        return QBrush(Theme::instance().color(ColorRole::DiffAdded));
    case DiffNode::Kind::Removed:
        return QBrush(Theme::instance().color(ColorRole::DiffRemoved));
    case DiffNode::Kind::Changed:
        return QBrush(Theme::instance().color(ColorRole::DiffChanged));
    case DiffNode::Kind::Around:
    case DiffNode::Kind::Same:
        break;
    }
    return {};
}

QVariant StateDiffModel::data(const QModelIndex &index, int role) const
{
    const DiffNode *node = nodeOf(index);
    if (!node)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return text(*node, index.column());
    case Qt::ToolTipRole: {
        const auto &value = index.column() == BeforeColumn ? node->before : node->after;
        if (index.column() == PathColumn || !value)
            return node->path.toString();
        return toJsonText(*value).left(toolTipLengthMax);
    }
    case Qt::AccessibleTextRole:
        return index.column() == PathColumn ? accessibleText(*node) : text(*node, index.column());
    case Qt::BackgroundRole:
        return background(*node);
    case Qt::ForegroundRole:
        if (node->kind == DiffNode::Kind::Same ||
            (node->kind == DiffNode::Kind::Around && index.column() != PathColumn))
            return QBrush(Theme::instance().color(ColorRole::Muted));
        return {};
    case Qt::FontRole:
        return node->kind == DiffNode::Kind::Same ? QVariant() : QVariant(fonts::code());
    case PathRole:
        return QVariant::fromValue(node->path);
    case KindRole:
        return static_cast<int>(node->kind);
    default:
        return {};
    }
}

QVariant StateDiffModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case PathColumn:
        return StateText::tr("Path");
    case BeforeColumn:
        return m_beforeTitle;
    default:
        return m_afterTitle;
    }
}

} // namespace rove::ui
