// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QCborValue>
#include <QtCore/QString>

namespace rove::ui {

/// How many values there are in a value, itself counted; stops as soon as there are more than `bound`.
qsizetype countValues(const QCborValue &value, qsizetype bound);

/// How large it is in words: `12 entries`, `1 048 576 characters`, `2.0 KiB`; empty where size says nothing.
QString sizeText(const QCborValue &value);

} // namespace rove::ui
