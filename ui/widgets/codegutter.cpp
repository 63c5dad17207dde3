// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/codegutter.h"

#include "ui/style/metrics.h"
#include "ui/style/theme.h"
#include "ui/widgets/widgettext.h"

#include <QtGui/QContextMenuEvent>
#include <QtGui/QTextBlock>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPlainTextDocumentLayout>

namespace rove::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr int gutterPadding = 8;
constexpr int foldWidth = 14;
constexpr std::u16string_view openers = u"([{";

qsizetype indentOf(const QString &text)
{
    qsizetype indent = 0;
    while (indent < text.size() && text.at(indent).isSpace())
        ++indent;
    return indent;
}

bool isBlank(const QTextBlock &block)
{
    return indentOf(block.text()) == block.text().size();
}

bool canFoldBlock(const QTextBlock &block)
{
    const QString text = block.text();
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty() || openers.find(trimmed.back().unicode()) == std::u16string_view::npos)
        return false;
    const QTextBlock next = block.next();
    return next.isValid() && !isBlank(next) && indentOf(next.text()) > indentOf(text);
}

} // namespace

int CodeEditor::gutterWidth() const
{
    const auto digits = std::max<qsizetype>(2, QString::number(blockCount()).size());
    return 2 * gutterPadding + foldWidth + int(digits) * fontMetrics().horizontalAdvance(u'9');
}

void CodeEditor::updateGutterWidth()
{
    setViewportMargins(gutterWidth(), 0, 0, 0);
    const QRect area = contentsRect();
    m_gutter->setGeometry(area.left(), area.top(), gutterWidth(), area.height());
}

void CodeEditor::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    updateGutterWidth();
    // More may be in sight now.
    if (!m_found.isEmpty())
        updateMarks();
}

void CodeEditor::paintGutter(QPainter &painter, const QRect &area) const
{
    const Theme &theme = Theme::instance();
    painter.fillRect(area, theme.color(ColorRole::Window));
    painter.setFont(font());
    QTextBlock block = firstVisibleBlock();
    QRectF line = blockBoundingGeometry(block).translated(contentOffset());
    const int current = textCursor().blockNumber();
    while (block.isValid() && line.top() <= area.bottom()) {
        if (!block.isVisible()) {
            block = block.next();
            line = blockBoundingGeometry(block).translated(contentOffset());
            continue;
        }
        const int number = block.blockNumber() + 1;
        const bool isWrong = m_error && m_error->line == number;
        const QRectF cell(0, line.top(), m_gutter->width() - gutterPadding - foldWidth,
                          fontMetrics().height());
        if (isWrong)
            painter.fillRect(QRectF(0, line.top(), metrics::space1 - 1, line.height()),
                             theme.color(ColorRole::Error));
        painter.setPen(theme.color(isWrong                 ? ColorRole::Error
                                   : number == current + 1 ? ColorRole::Text
                                                           : ColorRole::Muted));
        painter.drawText(cell, Qt::AlignRight | Qt::AlignVCenter, QString::number(number));
        paintFoldSign(painter, block, int(line.top()));
        block = block.next();
        line = blockBoundingGeometry(block).translated(contentOffset());
    }
}

void CodeEditor::paintFoldSign(QPainter &painter, const QTextBlock &block, int top) const
{
    if (!canFoldBlock(block))
        return;
    const bool isClosed = isFolded(block.blockNumber());
    const QPointF middle(m_gutter->width() - gutterPadding / 2.0 - foldWidth / 2.0,
                         top + fontMetrics().height() / 2.0);
    constexpr qreal half = 3.5;
    QPolygonF sign;
    if (isClosed)
        sign << middle + QPointF(-half / 2, -half) << middle + QPointF(half / 2 + 1, 0)
             << middle + QPointF(-half / 2, half);
    else
        sign << middle + QPointF(-half, -half / 2) << middle + QPointF(half, -half / 2)
             << middle + QPointF(0, half / 2 + 1);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Theme::instance().color(isClosed ? ColorRole::Accent : ColorRole::Muted));
    painter.setPen(Qt::NoPen);
    painter.drawPolygon(sign);
    painter.restore();
}

/// Behind a folded line stands a sign for what is not shown.
void CodeEditor::paintEvent(QPaintEvent *event)
{
    QPlainTextEdit::paintEvent(event);
    QPainter painter(viewport());
    QTextBlock block = firstVisibleBlock();
    QRectF line = blockBoundingGeometry(block).translated(contentOffset());
    for (; block.isValid() && line.top() <= event->rect().bottom(); block = block.next()) {
        line = blockBoundingGeometry(block).translated(contentOffset());
        const bool isClosed = block.isVisible() && block.next().isValid() && !block.next().isVisible();
        if (!isClosed)
            continue;
        const int left = int(line.left() + fontMetrics().horizontalAdvance(block.text())) + metrics::space2;
        const QRect box(left, int(line.top()) + 3, fontMetrics().horizontalAdvance(u"⋯"_s) + metrics::space2,
                        fontMetrics().height() - 6);
        painter.setPen(Theme::instance().color(ColorRole::BorderStrong));
        painter.drawRect(box);
        painter.drawText(box, Qt::AlignCenter, u"⋯"_s);
    }
}

void CodeEditor::pressGutter(const QPoint &point)
{
    if (point.x() < m_gutter->width() - foldWidth - gutterPadding)
        return;
    const QTextBlock block = cursorForPosition({0, point.y()}).block();
    if (canFoldBlock(block))
        setFolded(block.blockNumber(), !isFolded(block.blockNumber()));
}

