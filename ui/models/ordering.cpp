// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ordering.h"

#include "ui/models/asciiorder.h"

#include <QtCore/QHash>
#include <QtCore/QLocale>

#include <algorithm>
#include <cstring>
#include <limits>
#include <numeric>

namespace rove::ui {
namespace {

/// More groups than this are no overview; what follows shares the last one.
constexpr int groupCountMax = 2000;
constexpr int rowsBetweenLooks = 512;
/// As many texts are worth a rank each, which compares faster than they do.
constexpr qsizetype rankedTextsMax = 2000;

/// The value of one sort level for every row that matters.
struct LevelKeys {
    bool isDescending = false;
    bool isText = false;
    std::vector<double> numbers;
    std::vector<const QCollatorSortKey *> texts;

    [[nodiscard]] int compare(int left, int right) const
    {
        const auto a = static_cast<size_t>(left);
        const auto b = static_cast<size_t>(right);
        int order = 0;
        if (isText)
            order = texts[a]->compare(*texts[b]);
        else if (numbers[a] != numbers[b])
            order = numbers[a] < numbers[b] ? -1 : 1;
        return isDescending ? -order : order;
    }
};

/// A row with its bytes to compare, which lie one after the other with those of the other rows.
struct AsciiEntry {
    /// The first bytes as a number, which decides nearly always.
    quint64 beginning = 0;
    qsizetype start = 0;
    qsizetype length = 0;
    int position = 0;
};

quint64 beginningOf(const char *bytes, qsizetype length)
{
    quint64 number = 0;
    for (qsizetype i = 0; i < qsizetype(sizeof number); ++i)
        number = number << 8U | (i < length ? static_cast<quint8>(bytes[i]) : 0U);
    return number;
}

int compareEntries(const QByteArray &keys, const AsciiEntry &a, const AsciiEntry &b)
{
    if (a.beginning != b.beginning)
        return a.beginning < b.beginning ? -1 : 1;
    const auto common = static_cast<size_t>(std::min(a.length, b.length));
    if (const int order = std::memcmp(keys.constData() + a.start, keys.constData() + b.start, common))
        return order;
    return a.length == b.length ? 0 : (a.length < b.length ? -1 : 1);
}

/// One run of computeOrder().
class Orderer {
public:
    explicit Orderer(OrderRequest &request)
        : m_request(request)
        , m_rows(*request.rows)
        , m_collator(nameCollator())
    {}

    OrderResult run()
    {
        OrderResult result;
        if (!filter()) {
            result.isCancelled = true;
            return result;
        }
        makeGroups(result);
        makeHeads();
        for (const SortLevel &level : m_request.levels)
            m_levels.push_back(keysOf(level));
        if (m_request.mode == OrderRequest::Mode::Keep)
            placeFresh();
        else
            std::ranges::sort(m_matched, [this](int a, int b) { return isBefore(a, b); });
        result.isSorted = std::ranges::is_sorted(m_matched, [this](int a, int b) { return isBefore(a, b); });
        result.matchedCount = static_cast<int>(m_matched.size());
        fillEntries(result);
        result.isCancelled = m_request.isCancelled;
        return result;
    }

private:
    [[nodiscard]] const OrderedRow &row(int position) const { return *m_rows[static_cast<size_t>(position)]; }

    bool filter()
    {
        const bool takesAll = m_request.matcher.matchesAll();
        const int count = static_cast<int>(m_rows.size());
        for (int position = 0; position < count; ++position) {
            if (position % rowsBetweenLooks == 0) {
                if (m_request.isCancelled)
                    return false;
                m_request.matchedSoFar = static_cast<int>(m_matched.size());
            }
            if (takesAll || m_request.matcher.matches(row(position)))
                m_matched.push_back(position);
        }
        m_request.matchedSoFar = static_cast<int>(m_matched.size());
        return true;
    }

    [[nodiscard]] double numberOf(int position, const SortLevel &level) const
    {
        const FilterField &field = m_request.fields.at(level.field);
        // What is not there comes last in either direction.
        constexpr double far = std::numeric_limits<double>::infinity();
        const double missing = level.order == Qt::DescendingOrder ? -far : far;
        if (field.kind == FilterKind::Flag)
            return row(position).flag(level.field) ? 0 : 1;
        if (field.kind != FilterKind::Enum)
            return row(position).number(level.field, 0).value_or(missing);
        const qsizetype rank = field.values.indexOf(row(position).text(level.field));
        return rank < 0 ? missing : static_cast<double>(rank);
    }

