// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/codeeditor.h"

#include "ui/style/fonts.h"
#include "ui/style/theme.h"
#include "ui/widgets/codegutter.h"
#include "ui/widgets/codehighlighter.h"
#include "ui/widgets/widgettext.h"

#include <QtCore/QScopedValueRollback>
#include <QtGui/QHelpEvent>
#include <QtGui/QKeyEvent>
#include <QtGui/QTextBlock>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QToolTip>

namespace rove::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr int zoomMin = 50;
constexpr int zoomMax = 300;
constexpr int zoomStep = 10;
constexpr int tabWidth = 2;
/// How far a bracket's partner is looked for.
constexpr int bracketSearchLengthMax = 100'000;
constexpr std::u16string_view openers = u"([{";
constexpr std::u16string_view closers = u")]}";

QString languageName(CodeEditor::Language language)
{
    switch (language) {
    case CodeEditor::Language::Plain:
        return {};
    case CodeEditor::Language::Json:
        return u"JSON"_s;
    case CodeEditor::Language::JavaScript:
        return u"JavaScript"_s;
    case CodeEditor::Language::Sql:
        return u"SQL"_s;
    }
    return {};
}

/// The place of the bracket that belongs to the one at `position`; -1 for none within reach.
int partnerOf(const QTextDocument &document, int position)
{
    const QChar bracket = document.characterAt(position);
    const std::size_t opening = openers.find(bracket.unicode());
    const std::size_t closing = closers.find(bracket.unicode());
    const bool isOpener = opening != std::u16string_view::npos;
    if (!isOpener && closing == std::u16string_view::npos)
        return -1;
    const char16_t partner = isOpener ? closers[opening] : openers[closing];
    const int step = isOpener ? 1 : -1;
    int depth = 0;
    for (int i = 0, at = position; i < bracketSearchLengthMax; ++i, at += step) {
        if (at < 0 || at >= document.characterCount())
            return -1;
        const QChar c = document.characterAt(at);
        depth += (c == bracket) - (c.unicode() == partner);
        if (depth == 0)
            return at;
    }
    return -1;
}

} // namespace

CodeEditor::CodeEditor(Language language, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_language(language)
    , m_highlighter(new CodeHighlighter(this))
    , m_gutter(new Gutter(this))
{
    setLineWrapMode(NoWrap);
    setAccessibleName(WidgetText::tr("Code editor"));
    setTabIndents(false);
    setZoom(100);
    connect(this, &QPlainTextEdit::blockCountChanged, this, &CodeEditor::updateGutterWidth);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &area, int scrolledBy) {
        if (scrolledBy != 0)
            m_gutter->scroll(0, scrolledBy);
        if (scrolledBy != 0 && !m_found.isEmpty())
            updateMarks(); // Only those in sight are marked.
        if (scrolledBy == 0)
            m_gutter->update(0, area.y(), m_gutter->width(), area.height());
    });
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        reveal(textCursor().block());
        updateMarks();
        m_gutter->update();
    });
    connect(document(), &QTextDocument::contentsChange, this, &CodeEditor::updateHighlighting);
    connect(&Theme::instance(), &Theme::changed, this, &CodeEditor::applyTheme);
    updateHighlighting();
    updateGutterWidth();
    updateMarks();
}

void CodeEditor::setLanguage(Language language)
{
    m_language = language;
    setHighlighted(false);
    updateHighlighting();
}

void CodeEditor::setPlainText(const QString &text)
{
    if (text.size() > highlightLengthMax)
        setHighlighted(false);
    m_found.clear();
    QPlainTextEdit::setPlainText(text);
}

/// Colours come and go with the size of the text.
void CodeEditor::updateHighlighting()
{
    setHighlighted(m_language != Language::Plain && document()->characterCount() <= highlightLengthMax);
}

void CodeEditor::setHighlighted(bool isHighlighted)
{
    // Taking the document away clears its colours: a change of the document, which leads here again.
    if (m_isSwitching || isHighlighted == m_isHighlighted)
        return;
    const QScopedValueRollback switching(m_isSwitching, true);
    m_isHighlighted = isHighlighted;
    // Without a document it does not look at lines at all.
    m_highlighter->setDocument(isHighlighted ? document() : nullptr);
    if (isHighlighted)
        m_highlighter->setLanguageName(languageName(m_language));
}

void CodeEditor::applyTheme()
{
    if (m_isHighlighted)
        m_highlighter->rehighlight();
    updateMarks();
    m_gutter->update();
}

void CodeEditor::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::ReadOnlyChange)
        updateMarks();
    if (event->type() == QEvent::FontChange)
        updateGutterWidth();
}

// --- Errors and other marks ---

void CodeEditor::setError(int line, int column, const QString &message)
{
    m_error = Mark{line, column, message};
    updateMarks();
    updateDescription();
    m_gutter->update();
}

void CodeEditor::clearError()
{
    if (!m_error)
        return;
    m_error.reset();
    updateMarks();
    updateDescription();
    m_gutter->update();
}

void CodeEditor::goToError()
{
    if (!m_error)
        return;
    QTextCursor cursor = errorCursor();
    cursor.setPosition(cursor.selectionStart());
    setTextCursor(cursor);
    ensureCursorVisible();
    setFocus();
}

