// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/asciiorder.h"

#include <array>
#include <string_view>

namespace rove::ui {
namespace {

/// Punctuation, symbols and currency as the root collation of CLDR orders them; digits and letters follow.
constexpr std::string_view signsInOrder = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";
/// ICU takes so many digits for one number.
constexpr qsizetype digitCountMax = 254;

constexpr char numberWeight = 0x40;
constexpr char letterWeight = 0x50;

/// What each ASCII character weighs; 0 for those that have no key.
constexpr std::array<char, 128> weights = [] {
    std::array<char, 128> table{};
    for (size_t i = 0; i < signsInOrder.size(); ++i)
        table[static_cast<size_t>(signsInOrder[i])] = static_cast<char>(i + 1);
    for (int letter = 0; letter < 26; ++letter) {
        table[static_cast<size_t>('a' + letter)] = static_cast<char>(letterWeight + letter);
        table[static_cast<size_t>('A' + letter)] = static_cast<char>(letterWeight + letter);
    }
    return table;
}();

bool isDigit(QChar character)
{
    return character >= u'0' && character <= u'9';
}

} // namespace

bool hasAsciiOrder(const QLocale &locale)
{
    switch (locale.language()) {
    case QLocale::C:
    case QLocale::English:
    case QLocale::German:
    case QLocale::Japanese:
        return true;
    default:
        return false;
    }
}

bool appendAsciiKey(QStringView text, QByteArray &key)
{
    for (qsizetype i = 0; i < text.size();) {
        if (!isDigit(text[i])) {
            const char16_t unit = text[i].unicode();
            const char weight = unit < weights.size() ? weights[unit] : '\0';
            if (weight == 0)
                return false;
            key.append(weight);
            ++i;
            continue;
        }
        while (i < text.size() && text[i] == u'0')
            ++i;
        qsizetype end = i;
        while (end < text.size() && isDigit(text[end]))
            ++end;
        if (end - i > digitCountMax)
            return false;
        // More digits are a greater number, and as many compare like a word.
        key.append(numberWeight);
        key.append(static_cast<char>(end - i));
        for (; i < end; ++i)
            key.append(text[i].toLatin1());
    }
    // What ends here comes before what goes on, as nothing weighs less.
    return true;
}

} // namespace rove::ui