    [[nodiscard]] LevelKeys keysOf(const SortLevel &level)
    {
        LevelKeys keys{.isDescending = level.order == Qt::DescendingOrder,
                       .isText = m_request.fields.at(level.field).kind == FilterKind::Text,
                       .numbers = {},
                       .texts = {}};
        if (keys.isText && (rankTexts(level.field, keys) || rankAscii(level.field, keys)))
            return keys;
        if (keys.isText)
            keys.texts.resize(m_rows.size());
        else
            keys.numbers.resize(m_rows.size());
        for (const int position : m_matched) {
            if (keys.isText)
                keys.texts[static_cast<size_t>(position)] = &row(position).sortKey(level.field, m_collator);
            else
                keys.numbers[static_cast<size_t>(position)] = numberOf(position, level);
        }
        return keys;
    }

    /// Numbers instead of texts, where the same few come again and again; false where they do not.
    bool rankTexts(int field, LevelKeys &keys)
    {
        QHash<QString, int> first;
        std::vector<int> examples;
        for (const int position : m_matched) {
            const QString text = row(position).text(field);
            if (first.contains(text))
                continue;
            if (first.size() >= rankedTextsMax)
                return false;
            first.insert(text, position);
            examples.push_back(position);
        }
        const auto keyOf = [&](int position) -> const QCollatorSortKey & {
            return row(position).sortKey(field, m_collator);
        };
        std::ranges::sort(examples, [&](int a, int b) { return keyOf(a).compare(keyOf(b)) < 0; });
        QHash<QString, double> ranks;
        double rank = 0;
        for (size_t i = 0; i < examples.size(); ++i) {
            // Texts that differ only in case are the same to the order.
            if (i > 0 && keyOf(examples[i - 1]).compare(keyOf(examples[i])) != 0)
                ++rank;
            ranks.insert(row(examples[i]).text(field), rank);
        }
        keys.isText = false;
        keys.numbers.resize(m_rows.size());
        for (const int position : m_matched)
            keys.numbers[static_cast<size_t>(position)] = ranks.value(row(position).text(field));
        return true;
    }

    /// The same by keys of our own, where every text has one; false where one has not.
    bool rankAscii(int field, LevelKeys &keys)
    {
        if (!hasAsciiOrder(m_collator.locale()))
            return false;
        QByteArray bytes;
        std::vector<AsciiEntry> entries;
        entries.reserve(m_matched.size());
        for (const int position : m_matched) {
            const QString text = row(position).text(field);
            const qsizetype start = bytes.size();
            if (!appendAsciiKey(QStringView(text).left(OrderedRow::comparedLengthMax), bytes))
                return false;
            const qsizetype length = bytes.size() - start;
            entries.push_back({.beginning = beginningOf(bytes.constData() + start, length),
                               .start = start,
                               .length = length,
                               .position = position});
        }
        std::ranges::sort(entries, [&bytes](const AsciiEntry &a, const AsciiEntry &b) {
            return compareEntries(bytes, a, b) < 0;
        });
        keys.isText = false;
        keys.numbers.resize(m_rows.size());
        double rank = 0;
        for (size_t i = 0; i < entries.size(); ++i) {
            if (i > 0 && compareEntries(bytes, entries[i - 1], entries[i]) != 0)
                ++rank;
            keys.numbers[static_cast<size_t>(entries[i].position)] = rank;
        }
        return true;
    }

    void makeGroups(OrderResult &result)
    {
        if (m_request.groupField < 0)
            return;
        m_group.resize(m_rows.size());
        QHash<QString, int> known;
        for (const int position : m_matched) {
            const QString value = row(position).text(m_request.groupField);
            int group = known.value(value, -1);
            if (group < 0) {
                group = std::min(static_cast<int>(result.groups.size()), groupCountMax - 1);
                known.insert(value, group);
                if (group == static_cast<int>(result.groups.size()))
                    result.groups.push_back(
                        {.value = value, .count = 0, .isCollapsed = m_request.collapsed.contains(value)});
            }
            m_group[static_cast<size_t>(position)] = group;
            ++result.groups[static_cast<size_t>(group)].count;
        }
        sortGroups(result);
    }

