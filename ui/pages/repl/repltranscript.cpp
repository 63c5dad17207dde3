// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/repl/repltranscript.h"

#include "protocol/base/valuepath.h"
#include "ui/pages/repl/repllimits.h"
#include "ui/pages/repl/repltext.h"
#include "ui/pages/repl/valuepreview.h"
#include "ui/widgets/valuekind.h"

#include <algorithm>
#include <ranges>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr qsizetype entryOverheadBytes = 400;
constexpr int accessiblePreviewMax = 200;

qsizetype weightOf(const ReplEntry &entry)
{
    return entryOverheadBytes + 2 * (entry.text.size() + entry.details.size()) +
           (entry.value ? valueWeight(*entry.value) : 0) + valueWeight(entry.printed);
}

qsizetype childCount(const std::optional<QCborValue> &value)
{
    return value && !shownText(*value) ? childCountOf(*value) : 0;
}

} // namespace

struct ReplTranscript::Node {
    Node *parent = nullptr;
    /// Of an entry: its number since the start. Of a value's row: its row.
    qint64 number = 0;
    std::optional<ReplEntry> entry = {};
    std::optional<QCborValue> value = {};
    PathStep step = {};
    QString label = {};
    qsizetype total = 0;
    qsizetype bytes = 0;
    bool isExpanded = false;
    std::vector<std::unique_ptr<Node>> children = {};
};

ReplTranscript::ReplTranscript(QObject *parent)
    : QAbstractItemModel(parent)
{}

ReplTranscript::~ReplTranscript() = default;

void ReplTranscript::append(const QList<ReplEntry> &entries)
{
    if (entries.isEmpty())
        return;
    const auto first = static_cast<int>(m_entries.size());
    beginInsertRows({}, first, first + static_cast<int>(entries.size()) - 1);
    for (const ReplEntry &entry : entries) {
        auto node = std::make_unique<Node>();
        node->number = m_firstNumber + std::ssize(m_entries);
        node->entry = entry;
        node->value = entry.value;
        node->total = childCount(entry.value);
        node->bytes = weightOf(entry);
        m_bytes += node->bytes;
        m_entries.push_back(std::move(node));
    }
    endInsertRows();
    dropOldest();
}

void ReplTranscript::dropOldest()
{
    int count = 0;
    qsizetype bytes = m_bytes;
    const auto total = static_cast<int>(m_entries.size());
    while (count < total - 1 &&
           (total - count > repllimits::entryCountMax || bytes > repllimits::transcriptBytesMax))
        bytes -= m_entries[static_cast<std::size_t>(count++)]->bytes;
    if (count == 0)
        return;
    beginRemoveRows({}, 0, count - 1);
    m_entries.erase(m_entries.begin(), m_entries.begin() + count);
    m_firstNumber += count;
    m_bytes = bytes;
    endRemoveRows();
}

void ReplTranscript::finishInput(int run, ReplEntry::State state, std::chrono::microseconds duration)
{
    const auto found = std::ranges::find_if(m_entries.rbegin(), m_entries.rend(), [run](const auto &node) {
        return node->entry->kind == ReplEntry::Kind::Input && node->entry->run == run;
    });
    if (found == m_entries.rend())
        return;
    (*found)->entry->state = state;
    (*found)->entry->duration = duration;
    emitChanged(**found);
}

void ReplTranscript::forgetSaved()
{
    for (const auto &node : m_entries) {
        if (!std::exchange(node->entry->savedAs, {}).isEmpty())
            emitChanged(*node);
    }
}

void ReplTranscript::forgetSaved(const QString &name)
{
    for (const auto &node : m_entries) {
        if (node->entry->savedAs == name) {
            node->entry->savedAs.clear();
            emitChanged(*node);
        }
    }
}

void ReplTranscript::clear()
{
    beginResetModel();
    m_entries.clear();
    m_firstNumber = 0;
    m_bytes = 0;
    endResetModel();
}

const ReplEntry *ReplTranscript::entryAt(const QModelIndex &index) const
{
    if (!index.isValid())
        return nullptr;
    const Node *node = nodeOf(index);
    while (node->parent)
        node = node->parent;
    return &*node->entry;
}

std::optional<QCborValue> ReplTranscript::saved(const QString &name) const
{
    for (auto node = m_entries.rbegin(); node != m_entries.rend(); ++node) {
        if ((*node)->entry->savedAs == name || (name == "$_"_L1 && !(*node)->entry->savedAs.isEmpty()))
            return (*node)->entry->value;
    }
    return std::nullopt;
}

QStringList ReplTranscript::savedNames() const
{
    QStringList names;
    for (const auto &node : m_entries) {
        if (!node->entry->savedAs.isEmpty())
            names.append(node->entry->savedAs);
    }
    return names;
}

void ReplTranscript::setExpanded(const QModelIndex &index, bool expanded)
{
    if (index.isValid())
        nodeOf(index)->isExpanded = expanded;
}

