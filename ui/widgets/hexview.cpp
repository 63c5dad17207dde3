// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/hexview.h"

#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/style/theme.h"
#include "ui/widgets/hexviewaccessible.h"

#include <QtGui/QFontMetrics>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QScrollBar>

#include <algorithm>
#include <array>

namespace rove::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr int bytesPerGroup = 8;
constexpr int offsetDigitsMin = 8;
constexpr int padding = metrics::space2;
/// In characters: between offset and digits, between digits and text.
constexpr int gap = 2;

QChar shownByte(char byte)
{
    return byte >= 0x20 && byte < 0x7f ? QChar::fromLatin1(byte) : QChar(u'·');
}

} // namespace

HexView::HexView(QWidget *parent)
    : QAbstractScrollArea(parent)
{
    installHexViewAccessible();
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setCursor(Qt::IBeamCursor);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    makeActions();
    updateLook();
    connect(&Theme::instance(), &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void HexView::setBytes(const QByteArray &bytes)
{
    m_bytes = bytes;
    m_cursor = std::min(m_cursor, m_bytes.size());
    m_anchor = m_cursor;
    m_isSecondDigit = false;
    m_offsetDigits = std::max<int>(offsetDigitsMin, int(QString::number(m_bytes.size(), 16).size()));
    updateScrollBars();
    updateActions();
    viewport()->update();
}

void HexView::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    m_isSecondDigit = false;
    viewport()->update();
}

// --- Place ---

qsizetype HexView::lineCount() const
{
    // A cursor behind the last byte needs a place, too.
    return std::max<qsizetype>(1, (m_bytes.size() + bytesPerLine - 1) / bytesPerLine);
}

QString HexView::lineText(qsizetype line) const
{
    const qsizetype start = line * bytesPerLine;
    QString text = QString::number(start, 16).rightJustified(m_offsetDigits, u'0') + u' ';
    QString letters;
    for (qsizetype at = start; at < start + bytesPerLine; ++at) {
        if (at % bytesPerGroup == 0)
            text += u' ';
        if (at >= m_bytes.size()) {
            text += u"   "_s;
            continue;
        }
        text += QString::number(uchar(m_bytes[at]), 16).rightJustified(2, u'0').toUpper() + u' ';
        letters += shownByte(m_bytes[at]);
    }
    return text + u' ' + letters;
}

QRect HexView::lineRect(qsizetype line) const
{
    const qsizetype row = line - verticalScrollBar()->value();
    return {0, int(row) * m_lineHeight, viewport()->width(), m_lineHeight};
}

int HexView::linesInSight() const
{
    return std::max(1, viewport()->height() / m_lineHeight);
}

int HexView::hexLeft(int column) const
{
    const int characters = m_offsetDigits + gap + column * 3 + column / bytesPerGroup;
    return padding + characters * m_charWidth - horizontalScrollBar()->value();
}

int HexView::textLeft(int column) const
{
    return hexLeft(bytesPerLine) + (gap - 1 + column) * m_charWidth;
}

qsizetype HexView::positionAt(const QPoint &point) const
{
    const qsizetype line =
        std::clamp<qsizetype>(verticalScrollBar()->value() + point.y() / m_lineHeight, 0, lineCount() - 1);
    int column = 0;
    if (point.x() >= textLeft(0)) {
        column = (point.x() - textLeft(0)) / m_charWidth;
    } else {
        while (column < bytesPerLine - 1 && point.x() >= hexLeft(column + 1))
            ++column;
    }
    return std::min(line * bytesPerLine + std::clamp(column, 0, bytesPerLine - 1), m_bytes.size());
}

void HexView::updateScrollBars()
{
    verticalScrollBar()->setPageStep(linesInSight());
    verticalScrollBar()->setRange(0, int(std::max<qsizetype>(0, lineCount() - linesInSight())));
    horizontalScrollBar()->setPageStep(viewport()->width());
    const int width = textLeft(bytesPerLine) + horizontalScrollBar()->value() + padding;
    horizontalScrollBar()->setRange(0, std::max(0, width - viewport()->width()));
    horizontalScrollBar()->setSingleStep(m_charWidth);
}

QSize HexView::sizeHint() const
{
    const int width = textLeft(bytesPerLine) + horizontalScrollBar()->value() + padding;
    return {width + 2 * frameWidth() + verticalScrollBar()->sizeHint().width(), 10 * m_lineHeight};
}

void HexView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateScrollBars();
}

void HexView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::StyleChange)
        updateLook();
}

void HexView::updateLook()
{
    viewport()->setFont(fonts::code());
    const QFontMetrics fontMetrics(viewport()->font());
    m_charWidth = fontMetrics.horizontalAdvance(u'0');
    m_lineHeight = fontMetrics.height() + 2;
    updateScrollBars();
    viewport()->update();
}

// --- Cursor and selection ---

qsizetype HexView::selectionStart() const
{
    return std::min(m_cursor, m_anchor);
}

qsizetype HexView::selectionEnd() const
{
    return std::max(m_cursor, m_anchor);
}

void HexView::select(qsizetype start, qsizetype end)
{
    m_anchor = std::clamp<qsizetype>(start, 0, m_bytes.size());
    moveTo(end, Selecting::Yes);
}

