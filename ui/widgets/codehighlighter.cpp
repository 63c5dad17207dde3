// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/codehighlighter.h"

#include "ui/style/theme.h"

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/State>
#include <KSyntaxHighlighting/Theme>

#include <optional>

namespace rove::ui {
namespace {

using TextStyle = KSyntaxHighlighting::Theme::TextStyle;

/// What the line before a line left open, such as a comment.
class LineState : public QTextBlockUserData {
public:
    explicit LineState(KSyntaxHighlighting::State state)
        : m_state(std::move(state))
    {}

    [[nodiscard]] const KSyntaxHighlighting::State &state() const { return m_state; }

private:
    KSyntaxHighlighting::State m_state;
};

/// Reading the index of definitions takes tens of milliseconds, so all editors share it while there are any.
std::shared_ptr<KSyntaxHighlighting::Repository> sharedRepository()
{
    static std::weak_ptr<KSyntaxHighlighting::Repository> shared;
    auto repository = shared.lock();
    if (!repository) {
        repository = std::make_shared<KSyntaxHighlighting::Repository>();
        shared = repository;
    }
    return repository;
}

std::optional<ColorRole> roleOf(TextStyle style)
{
    switch (style) {
    case TextStyle::DataType:
    case TextStyle::Attribute:
    case TextStyle::BuiltIn:
        return ColorRole::JsonKey;
    case TextStyle::String:
    case TextStyle::VerbatimString:
    case TextStyle::SpecialString:
    case TextStyle::Char:
        return ColorRole::JsonString;
    case TextStyle::SpecialChar:
    case TextStyle::Import:
    case TextStyle::Preprocessor:
        return ColorRole::JsonBytes;
    case TextStyle::DecVal:
    case TextStyle::BaseN:
    case TextStyle::Float:
        return ColorRole::JsonNumber;
    case TextStyle::Keyword:
    case TextStyle::ControlFlow:
    case TextStyle::Constant:
        return ColorRole::JsonBool;
    case TextStyle::Comment:
    case TextStyle::Documentation:
    case TextStyle::Annotation:
    case TextStyle::CommentVar:
        return ColorRole::Muted;
    case TextStyle::Error:
    case TextStyle::Alert:
        return ColorRole::Error;
    default:
        return std::nullopt;
    }
}

} // namespace

CodeHighlighter::CodeHighlighter(QObject *parent)
    : QSyntaxHighlighter(parent)
    , m_repository(sharedRepository())
{}

void CodeHighlighter::setLanguageName(const QString &name)
{
    setDefinition(name.isEmpty() ? KSyntaxHighlighting::Definition() : m_repository->definitionForName(name));
    rehighlight();
}

void CodeHighlighter::highlightBlock(const QString &text)
{
    const auto *before = static_cast<LineState *>(currentBlock().previous().userData());
    const auto *known = static_cast<LineState *>(currentBlockUserData());
    const auto state = highlightLine(text, before ? before->state() : KSyntaxHighlighting::State());
    if (known && known->state() == state)
        return;
    setCurrentBlockUserData(new LineState(state));
    // QSyntaxHighlighter goes on to the next line only if this number is another than before.
    setCurrentBlockState(currentBlockState() == 1 ? 0 : 1);
}

void CodeHighlighter::applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format)
{
    // The definition for JSON calls commas and colons functions; they are plain text to the eye.
    const bool isCall = format.textStyle() == TextStyle::Function && definition().name() != u"JSON";
    const auto role = isCall ? ColorRole::JsonKey : roleOf(format.textStyle());
    if (!role || length == 0)
        return;
    QTextCharFormat colored;
    colored.setForeground(Theme::instance().color(*role));
    setFormat(offset, length, colored);
}

} // namespace rove::ui
