// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/valuetreemodel.h"

#include "ui/widgets/relativetime.h"
#include "ui/widgets/valuetreenode.h"
#include "ui/widgets/widgettext.h"

namespace rove::ui {
namespace {

constexpr qsizetype toolTipLengthMax = 800;

QString conflictWord()
{
    return WidgetText::tr("conflict");
}

QString editedWord()
{
    return WidgetText::tr("edited by you");
}

} // namespace

ValueTreeModel::ValueTreeModel(QObject *parent)
    : QAbstractItemModel(parent)
{}

ValueTreeModel::~ValueTreeModel() = default;

void ValueTreeModel::setValue(const QCborValue &value)
{
    emit valueAboutToChange();
    if (m_root) {
        updateNode(m_root.get(), value);
    } else {
        beginInsertRows({}, 0, 0);
        m_root = makeNode(nullptr, {PathStep(), m_rootName, value});
        endInsertRows();
        updateGhosts(m_root.get());
    }
    emit valueChanged();
}

void ValueTreeModel::clear()
{
    if (!m_root)
        return;
    beginResetModel();
    m_root.reset();
    endResetModel();
}

QCborValue ValueTreeModel::value() const
{
    return m_root ? m_root->value : QCborValue();
}

void ValueTreeModel::setRootName(const QString &name)
{
    m_rootName = name;
    if (!m_root)
        return;
    m_root->label = name;
    emitRowChanged(m_root.get());
}

void ValueTreeModel::setEditable(bool editable)
{
    m_editable = editable;
}

// --- Finding the way ---

ValueTreeModel::Node *ValueTreeModel::nodeOf(const QModelIndex &index)
{
    return static_cast<Node *>(index.internalPointer());
}

QModelIndex ValueTreeModel::indexOfNode(const Node *node, int column) const
{
    return createIndex(node->row, column, node);
}

ValuePath ValueTreeModel::pathOfNode(const Node *node)
{
    qsizetype depth = 0;
    for (const Node *at = node; at->parent; at = at->parent)
        ++depth;
    QList<PathStep> steps(depth);
    for (; node->parent; node = node->parent)
        steps[--depth] = node->step;
    return ValuePath(std::move(steps));
}

/// The node of a path if its row has been made.
ValueTreeModel::Node *ValueTreeModel::findNode(const ValuePath &path) const
{
    Node *node = m_root.get();
    for (const PathStep &step : path.steps()) {
        if (!node)
            return nullptr;
        Node *next = node->findLive(step);
        for (std::size_t i = std::size_t(node->liveCount); !next && i < node->children.size(); ++i)
            if (node->children[i]->step == step)
                next = node->children[i].get();
        node = next;
    }
    return node;
}

QModelIndex ValueTreeModel::indexOf(const ValuePath &path)
{
    Node *node = m_root.get();
    for (const PathStep &step : path.steps()) {
        if (!node)
            return {};
        node = ensureChild(node, step);
    }
    return node ? indexOfNode(node) : QModelIndex();
}

ValuePath ValueTreeModel::pathOf(const QModelIndex &index) const
{
    return index.isValid() ? pathOfNode(nodeOf(index)) : ValuePath();
}

QCborValue ValueTreeModel::valueOf(const QModelIndex &index) const
{
    return index.isValid() ? nodeOf(index)->value : QCborValue();
}

QString ValueTreeModel::pathText(const QModelIndex &index) const
{
    const QString path = pathOf(index).toString();
    if (m_rootName.isEmpty() || path.isEmpty())
        return m_rootName + path;
    return path.startsWith(u'[') ? QString(m_rootName + path) : QString(m_rootName + u'.' + path);
}

bool ValueTreeModel::isRemovedRow(const QModelIndex &index) const
{
    return index.isValid() && nodeOf(index)->isGhost;
}

void ValueTreeModel::requestInsert(const QModelIndex &container, const PathStep &step,
                                   const QCborValue &value)
{
    if (m_editable)
        emit insertRequested(pathOf(container), step, value);
}

void ValueTreeModel::requestRemove(const QModelIndex &index)
{
    if (m_editable && index.isValid() && !isRemovedRow(index) && !pathOf(index).isRoot())
        emit removeRequested(pathOf(index));
}

// --- QAbstractItemModel ---

QModelIndex ValueTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const Node *node = parent.isValid() ? nodeOf(parent)->children[std::size_t(row)].get() : m_root.get();
    return createIndex(row, column, node);
}

QModelIndex ValueTreeModel::parent(const QModelIndex &child) const
{
    const Node *parent = child.isValid() ? nodeOf(child)->parent : nullptr;
    return parent ? indexOfNode(parent) : QModelIndex();
}

int ValueTreeModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return m_root ? 1 : 0;
    return parent.column() == 0 ? int(nodeOf(parent)->children.size()) : 0;
}

int ValueTreeModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

bool ValueTreeModel::hasChildren(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return m_root != nullptr;
    const Node *node = nodeOf(parent);
    return parent.column() == 0 && (node->total > 0 || !node->children.empty());
}

