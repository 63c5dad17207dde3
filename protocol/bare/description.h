// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>
#include <QtCore/QVariant>

#include <vector>

namespace rove::bare {

/// A decoded message as a tree for people, made from the struct that the codec walks, so that the two cannot
/// disagree.
struct Description {
    QString name; ///< Of the field; the number of a list's item; the key of a map's value; empty at the root.
    QString type; ///< Of the struct; for a union that of the alternative it holds. Empty for plain values.
    QVariant value; ///< bool, qint64, quint64, QString or QByteArray; invalid for none and where there are
                    ///< children.
    std::vector<Description> children;

    friend bool operator==(const Description &, const Description &) = default;
};

} // namespace rove::bare
