// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QTranslator>

namespace rove::test {

/// A language that nobody speaks: every text of ours in brackets, with accents and a third longer, as German
/// might be. Shows what is not translated and what has no room. Installed by a test for its own length.
class PseudoTranslator : public QTranslator {
    Q_OBJECT
public:
    using QTranslator::QTranslator;

    [[nodiscard]] static bool isPseudo(const QString &text) { return text.contains(u'⟦'); }

    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char *context, const char *source, const char *disambiguation,
                                    int n) const override;
};

} // namespace rove::test