/// Selects the word at the error, or one character, so that there is something to underline.
QTextCursor CodeEditor::errorCursor() const
{
    const QTextBlock block = document()->findBlockByNumber(std::min(m_error->line, blockCount()) - 1);
    QTextCursor cursor(block);
    const int column = std::clamp(m_error->column - 1, 0, std::max(0, block.length() - 1));
    cursor.setPosition(block.position() + column);
    const QString text = block.text();
    int end = column;
    while (end < text.size() && text.at(end).isLetterOrNumber())
        ++end;
    if (end == column)
        end = std::min(column + 1, int(text.size()));
    cursor.setPosition(block.position() + end, QTextCursor::KeepAnchor);
    if (!cursor.hasSelection())
        cursor.movePosition(QTextCursor::PreviousCharacter, QTextCursor::KeepAnchor);
    return cursor;
}

QTextEdit::ExtraSelection CodeEditor::errorMark() const
{
    QTextEdit::ExtraSelection mark;
    mark.cursor = errorCursor();
    mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    mark.format.setUnderlineColor(Theme::instance().color(ColorRole::Error));
    mark.format.setBackground(Theme::instance().color(ColorRole::DiffRemoved));
    return mark;
}

QList<QTextEdit::ExtraSelection> CodeEditor::bracketMarks() const
{
    const int position = textCursor().position();
    for (const int at : {position - 1, position}) {
        const int partner = at < 0 ? -1 : partnerOf(*document(), at);
        if (partner < 0)
            continue;
        QList<QTextEdit::ExtraSelection> marks;
        for (const int place : {at, partner}) {
            QTextEdit::ExtraSelection mark;
            mark.cursor = QTextCursor(document());
            mark.cursor.setPosition(place);
            mark.cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor);
            mark.format.setBackground(Theme::instance().color(ColorRole::Selection));
            mark.format.setFontWeight(QFont::Bold);
            marks.append(mark);
        }
        return marks;
    }
    return {};
}

void CodeEditor::updateMarks()
{
    QList<QTextEdit::ExtraSelection> marks;
    if (!isReadOnly()) {
        QTextEdit::ExtraSelection line;
        line.format.setBackground(Theme::instance().color(ColorRole::Alternate));
        line.format.setProperty(QTextFormat::FullWidthSelection, true);
        line.cursor = textCursor();
        line.cursor.clearSelection();
        marks.append(line);
    }
    marks.append(foundMarks());
    if (m_error)
        marks.append(errorMark());
    marks.append(bracketMarks());
    setExtraSelections(marks);
}

void CodeEditor::updateDescription()
{
    QString text = tabChangesFocus() ? WidgetText::tr("Tab leaves the editor. Ctrl+M makes it indent.")
                                     : WidgetText::tr("Tab indents. Ctrl+M makes it leave the editor.");
    if (m_error)
        text.prepend(
            WidgetText::tr("Error in line %1: %2").arg(QString::number(m_error->line), m_error->message) +
            u' ');
    setAccessibleDescription(text);
}

bool CodeEditor::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip || !m_error)
        return QPlainTextEdit::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QTextCursor pointed = cursorForPosition(viewport()->mapFrom(this, help->pos()));
    if (pointed.blockNumber() + 1 == m_error->line)
        QToolTip::showText(help->globalPos(), Qt::convertFromPlainText(m_error->message), this);
    else
        QToolTip::hideText();
    return true;
}

// --- Keys ---

void CodeEditor::setTabIndents(bool indents)
{
    setTabChangesFocus(!indents);
    updateDescription();
}

void CodeEditor::keyPressEvent(QKeyEvent *event)
{
    if (foldByKey(event))
        return;
    const bool control = event->modifiers() == Qt::ControlModifier;
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (control && event->key() == Qt::Key_M)
        setTabIndents(tabChangesFocus());
    else if (event->matches(QKeySequence::ZoomIn))
        setZoom(m_zoom + zoomStep);
    else if (event->matches(QKeySequence::ZoomOut))
        setZoom(m_zoom - zoomStep);
    else if (control && event->key() == Qt::Key_0)
        setZoom(100);
    else if (isEnter && event->modifiers() == Qt::NoModifier && !isReadOnly())
        insertNewLine();
    else if (event->key() == Qt::Key_Tab && !tabChangesFocus() && !isReadOnly())
        textCursor().insertText(QString(tabWidth, u' '));
    else
        QPlainTextEdit::keyPressEvent(event);
}

/// A new line starts where the one before starts, one step in after an opening bracket.
void CodeEditor::insertNewLine()
{
    QTextCursor cursor = textCursor();
    const QString before = cursor.block().text().first(cursor.positionInBlock());
    qsizetype indent = 0;
    while (indent < before.size() && before.at(indent).isSpace())
        ++indent;
    QString text = u'\n' + before.first(indent);
    const QString trimmed = before.trimmed();
    if (!trimmed.isEmpty() && openers.find(trimmed.back().unicode()) != std::u16string_view::npos)
        text += QString(tabWidth, u' ');
    cursor.insertText(text);
    setTextCursor(cursor);
    ensureCursorVisible();
}

void CodeEditor::wheelEvent(QWheelEvent *event)
{
    if (event->modifiers() != Qt::ControlModifier) {
        QPlainTextEdit::wheelEvent(event);
        return;
    }
    if (event->angleDelta().y() != 0)
        setZoom(m_zoom + (event->angleDelta().y() > 0 ? zoomStep : -zoomStep));
    event->accept();
}

void CodeEditor::setZoom(int percent)
{
    const int zoom = std::clamp(percent, zoomMin, zoomMax);
    QFont font = fonts::code();
    font.setPointSizeF(font.pointSizeF() * zoom / 100);
    setFont(font);
    setTabStopDistance(tabWidth * QFontMetricsF(font).horizontalAdvance(u' '));
    updateGutterWidth();
    if (std::exchange(m_zoom, zoom) != zoom)
        emit zoomChanged(zoom);
}

} // namespace rove::ui