bool ValueTreeModel::canFetchMore(const QModelIndex &parent) const
{
    // QTreeView fetches once each time it lays out its rows, which would open a long array bit by bit at
    // every change. So it may ask for the first part only; the rest is for fetchNext().
    return hasMore(parent) && !nodeOf(parent)->isPopulated();
}

void ValueTreeModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        fetchNext(parent);
}

bool ValueTreeModel::hasMore(const QModelIndex &container) const
{
    return container.isValid() && container.column() == 0 &&
           nodeOf(container)->liveCount < nodeOf(container)->total;
}

QVariant ValueTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node *node = nodeOf(index);
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == PathColumn)
            return node->labelText();
        if (index.column() == ValueColumn)
            return displayText(node->value);
        return index.column() == TypeColumn ? kindName(kindOf(node->value)) : changedText(node);
    case Qt::EditRole:
    case RawValueRole:
        return QVariant::fromValue(node->value);
    case Qt::ToolTipRole:
        return toolTip(node, index.column());
    case Qt::AccessibleTextRole:
        return accessibleText(node, index.column());
    case PathRole:
        return QVariant::fromValue(pathOfNode(node));
    case MarkRole:
        if (const auto mark = markOf(node))
            return QVariant::fromValue(*mark);
        return {};
    case ChangesBelowRole:
        return m_changesBelow.isEmpty() ? QVariant()
                                        : QVariant::fromValue(m_changesBelow.value(pathOfNode(node)));
    default:
        return {};
    }
}

bool ValueTreeModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::EditRole || !m_editable || isRemovedRow(index))
        return false;
    const auto wanted = value.value<QCborValue>();
    if (!isIdenticalValue(wanted, nodeOf(index)->value))
        emit editRequested(pathOf(index), wanted);
    return true;
}

QVariant ValueTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case PathColumn:
        return WidgetText::tr("Path");
    case ValueColumn:
        return WidgetText::tr("Value");
    case TypeColumn:
        return WidgetText::tr("Type");
    case ChangedColumn:
        return WidgetText::tr("Changed");
    default:
        return {};
    }
}

Qt::ItemFlags ValueTreeModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    if (!index.isValid())
        return flags;
    const Node *node = nodeOf(index);
    const ValueKind kind = kindOf(node->value);
    const bool fitsOneLine = !isContainer(kind) && kind != ValueKind::Tagged;
    flags.setFlag(Qt::ItemIsEditable,
                  m_editable && !node->isGhost && index.column() == ValueColumn && fitsOneLine);
    return flags;
}

// --- Words ---

QString ValueTreeModel::changedText(const Node *node) const
{
    const auto mark = markOf(node);
    if (!mark)
        return {};
    if (mark->kind == ValueMark::Kind::Conflict)
        return conflictWord();
    if (mark->kind == ValueMark::Kind::Edited)
        return editedWord();
    return mark->since.isNull() ? QString() : agoText(mark->since, QDateTime::currentDateTimeUtc());
}

QStringList ValueTreeModel::changedWords()
{
    return {conflictWord(), editedWord()};
}

QString ValueTreeModel::toolTip(const Node *node, int column) const
{
    if (column == PathColumn)
        return pathText(indexOfNode(node));
    if (column == ChangedColumn) {
        const auto mark = markOf(node);
        return mark && !mark->since.isNull() ? absoluteTimeText(mark->since) : QString();
    }
    if (column != ValueColumn || isContainer(kindOf(node->value)))
        return {};
    const bool isText = kindOf(node->value) == ValueKind::String;
    QString text = isText ? node->value.toString() : displayText(node->value);
    if (text.size() > toolTipLengthMax)
        text = text.first(toolTipLengthMax) + u'…';
    return Qt::convertFromPlainText(text);
}

QString ValueTreeModel::accessibleText(const Node *node, int column) const
{
    const auto mark = markOf(node);
    QString value = displayText(node->value);
    if (column != ValueColumn || !mark)
        return data(indexOfNode(node, column), Qt::DisplayRole).toString();
    const QString old = mark->oldValue ? displayText(*mark->oldValue) : QString();
    switch (mark->kind) {
    case ValueMark::Kind::Added:
        return WidgetText::tr("%1, added").arg(value);
    case ValueMark::Kind::Removed:
        return WidgetText::tr("%1, removed").arg(value);
    case ValueMark::Kind::Changed:
        return WidgetText::tr("changed from %1 to %2").arg(old, value);
    case ValueMark::Kind::Edited:
        return old.isEmpty() ? WidgetText::tr("%1, edited by you").arg(value)
                             : WidgetText::tr("edited from %1 to %2").arg(old, value);
    case ValueMark::Kind::Conflict:
        return WidgetText::tr("changed from %1 to %2, conflict, live value %3")
            .arg(old, value, mark->liveValue ? displayText(*mark->liveValue) : WidgetText::tr("removed"));
    }
    return value;
}

} // namespace rove::ui
