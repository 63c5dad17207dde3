// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/valuetreemodel.h"

#include "ui/widgets/jsontext.h"
#include "ui/widgets/relativetime.h"
#include "ui/widgets/widgettext.h"

#include <algorithm>
#include <ranges>

namespace rove::ui {
namespace {

using namespace Qt::StringLiterals;

/// How many rows of a container are made at once. A view asks for more when the last of them comes into
/// sight.
constexpr qsizetype fetchCount = 1000;
constexpr qsizetype toolTipLengthMax = 800;

/// A text that tells steps apart, for looking children up.
QString keyOf(const PathStep &step)
{
    if (const auto *position = std::get_if<qsizetype>(&step))
        return u'#' + QString::number(*position);
    return u'.' + std::get<QString>(step);
}

bool lessThan(const PathStep &left, const PathStep &right)
{
    return left < right;
}

} // namespace

struct ValueTreeModel::Node {
    Node *parent = nullptr;
    int row = 0;
    PathStep step;
    QString label;
    QCborValue value;
    /// How many entries the value has, made into rows or not.
    qsizetype total = 0;
    /// The rows of entries, in order, then ghosts: rows of entries that are gone but marked as removed.
    std::vector<std::unique_ptr<Node>> children;
    int liveCount = 0;
    QHash<QString, Node *> liveByKey;
    bool isGhost = false;

    /// Every entry has its row, so ghosts can follow.
    [[nodiscard]] bool isComplete() const { return liveCount == total && !isGhost; }
    [[nodiscard]] bool isPopulated() const { return liveCount > 0; }

    void renumber(int from)
    {
        for (std::size_t i = std::size_t(from); i < children.size(); ++i)
            children[i]->row = int(i);
    }

