// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/theme.h"

#include <QtCore/QCborValue>
#include <QtCore/QList>
#include <QtCore/QString>

namespace rove::ui {

/// A run of text in one colour.
struct ColoredText {
    QString text;
    ColorRole color = ColorRole::Text;
};

/// A value in one line as JavaScript would write it, coloured: `{id: 5, from: "ada", …}`. Stops after about
/// `charactersMax`, so it is quick for any value.
[[nodiscard]] QList<ColoredText> previewOf(const QCborValue &value, int charactersMax);
[[nodiscard]] QString previewText(const QCborValue &value, int charactersMax);

/// JavaScript in the theme's colours.
[[nodiscard]] QList<ColoredText> coloredJs(const QString &line);

} // namespace rove::ui
