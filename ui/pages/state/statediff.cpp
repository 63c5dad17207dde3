// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/state/statediff.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QHash>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

QString labelOf(const PathStep &step)
{
    const auto *position = std::get_if<qsizetype>(&step);
    return position ? u"[%1]"_s.arg(*position) : std::get<QString>(step);
}

qsizetype entryCount(const std::optional<QCborValue> &value)
{
    if (!value)
        return 0;
    const QCborValue inner = value->isTag() ? value->taggedValue() : *value;
    return inner.isMap() ? inner.toMap().size() : inner.toArray().size();
}

DiffNode::Kind kindOf(ValueChange::Kind kind)
{
    switch (kind) {
    case ValueChange::Kind::Added:
        return DiffNode::Kind::Added;
    case ValueChange::Kind::Removed:
        return DiffNode::Kind::Removed;
    case ValueChange::Kind::Changed:
        break;
    }
    return DiffNode::Kind::Changed;
}

/// Puts changes under what leads to them.
class Builder {
public:
    Builder(const QCborValue &before, const QCborValue &after)
        : m_before(before)
        , m_after(after)
    {}

    void add(const ValueChange &change)
    {
        const int parent = change.path.isRoot() ? -1 : around(change.path.parent());
        const int index = append(parent, change.path, kindOf(change.kind));
        DiffNode &node = m_diff.nodes[static_cast<size_t>(index)];
        if (change.kind != ValueChange::Kind::Added)
            node.before = valueAt(m_before, change.path);
        if (change.kind != ValueChange::Kind::Removed)
            node.after = valueAt(m_after, change.path);
        ++(change.kind == ValueChange::Kind::Added     ? m_diff.addedCount
           : change.kind == ValueChange::Kind::Removed ? m_diff.removedCount
                                                       : m_diff.changedCount);
    }

    StateDiff finish()
    {
        const int count = static_cast<int>(m_diff.nodes.size());
        for (int i = 0; i < count; ++i)
            addSame(i);
        return std::move(m_diff);
    }

private:
    int append(int parent, const ValuePath &path, DiffNode::Kind kind)
    {
        const int index = static_cast<int>(m_diff.nodes.size());
        DiffNode node{.kind = kind, .path = path, .parent = parent};
        if (!path.isRoot())
            node.label = labelOf(path.steps().constLast());
        if (parent >= 0) {
            std::vector<int> &siblings = m_diff.nodes[static_cast<size_t>(parent)].children;
            node.row = static_cast<int>(siblings.size());
            siblings.push_back(index);
        }
        m_diff.nodes.push_back(std::move(node));
        return index;
    }

    int around(const ValuePath &path)
    {
        if (const auto known = m_around.constFind(path); known != m_around.cend())
            return *known;
        const int parent = path.isRoot() ? -1 : around(path.parent());
        const int index = append(parent, path, DiffNode::Kind::Around);
        DiffNode &node = m_diff.nodes[static_cast<size_t>(index)];
        node.before = valueAt(m_before, path);
        node.after = valueAt(m_after, path);
        m_around.insert(path, index);
        return index;
    }

    void addSame(int index)
    {
        const DiffNode &node = m_diff.nodes[static_cast<size_t>(index)];
        if (node.kind != DiffNode::Kind::Around)
            return;
        qsizetype same = entryCount(node.after);
        for (const int child : node.children)
            same -= m_diff.nodes[static_cast<size_t>(child)].kind == DiffNode::Kind::Removed ? 0 : 1;
        if (same <= 0)
            return;
        const int row = append(index, node.path, DiffNode::Kind::Same);
        DiffNode &rest = m_diff.nodes[static_cast<size_t>(row)];
        rest.label.clear();
        rest.sameCount = same;
    }

    const QCborValue &m_before;
    const QCborValue &m_after;
    StateDiff m_diff;
    QHash<ValuePath, int> m_around;
};

} // namespace

StateDiff compareStates(const QCborValue &before, const QCborValue &after)
{
    const std::vector<ValueChange> changes = diffValues(before, after, stateDiffCountMax);
    Builder builder(before, after);
    for (const ValueChange &change : changes)
        builder.add(change);
    StateDiff diff = builder.finish();
    const bool areContainers = (before.isMap() && after.isMap()) || (before.isArray() && after.isArray());
    diff.isTooMany = areContainers && changes.size() == 1 && changes.front().path.isRoot();
    return diff;
}

} // namespace rove::ui
