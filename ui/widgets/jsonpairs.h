// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QCborValue>
#include <QtCore/QString>

#include <optional>

namespace rove::ui {

/// A string as JSON writes it, quotes and all.
QString quotedJson(QStringView string);

/// Turns `$` pairs into what they stand for, from the inside out; remembers the first word that has no
/// meaning.
class JsonPairReader {
public:
    QCborValue unwrap(const QCborValue &value);

    [[nodiscard]] const QString &failedWord() const { return m_failedWord; }

private:
    QCborValue unwrapArray(QCborArray array);

    QString m_failedWord;
};

} // namespace rove::ui
