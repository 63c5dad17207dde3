// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QHashFunctions>
#include <QtCore/QList>
#include <QtCore/QMetaType>
#include <QtCore/QString>

#include <variant>

namespace rove {

/// One step down into a CBOR value: the text key of a map's entry, or a position.
/// A position counts elements of an array or a set; in a map it counts entries and is used only for an entry
/// whose key is not text, since no other step can name it.
using PathStep = std::variant<QString, qsizetype>;

/// Where a value lies inside a larger one, from the root down; the empty path is the root itself.
/// A value type: cheap to copy, hashable, and it names nothing until it meets a value.
class ValuePath {
public:
    ValuePath() = default;
    ValuePath(std::initializer_list<PathStep> steps);
    explicit ValuePath(QList<PathStep> steps);

    [[nodiscard]] const QList<PathStep> &steps() const { return m_steps; }
    [[nodiscard]] bool isRoot() const { return m_steps.isEmpty(); }
    [[nodiscard]] qsizetype depth() const { return m_steps.size(); }

    [[nodiscard]] ValuePath child(PathStep step) const;
    /// The path one step up; the root's parent is the root.
    [[nodiscard]] ValuePath parent() const;
    /// True if `other` is this path or lies under it.
    [[nodiscard]] bool contains(const ValuePath &other) const;

    /// As JavaScript would write it: `messages[127].text`, `limits["max rate"]`; empty for the root.
    [[nodiscard]] QString toString() const;

    friend bool operator==(const ValuePath &, const ValuePath &) = default;

private:
    QList<PathStep> m_steps;
};

size_t qHash(const ValuePath &path, size_t seed = 0) noexcept;

} // namespace rove

Q_DECLARE_METATYPE(rove::ValuePath)
