// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/repl/valuepreview.h"

#include "ui/pages/repl/jsscan.h"
#include "ui/pages/repl/replentry.h"
#include "ui/widgets/valuekind.h"

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr int previewDepthMax = 3;
constexpr int previewEntriesMax = 12;

class Preview {
public:
    explicit Preview(int charactersMax)
        : m_left(charactersMax)
    {}

    void add(const QCborValue &value, int depth)
    {
        if (const std::optional<QString> shown = shownText(value))
            return put(shown->section(u'\n', 0, 0), ColorRole::Muted);
        const ValueKind kind = kindOf(value);
        if (!isContainer(kind))
            return put(displayText(value), kindColor(kind));
        addContainer(value, kind, depth);
    }

    [[nodiscard]] QList<ColoredText> take() { return std::move(m_pieces); }

private:
    void addContainer(const QCborValue &value, ValueKind kind, int depth)
    {
        const qsizetype count = childCountOf(value);
        const bool isList = kind == ValueKind::Array || kind == ValueKind::Set;
        if (kind == ValueKind::Set || kind == ValueKind::Map)
            put(u"%1(%2) "_s.arg(kindName(kind)).arg(count), ColorRole::Muted);
        else if (kind == ValueKind::Array && count > previewEntriesMax)
            put(u"(%1) "_s.arg(count), ColorRole::Muted);
        const bool isSquare = kind == ValueKind::Array;
        put(isSquare ? u"["_s : u"{"_s, ColorRole::Text);
        for (qsizetype i = 0; i < count; ++i) {
            if (i > 0)
                put(u", "_s, ColorRole::Muted);
            if (m_left <= 0 || i >= previewEntriesMax || depth >= previewDepthMax) {
                put(u"…"_s, ColorRole::Muted);
                break;
            }
            const ValueChild child = childOf(value, i);
            if (!isList) {
                put(isJsIdentifier(child.label) ? child.label : u'"' % child.label % u'"',
                    ColorRole::JsonKey);
                put(kind == ValueKind::Map ? u" => "_s : u": "_s, ColorRole::Muted);
            }
            add(child.value, depth + 1);
        }
        put(isSquare ? u"]"_s : u"}"_s, ColorRole::Text);
    }

    void put(const QString &text, ColorRole color)
    {
        m_left -= static_cast<int>(text.size());
        if (!m_pieces.isEmpty() && m_pieces.constLast().color == color)
            m_pieces.last().text += text;
        else
            m_pieces.append({text, color});
    }

    int m_left;
    QList<ColoredText> m_pieces;
};

ColorRole colorOf(JsToken::Kind kind)
{
    switch (kind) {
    case JsToken::Kind::Keyword:
        return ColorRole::JsonBool;
    case JsToken::Kind::Number:
        return ColorRole::JsonNumber;
    case JsToken::Kind::String:
    case JsToken::Kind::Template:
        return ColorRole::JsonString;
    case JsToken::Kind::Regex:
        return ColorRole::JsonBytes;
    case JsToken::Kind::Comment:
        return ColorRole::Muted;
    default:
        return ColorRole::Text;
    }
}

} // namespace

QList<ColoredText> previewOf(const QCborValue &value, int charactersMax)
{
    Preview preview(charactersMax);
    preview.add(value, 0);
    return preview.take();
}

QString previewText(const QCborValue &value, int charactersMax)
{
    QString text;
    for (const ColoredText &piece : previewOf(value, charactersMax))
        text += piece.text;
    return text;
}

QList<ColoredText> coloredJs(const QString &line)
{
    QList<ColoredText> pieces;
    qsizetype at = 0;
    const JsScan scan = scanJs(line);
    for (const JsToken &token : scan.tokens) {
        if (token.start > at)
            pieces.append({line.sliced(at, token.start - at), ColorRole::Text});
        pieces.append({token.of(line).toString(), colorOf(token.kind)});
        at = token.start + token.size;
    }
    if (at < line.size())
        pieces.append({line.sliced(at), ColorRole::Text});
    return pieces;
}

} // namespace rove::ui
