// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QTranslator>

namespace rove::test {

/// A language that nobody speaks: every text of ours in brackets, with accents and two fifths longer, as
/// German might be. Shows what is not translated and what has no room. From right to left each text is a
/// paragraph that reads so, whatever its letters are, as Arabic with foreign words in it. Installed by a test
/// for its own length.
class PseudoTranslator : public QTranslator {
    Q_OBJECT
public:
    explicit PseudoTranslator(Qt::LayoutDirection direction = Qt::LeftToRight)
        : m_direction(direction)
    {}

    [[nodiscard]] static bool isPseudo(const QString &text) { return text.contains(u'⟦'); }

    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char *context, const char *source, const char *disambiguation,
                                    int n) const override;

private:
    Qt::LayoutDirection m_direction;
};

} // namespace rove::test