    static std::unique_ptr<Node> make(Node *parent, const ValueChild &child)
    {
        auto node = std::make_unique<Node>();
        node->parent = parent;
        node->step = child.step;
        node->label = child.label;
        node->value = child.value;
        node->total = childCountOf(child.value);
        return node;
    }
};

ValueTreeModel::ValueTreeModel(QObject *parent)
    : QAbstractItemModel(parent)
{}

ValueTreeModel::~ValueTreeModel() = default;

// --- Content ---

void ValueTreeModel::setValue(const QCborValue &value)
{
    emit valueAboutToChange();
    if (m_root) {
        updateNode(m_root.get(), value);
    } else {
        beginInsertRows({}, 0, 0);
        m_root = Node::make(nullptr, {PathStep(), m_rootName, value});
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

void ValueTreeModel::updateNode(Node *node, const QCborValue &value)
{
    const ValueKind oldKind = kindOf(node->value);
    const ValueKind kind = kindOf(value);
    const qsizetype oldTotal = node->total;
    const qsizetype total = childCountOf(value);
    // A container's row shows its size only; what is inside it is its children's affair.
    const bool looksSame = kind == oldKind && (isContainer(kind) ? total == oldTotal : value == node->value);

    node->value = value;
    node->total = total;
    updateContent(node, oldKind, oldTotal);
    if (!looksSame)
        emitRowChanged(node);
}

void ValueTreeModel::updateContent(Node *node, ValueKind oldKind, qsizetype oldTotal)
{
    if (kindOf(node->value) != oldKind && !node->children.empty())
        dropRows(node, 0, int(node->children.size()) - 1);
    if (node->isPopulated())
        updateChildren(node, oldTotal);
    else if (node->total > 0 && oldTotal == 0)
        fetchUpTo(node, fetchCount); // A view learns only from a first row that there is something to open.
    else if (node->total == 0 && oldTotal > 0)
        showEmptied(node);
    updateGhosts(node);
}

/// Makes views look again whether a closed node can be opened, which they do when a row comes or goes.
void ValueTreeModel::showEmptied(Node *node)
{
    if (!node->children.empty())
        return;
    const QModelIndex index = indexOfNode(node);
    beginInsertRows(index, 0, 0);
    node->children.push_back(Node::make(node, {qsizetype(0), {}, QCborValue()}));
    endInsertRows();
    dropRows(node, 0, 0);
}

void ValueTreeModel::updateChildren(Node *node, qsizetype oldTotal)
{
    const qsizetype fetched = node->liveCount;
    const bool wasComplete = fetched == oldTotal;
    const qsizetype target = std::min(node->total, wasComplete ? fetched + fetchCount : fetched);
    QList<ValueChild> wanted;
    wanted.reserve(target);
    for (qsizetype i = 0; i < target; ++i)
        wanted.append(childOf(node->value, i));
    removeUnwanted(node, wanted);

    int row = 0;
    while (row < target) {
        const ValueChild &child = wanted[row];
        const auto current = node->liveByKey.constFind(keyOf(child.step));
        if (current == node->liveByKey.constEnd()) {
            int count = 1;
            while (row + count < target && !node->liveByKey.contains(keyOf(wanted[row + count].step)))
                ++count;
            insertLive(node, row, count);
            row += count;
            continue;
        }
        if ((*current)->row != row)
            moveChild(node, (*current)->row, row);
        Node *existing = node->children[std::size_t(row)].get();
        if (existing->label != child.label) {
            existing->label = child.label;
            emitRowChanged(existing);
        }
        updateNode(existing, child.value);
        ++row;
    }
}

void ValueTreeModel::removeUnwanted(Node *node, const QList<ValueChild> &wanted)
{
    QSet<QString> keys;
    keys.reserve(wanted.size());
    for (const ValueChild &child : wanted)
        keys.insert(keyOf(child.step));
    int last = node->liveCount - 1;
    while (last >= 0) {
        if (keys.contains(keyOf(node->children[std::size_t(last)]->step))) {
            --last;
            continue;
        }
        int first = last;
        while (first > 0 && !keys.contains(keyOf(node->children[std::size_t(first) - 1]->step)))
            --first;
        dropRows(node, first, last);
        last = first - 1;
    }
}

void ValueTreeModel::fetchUpTo(Node *node, qsizetype count)
{
    const int missing = int(std::min(count, node->total) - node->liveCount);
    if (missing > 0)
        insertLive(node, node->liveCount, missing);
    updateGhosts(node);
}

/// Makes `count` rows from `row` on, of the entries at those positions of the value.
void ValueTreeModel::insertLive(Node *node, int row, int count)
{
    std::vector<std::unique_ptr<Node>> fresh;
    fresh.reserve(std::size_t(count));
    for (int i = row; i < row + count; ++i)
        fresh.push_back(Node::make(node, childOf(node->value, i)));
    beginInsertRows(indexOfNode(node), row, row + count - 1);
    for (const auto &child : fresh)
        node->liveByKey.insert(keyOf(child->step), child.get());
    node->children.insert(node->children.begin() + row, std::make_move_iterator(fresh.begin()),
                          std::make_move_iterator(fresh.end()));
    node->liveCount += count;
    node->renumber(row);
    endInsertRows();
}

void ValueTreeModel::dropRows(Node *node, int first, int last)
{
    beginRemoveRows(indexOfNode(node), first, last);
    for (int row = first; row <= std::min(last, node->liveCount - 1); ++row)
        node->liveByKey.remove(keyOf(node->children[std::size_t(row)]->step));
    const int live = std::max(0, std::min(last, node->liveCount - 1) - first + 1);
    node->children.erase(node->children.begin() + first, node->children.begin() + last + 1);
    node->liveCount -= live;
    node->renumber(first);
    endRemoveRows();
}

void ValueTreeModel::moveChild(Node *node, int from, int to)
{
    const QModelIndex index = indexOfNode(node);
    beginMoveRows(index, from, from, index, to);
    const auto begin = node->children.begin();
    std::rotate(begin + to, begin + from, begin + from + 1);
    node->renumber(to);
    endMoveRows();
}

void ValueTreeModel::emitRowChanged(const Node *node)
{
    emit dataChanged(indexOfNode(node, 0), indexOfNode(node, ColumnCount - 1));
}

// --- Marks ---

void ValueTreeModel::setMarks(ValueMarks marks)
{
    const ValueMarks oldMarks = std::exchange(m_marks, std::move(marks));
    const auto oldBelow = m_changesBelow;
    const auto oldRemoved = m_removedUnder;
    indexMarks();

    QSet<ValuePath> containers(oldRemoved.keyBegin(), oldRemoved.keyEnd());
    containers.unite(QSet<ValuePath>(m_removedUnder.keyBegin(), m_removedUnder.keyEnd()));
    for (const ValuePath &path : std::as_const(containers))
        if (Node *node = findNode(path))
            updateGhosts(node);

    QSet<ValuePath> touched;
    const auto collect = [&touched](const auto &before, const auto &after) {
        for (auto it = before.cbegin(); it != before.cend(); ++it)
            if (const auto now = after.constFind(it.key());
                now == after.cend() || !(now.value() == it.value()))
                touched.insert(it.key());
        for (auto it = after.cbegin(); it != after.cend(); ++it)
            if (!before.contains(it.key()))
                touched.insert(it.key());
    };
    collect(oldMarks, m_marks);
    collect(oldBelow, m_changesBelow);
    for (const ValuePath &path : std::as_const(touched))
        if (const Node *node = findNode(path))
            emitRowChanged(node);
}

void ValueTreeModel::indexMarks()
{
    m_changesBelow.clear();
    m_removedUnder.clear();
    for (auto it = m_marks.cbegin(); it != m_marks.cend(); ++it) {
        ValuePath path = it.key();
        if (it->kind == ValueMark::Kind::Removed && !path.isRoot())
            m_removedUnder[path.parent()].append(path);
        while (!path.isRoot()) {
            path = path.parent();
            ChangeCounts &counts = m_changesBelow[path];
            if (it->kind == ValueMark::Kind::Added)
                ++counts.added;
            else if (it->kind == ValueMark::Kind::Removed)
                ++counts.removed;
            else
                ++counts.changed;
        }
    }
}

QList<PathStep> ValueTreeModel::wantedGhosts(const Node *node) const
{
    QList<PathStep> steps;
    for (const ValuePath &path : m_removedUnder.value(pathOfNode(node))) {
        const PathStep &step = path.steps().constLast();
        // What follows a removed element has taken its position; a key that is there again was not removed.
        if (std::holds_alternative<qsizetype>(step) || !node->liveByKey.contains(keyOf(step)))
            steps.append(step);
    }
    std::ranges::sort(steps, lessThan);
    return steps;
}

void ValueTreeModel::updateGhosts(Node *node)
{
    const bool closed = node->total > 0 && !node->isPopulated();
    const QList<PathStep> wanted =
        node->isComplete() && !closed && !m_removedUnder.isEmpty() ? wantedGhosts(node) : QList<PathStep>();
    const auto ghostCount = int(node->children.size()) - node->liveCount;
    const bool same = ghostCount == wanted.size() &&
                      std::ranges::equal(wanted, node->children | std::views::drop(node->liveCount), {}, {},
                                         [](const auto &child) { return child->step; });
    if (same)
        return;
    if (ghostCount > 0)
        dropRows(node, node->liveCount, int(node->children.size()) - 1);
    if (wanted.isEmpty())
        return;
    beginInsertRows(indexOfNode(node), node->liveCount, node->liveCount + int(wanted.size()) - 1);
    for (const PathStep &step : wanted) {
        const ValueMark mark = m_marks.value(pathOfNode(node).child(step));
        const auto *key = std::get_if<QString>(&step);
        auto ghost = std::make_unique<Node>();
        ghost->parent = node;
        ghost->step = step;
        ghost->label = key ? *key : QString::number(std::get<qsizetype>(step));
        ghost->value = mark.oldValue.value_or(QCborValue());
        ghost->isGhost = true;
        node->children.push_back(std::move(ghost));
    }
    node->renumber(node->liveCount);
    endInsertRows();
}

void ValueTreeModel::refreshAges()
{
    for (auto it = m_marks.cbegin(); it != m_marks.cend(); ++it) {
        if (it->since.isNull())
            continue;
        if (const Node *node = findNode(it.key()))
            emit dataChanged(indexOfNode(node, ChangedColumn), indexOfNode(node, ChangedColumn),
                             {Qt::DisplayRole});
    }
}

std::optional<ValueMark> ValueTreeModel::markOf(const Node *node) const
{
    if (m_marks.isEmpty())
        return std::nullopt;
    const auto found = m_marks.constFind(pathOfNode(node));
    const bool isAbout =
        found != m_marks.cend() && (found->kind == ValueMark::Kind::Removed) == node->isGhost;
    return isAbout ? std::optional(*found) : std::nullopt;
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
    QList<PathStep> steps;
    for (; node->parent; node = node->parent)
        steps.append(node->step);
    std::ranges::reverse(steps);
    return ValuePath(std::move(steps));
}

/// The node of a path if its row has been made.
ValueTreeModel::Node *ValueTreeModel::findNode(const ValuePath &path) const
{
    Node *node = m_root.get();
    for (const PathStep &step : path.steps()) {
        if (!node)
            return nullptr;
        Node *next = node->liveByKey.value(keyOf(step));
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
        while (node->liveCount < node->total && !node->liveByKey.contains(keyOf(step)))
            fetchUpTo(node, node->liveCount + fetchCount);
        node = node->liveByKey.value(keyOf(step));
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

void ValueTreeModel::fetchNext(const QModelIndex &container)
{
    if (!hasMore(container))
        return;
    Node *node = nodeOf(container);
    fetchUpTo(node, node->liveCount + fetchCount);
}

QVariant ValueTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node *node = nodeOf(index);
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == PathColumn)
            return node->label;
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
    // NaN equals nothing, -0 equals 0: what a person sees decides.
    const QCborValue current = nodeOf(index)->value;
    if (wanted != current || displayText(wanted) != displayText(current))
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
        return WidgetText::tr("conflict");
    if (mark->kind == ValueMark::Kind::Edited)
        return WidgetText::tr("edited by you");
    return mark->since.isNull() ? QString() : relativeTimeText(mark->since, QDateTime::currentDateTimeUtc());
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