void HexView::setCursorPosition(qsizetype position)
{
    moveTo(position, Selecting::No);
}

void HexView::moveTo(qsizetype position, Selecting selecting)
{
    m_cursor = std::clamp<qsizetype>(position, 0, m_bytes.size());
    if (selecting == Selecting::No)
        m_anchor = m_cursor;
    m_isSecondDigit = false;
    ensureVisible();
    updateActions();
    viewport()->update();
    tellHexViewCursor(this);
    emit cursorMoved(m_cursor);
}

void HexView::ensureVisible()
{
    const int line = int(std::min(m_cursor / bytesPerLine, lineCount() - 1));
    QScrollBar *bar = verticalScrollBar();
    if (line < bar->value())
        bar->setValue(line);
    else if (line >= bar->value() + linesInSight())
        bar->setValue(line - linesInSight() + 1);
}

void HexView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const bool extends = event->modifiers().testFlag(Qt::ShiftModifier);
    moveTo(positionAt(event->position().toPoint()), extends ? Selecting::Yes : Selecting::No);
}

void HexView::mouseMoveEvent(QMouseEvent *event)
{
    if (!event->buttons().testFlag(Qt::LeftButton))
        return;
    const qsizetype position = positionAt(event->position().toPoint());
    // The byte under the pointer belongs to what is selected.
    moveTo(position >= m_anchor ? position + 1 : position, Selecting::Yes);
}

// --- Painting ---

void HexView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    const Theme &theme = Theme::instance();
    painter.fillRect(event->rect(), palette().color(QPalette::Base));
    const qsizetype first = verticalScrollBar()->value();
    for (qsizetype line = first; line < lineCount(); ++line) {
        const QRect area = lineRect(line);
        if (area.top() > event->rect().bottom())
            break;
        paintLine(painter, line, area.top());
    }
    if (hasFocus()) {
        painter.setPen(QPen(theme.color(ColorRole::Focus), 1));
        painter.drawRect(viewport()->rect().adjusted(0, 0, -1, -1));
    }
}

void HexView::paintLine(QPainter &painter, qsizetype line, int top) const
{
    const qsizetype start = line * bytesPerLine;
    const QRect offset(padding - horizontalScrollBar()->value(), top, m_offsetDigits * m_charWidth,
                       m_lineHeight);
    painter.setPen(Theme::instance().color(ColorRole::Muted));
    painter.drawText(offset, Qt::AlignVCenter | Qt::AlignLeft,
                     QString::number(start, 16).rightJustified(m_offsetDigits, u'0'));
    for (int column = 0; column < bytesPerLine; ++column) {
        const QRect hex(hexLeft(column), top, 2 * m_charWidth, m_lineHeight);
        const QRect text(textLeft(column), top, m_charWidth, m_lineHeight);
        if (start + column <= m_bytes.size())
            paintCell(painter, start + column, hex, text);
    }
}

void HexView::paintCell(QPainter &painter, qsizetype position, const QRect &hex, const QRect &text) const
{
    const Theme &theme = Theme::instance();
    const bool isSelected = position >= selectionStart() && position < selectionEnd();
    const bool turnsOver = isSelected && !theme.hasTints();
    if (isSelected) {
        const QColor fill =
            turnsOver ? palette().color(QPalette::Highlight) : theme.color(ColorRole::Selection);
        // Joined to the next one, so that a selection reads as one run.
        const bool joins = position + 1 < selectionEnd() && (position + 1) % bytesPerLine != 0;
        painter.fillRect(hex.adjusted(0, 0, joins ? m_charWidth : 0, 0), fill);
        painter.fillRect(text, fill);
    }
    if (position < m_bytes.size()) {
        const char byte = m_bytes[position];
        const bool isText = byte >= 0x20 && byte < 0x7f;
        const ColorRole role = byte == 0 ? ColorRole::Muted : isText ? ColorRole::Text : ColorRole::JsonBytes;
        painter.setPen(turnsOver ? palette().color(QPalette::HighlightedText) : theme.color(role));
        static constexpr std::array digits{'0', '1', '2', '3', '4', '5', '6', '7',
                                           '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'};
        const std::array pair{QChar::fromLatin1(digits[uchar(byte) >> 4]),
                              QChar::fromLatin1(digits[uchar(byte) & 15])};
        painter.drawText(hex, Qt::AlignVCenter | Qt::AlignLeft, QString(pair.data(), 2));
        painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft, QString(shownByte(byte)));
    }
    if (position != m_cursor)
        return;
    painter.setPen(theme.color(hasFocus() ? ColorRole::Focus : ColorRole::BorderStrong));
    QRect place = hex;
    if (m_isSecondDigit)
        place.setLeft(hex.left() + m_charWidth);
    if (!m_readOnly && hasFocus())
        painter.fillRect(QRect(place.left(), place.bottom() - 1, place.width(), 2), painter.pen().color());
    painter.drawRect(hex.adjusted(-1, 0, 0, -1));
    painter.drawRect(text.adjusted(-1, 0, 0, -1));
}

} // namespace rove::ui