// --- Folding ---

bool CodeEditor::canFold(int line) const
{
    return canFoldBlock(document()->findBlockByNumber(line));
}

bool CodeEditor::isFolded(int line) const
{
    const QTextBlock next = document()->findBlockByNumber(line).next();
    return next.isValid() && !next.isVisible();
}

/// The line with the closing bracket, or the one behind the end: the first that is indented no further.
QTextBlock CodeEditor::foldEnd(const QTextBlock &block) const
{
    const qsizetype indent = indentOf(block.text());
    QTextBlock end = block.next();
    while (end.isValid() && (isBlank(end) || indentOf(end.text()) > indent))
        end = end.next();
    return end;
}

void CodeEditor::setFolded(int line, bool folded)
{
    const QTextBlock block = document()->findBlockByNumber(line);
    if (!canFoldBlock(block) || isFolded(line) == folded)
        return;
    const QTextBlock end = foldEnd(block);
    const int cursor = textCursor().blockNumber();
    const bool hidesCursor = cursor > line && (!end.isValid() || cursor < end.blockNumber());
    if (folded && hidesCursor)
        setTextCursor(QTextCursor(block));
    setBlocksVisible(block.next(), end, !folded);
}

void CodeEditor::unfoldAll()
{
    setBlocksVisible(document()->firstBlock(), {}, true);
}

void CodeEditor::setBlocksVisible(QTextBlock first, const QTextBlock &end, bool visible)
{
    for (; first.isValid() && first != end; first = first.next()) {
        first.setVisible(visible);
        first.setLineCount(visible ? 1 : 0);
    }
    // Not a change of the contents: nobody is to take folding for an edit.
    auto *layout = static_cast<QPlainTextDocumentLayout *>(document()->documentLayout());
    layout->requestUpdate();
    emit layout->documentSizeChanged(layout->documentSize());
    viewport()->update();
    m_gutter->update();
}

/// Opens what hides a line.
void CodeEditor::reveal(const QTextBlock &block)
{
    if (!block.isValid() || block.isVisible())
        return;
    QTextBlock head = block.previous();
    while (head.isValid() && !head.isVisible())
        head = head.previous();
    if (!head.isValid()) {
        unfoldAll();
        return;
    }
    // What was folded in it before opens with it.
    setBlocksVisible(head.next(), foldEnd(head), true);
    if (!block.isVisible())
        unfoldAll(); // The text was edited so that nothing seems to hold it any more.
}

bool CodeEditor::foldByKey(QKeyEvent *event)
{
    if (event->modifiers() != (Qt::AltModifier | Qt::ShiftModifier))
        return false;
    if (event->key() == Qt::Key_Right) {
        setFolded(textCursor().blockNumber(), false);
        return true;
    }
    if (event->key() != Qt::Key_Left)
        return false;
    // The line itself, or the one that holds it.
    QTextBlock block = textCursor().block();
    const qsizetype indent = canFoldBlock(block) && !isFolded(block.blockNumber())
                                 ? indentOf(block.text()) + 1
                                 : indentOf(block.text());
    while (block.isValid() && !(canFoldBlock(block) && indentOf(block.text()) < indent))
        block = block.previous();
    if (block.isValid())
        setFolded(block.blockNumber(), true);
    return true;
}

void CodeEditor::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu *menu = createStandardContextMenu(event->pos());
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addSeparator();
    const int line = textCursor().blockNumber();
    QAction *fold = menu->addAction(isFolded(line) ? WidgetText::tr("Unfold") : WidgetText::tr("Fold"));
    fold->setEnabled(canFold(line));
    connect(fold, &QAction::triggered, this, [this, line] { setFolded(line, !isFolded(line)); });
    connect(menu->addAction(WidgetText::tr("Unfold All")), &QAction::triggered, this, &CodeEditor::unfoldAll);
    menu->popup(event->globalPos());
}

// --- Places that were found ---

void CodeEditor::setFoundPlaces(const QList<Place> &places)
{
    if (places.isEmpty() && m_found.isEmpty())
        return;
    m_found = places;
    updateMarks();
}

void CodeEditor::selectPlace(qsizetype start, qsizetype length)
{
    QTextCursor cursor(document());
    const int last = std::max(0, document()->characterCount() - 1);
    cursor.setPosition(std::min(int(start), last));
    reveal(cursor.block());
    cursor.setPosition(std::min(int(start + length), last), QTextCursor::KeepAnchor);
    setTextCursor(cursor);
    ensureCursorVisible();
}

QList<QTextEdit::ExtraSelection> CodeEditor::foundMarks() const
{
    QList<QTextEdit::ExtraSelection> marks;
    if (m_found.isEmpty())
        return marks;
    const int first = firstVisibleBlock().position();
    const QTextCursor bottom = cursorForPosition(viewport()->rect().bottomRight());
    const int last = bottom.block().position() + bottom.block().length();
    auto place = std::ranges::lower_bound(m_found, first, {}, &Place::start);
    for (; place != m_found.cend() && place->start < last; ++place) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(document());
        mark.cursor.setPosition(int(place->start));
        mark.cursor.setPosition(int(place->start + place->length), QTextCursor::KeepAnchor);
        mark.format.setBackground(Theme::instance().color(ColorRole::DiffChanged));
        mark.format.setFontUnderline(true);
        marks.append(mark);
    }
    return marks;
}

} // namespace rove::ui
