// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QList>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <optional>
#include <vector>

namespace rove::ui {

/// What a field of a filter holds, which decides how its values are written.
enum class FilterKind {
    Text,
    /// One of the words in `FilterField::values`.
    Enum,
    Number,
    /// Milliseconds, written `250ms`, `2h`, `1h30m`.
    Duration,
    /// Bytes, written `1k`, `2.5MiB`.
    Size,
    /// Unix milliseconds, written `2026-11-27`, `2026-11-27T09:30`, `today`, `yesterday`, `now`.
    Time,
    /// True or false, written `is:name`.
    Flag,
};

/// One field that a view lets be filtered by.
struct FilterField {
    /// Fixed for ever: saved filters and links say it. Lower-case ASCII letters.
    QString name;
    FilterKind kind = FilterKind::Text;
    /// One line for completion, translated.
    QString doc;
    /// For `Enum`: every word, in the order in which they sort.
    QStringList values = {};
    /// Other names that are understood.
    QStringList aliases = {};
    /// Words without a field are looked for here.
    bool isSearched = false;
    /// A row may have none, so `has:name` makes sense.
    bool isOptional = false;
};

/// The fields of one view, by their positions. A value; made once by the view.
class FilterFields {
public:
    FilterFields() = default;
    explicit FilterFields(std::vector<FilterField> fields);

    [[nodiscard]] int count() const { return static_cast<int>(m_fields.size()); }
    [[nodiscard]] const FilterField &at(int field) const { return m_fields[static_cast<size_t>(field)]; }
    /// The position of the field with this name or alias, in any case, that is no flag; or −1.
    [[nodiscard]] int find(QStringView name) const;
    /// The position of the flag of that name, or −1.
    [[nodiscard]] int findFlag(QStringView name) const;
    [[nodiscard]] const std::vector<int> &searched() const { return m_searched; }
    /// The names of all fields that are no flags.
    [[nodiscard]] QStringList names() const;
    [[nodiscard]] QStringList flagNames() const;
    [[nodiscard]] QStringList optionalNames() const;

private:
    [[nodiscard]] int findAmong(QStringView name, bool flags) const;

    std::vector<FilterField> m_fields;
    std::vector<int> m_searched;
};

/// A row as a filter sees it. Lives as long as the call; read on any thread, so it must not change while a
/// filter looks at it.
class FilterRow {
public:
    virtual ~FilterRow() = default;

    /// The text of a Text or Enum field; empty where there is none.
    [[nodiscard]] virtual QString text(int field) const = 0;
    /// The value of a Number, Duration, Size or Time field at `now`, in Unix milliseconds; none where there
    /// is none.
    [[nodiscard]] virtual std::optional<double> number(int field, qint64 now) const = 0;
    [[nodiscard]] virtual bool flag(int field) const = 0;
};

} // namespace rove::ui