    /// Gives each group its place: words of a list in the list's order, texts as names, none last.
    void sortGroups(OrderResult &result)
    {
        const QStringList &words = m_request.fields.at(m_request.groupField).values;
        std::vector<size_t> order(result.groups.size());
        std::iota(order.begin(), order.end(), size_t(0));
        std::ranges::sort(order, [&](size_t a, size_t b) {
            const QString &left = result.groups[a].value;
            const QString &right = result.groups[b].value;
            if (left.isEmpty() != right.isEmpty())
                return right.isEmpty();
            if (!words.isEmpty())
                return words.indexOf(left) < words.indexOf(right);
            const int compared = m_collator.compare(left, right);
            return compared != 0 ? compared < 0 : left < right;
        });
        std::vector<OrderGroup> groups;
        std::vector<int> rank(order.size());
        for (const size_t old : order) {
            rank[old] = static_cast<int>(groups.size());
            groups.push_back(result.groups[old]);
        }
        result.groups = std::move(groups);
        for (const int position : m_matched) {
            int &group = m_group[static_cast<size_t>(position)];
            group = rank[static_cast<size_t>(group)];
        }
    }

    [[nodiscard]] int groupOf(int position) const
    {
        return m_group.empty() ? 0 : m_group[static_cast<size_t>(position)];
    }

    /// Groups, then the pinned: what holds even for rows that keep their places. Told once a row and not once
    /// a comparison, which would ask the rows all over the memory.
    void makeHeads()
    {
        m_heads.resize(m_rows.size());
        for (const int position : m_matched)
            m_heads[static_cast<size_t>(position)] =
                2 * groupOf(position) + (row(position).isPinned() ? 0 : 1);
    }

    [[nodiscard]] int compareHeads(int a, int b) const
    {
        return m_heads[static_cast<size_t>(a)] - m_heads[static_cast<size_t>(b)];
    }

    [[nodiscard]] bool isBefore(int a, int b) const
    {
        if (const int heads = compareHeads(a, b); heads != 0)
            return heads < 0;
        for (const LevelKeys &level : m_levels)
            if (const int order = level.compare(a, b); order != 0)
                return order < 0;
        return a < b;
    }

    void placeFresh()
    {
        const auto place = [this](int position) { return m_request.places[static_cast<size_t>(position)]; };
        const auto fresh = std::ranges::stable_partition(m_matched, [&](int row) { return place(row) >= 0; });
        std::vector<int> arrivals(fresh.begin(), fresh.end());
        m_matched.erase(fresh.begin(), fresh.end());
        std::ranges::sort(m_matched, [&](int a, int b) {
            const int heads = compareHeads(a, b);
            return heads != 0 ? heads < 0 : place(a) < place(b);
        });
        const auto isBeforeRow = [this](int a, int b) { return isBefore(a, b); };
        std::ranges::sort(arrivals, isBeforeRow);
        std::vector<std::pair<size_t, int>> targets;
        for (const int arrival : arrivals) {
            // Only those of one group and pinnedness are surely in order of these.
            const auto head = std::ranges::equal_range(
                m_matched, arrival, [this](int a, int b) { return compareHeads(a, b) < 0; });
            const auto target = std::upper_bound(head.begin(), head.end(), arrival, isBeforeRow);
            targets.emplace_back(static_cast<size_t>(target - m_matched.begin()), arrival);
        }
        std::ranges::stable_sort(targets, {}, &std::pair<size_t, int>::first);
        std::vector<int> merged;
        merged.reserve(m_matched.size() + targets.size());
        size_t next = 0;
        for (size_t i = 0; i <= m_matched.size(); ++i) {
            for (; next < targets.size() && targets[next].first == i; ++next)
                merged.push_back(targets[next].second);
            if (i < m_matched.size())
                merged.push_back(m_matched[i]);
        }
        m_matched = std::move(merged);
    }

    void fillEntries(OrderResult &result) const
    {
        if (m_request.groupField < 0) {
            result.entries = m_matched;
            return;
        }
        int group = -1;
        for (const int position : m_matched) {
            if (groupOf(position) != group) {
                group = groupOf(position);
                result.entries.push_back(-1 - group);
            }
            if (!result.groups[static_cast<size_t>(group)].isCollapsed)
                result.entries.push_back(position);
        }
    }

    OrderRequest &m_request;
    const OrderedRows &m_rows;
    QCollator m_collator;
    std::vector<int> m_matched;
    std::vector<int> m_group;
    std::vector<int> m_heads;
    std::vector<LevelKeys> m_levels;
};

} // namespace

OrderResult computeOrder(OrderRequest &request)
{
    return Orderer(request).run();
}

QCollator nameCollator()
{
    // The C locale has no rules for names and refuses to count digits.
    const QLocale locale = QLocale().language() == QLocale::C ? QLocale(QLocale::English) : QLocale();
    QCollator collator(locale);
    collator.setNumericMode(true);
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    return collator;
}

} // namespace rove::ui