QModelIndexList ReplTranscript::expandedIndexes() const
{
    QModelIndexList indexes;
    const auto walk = [&](const auto &self, const Node *node) -> void {
        if (!node->isExpanded)
            return;
        indexes.append(createIndex(rowOf(node), 0, node));
        for (const auto &child : node->children)
            self(self, child.get());
    };
    for (const auto &node : m_entries)
        walk(walk, node.get());
    return indexes;
}

// --- The tree ---

ReplTranscript::Node *ReplTranscript::nodeOf(const QModelIndex &index)
{
    return static_cast<Node *>(index.internalPointer());
}

int ReplTranscript::rowOf(const Node *node) const
{
    return static_cast<int>(node->parent ? node->number : node->number - m_firstNumber);
}

void ReplTranscript::emitChanged(const Node &node)
{
    const QModelIndex index = createIndex(rowOf(&node), 0, &node);
    emit dataChanged(index, index);
}

QModelIndex ReplTranscript::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const auto at = static_cast<std::size_t>(row);
    return createIndex(row, column,
                       parent.isValid() ? nodeOf(parent)->children[at].get() : m_entries[at].get());
}

QModelIndex ReplTranscript::parent(const QModelIndex &child) const
{
    const Node *node = child.isValid() ? nodeOf(child)->parent : nullptr;
    return node ? createIndex(rowOf(node), 0, node) : QModelIndex();
}

int ReplTranscript::rowCount(const QModelIndex &parent) const
{
    if (parent.column() > 0)
        return 0;
    return static_cast<int>(parent.isValid() ? nodeOf(parent)->children.size() : m_entries.size());
}

int ReplTranscript::columnCount(const QModelIndex &) const
{
    return 1;
}

bool ReplTranscript::hasChildren(const QModelIndex &parent) const
{
    return parent.isValid() ? parent.column() == 0 && nodeOf(parent)->total > 0 : !m_entries.empty();
}

bool ReplTranscript::canFetchMore(const QModelIndex &parent) const
{
    return parent.isValid() && std::ssize(nodeOf(parent)->children) < nodeOf(parent)->total;
}

void ReplTranscript::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    Node *node = nodeOf(parent);
    const qsizetype first = std::ssize(node->children);
    const qsizetype count = std::min<qsizetype>(node->total - first, repllimits::childBatch);
    beginInsertRows(parent, static_cast<int>(first), static_cast<int>(first + count - 1));
    for (qsizetype i = first; i < first + count; ++i) {
        ValueChild child = childOf(*node->value, i);
        auto made = std::make_unique<Node>();
        made->parent = node;
        made->number = i;
        made->total = childCount(child.value);
        made->value = std::move(child.value);
        made->step = std::move(child.step);
        made->label = std::move(child.label);
        node->children.push_back(std::move(made));
    }
    endInsertRows();
}

// --- Data ---

QVariant ReplTranscript::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node &node = *nodeOf(index);
    switch (role) {
    case IsEntryRole:
        return node.entry.has_value();
    case KindRole:
        return static_cast<int>(entryAt(index)->kind);
    case ValueRole:
        return node.value ? QVariant::fromValue(*node.value) : QVariant();
    case HasValueRole:
        return node.value.has_value();
    case ScriptPathRole:
        return scriptPath(node);
    default:
        return node.entry ? entryData(node, role) : valueData(node, role);
    }
}

QVariant ReplTranscript::entryData(const Node &node, int role) const
{
    const ReplEntry &entry = *node.entry;
    switch (role) {
    case Qt::DisplayRole:
        return plainText(entry);
    case Qt::AccessibleTextRole:
        return ReplText::tr("%1: %2", "kind of entry, text")
            .arg(entryWord(entry), plainText(entry).left(accessiblePreviewMax));
    default:
        return {};
    }
}

QVariant ReplTranscript::valueData(const Node &node, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return ReplText::tr("%1: %2", "key, value")
            .arg(node.label, previewText(*node.value, accessiblePreviewMax));
    case LabelRole:
        return node.label;
    default:
        return {};
    }
}

QString ReplTranscript::scriptPath(const Node &node)
{
    std::vector<const Node *> way;
    const Node *entry = &node;
    for (; entry->parent; entry = entry->parent) {
        const ValueKind holder = kindOf(*entry->parent->value);
        if (holder == ValueKind::Map || holder == ValueKind::Set)
            return {};
        way.push_back(entry);
    }
    if (entry->entry->savedAs.isEmpty())
        return {};
    QList<PathStep> steps;
    for (const Node *step : std::views::reverse(way))
        steps.append(step->step);
    const QString path = ValuePath(steps).toString();
    return entry->entry->savedAs % (path.isEmpty() || path.startsWith(u'[') ? path : QString(u'.' % path));
}

} // namespace rove::ui
