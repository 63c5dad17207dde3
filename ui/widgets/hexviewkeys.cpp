// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/limits.h"
#include "ui/widgets/command.h"
#include "ui/widgets/hexview.h"
#include "ui/widgets/widgettext.h"

#include <QtGui/QAction>
#include <QtGui/QClipboard>
#include <QtGui/QContextMenuEvent>
#include <QtGui/QGuiApplication>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QMenu>

#include <optional>

namespace rove::ui {
namespace {

using namespace Qt::StringLiterals;

/// As text in a clipboard three characters a byte; more than this helps nobody and hangs others.
constexpr qsizetype copiedBytesMax = 4 * 1024 * 1024;

std::optional<int> digitOf(const QString &text)
{
    bool isDigit = false;
    const int digit = text.size() == 1 ? text.toInt(&isDigit, 16) : 0;
    return isDigit ? std::optional(digit) : std::nullopt;
}

} // namespace

void HexView::makeActions()
{
    const auto make = [this](const QString &id, const QString &text, const QKeySequence &keys, auto method) {
        QAction *action = makeCommand(this, {.id = id, .text = text, .shortcuts = {keys}});
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, method);
        addAction(action);
        return action;
    };
    m_copyHex = make(u"bytes.copyHex"_s, WidgetText::tr("Copy as Hexadecimal"), QKeySequence::Copy,
                     [this] { copyHex(); });
    m_copyText = make(u"bytes.copyText"_s, WidgetText::tr("Copy as Text"), Qt::CTRL | Qt::SHIFT | Qt::Key_C,
                      [this] { copyText(); });
    setAccessibleName(WidgetText::tr("Bytes"));
}

void HexView::updateActions()
{
    m_copyHex->setEnabled(!m_bytes.isEmpty());
    m_copyText->setEnabled(!m_bytes.isEmpty());
}

void HexView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({m_copyHex, m_copyText});
    menu->addSeparator();
    connect(menu->addAction(WidgetText::tr("Select All")), &QAction::triggered, this,
            [this] { select(0, m_bytes.size()); });
    const bool fromKeyboard = event->reason() == QContextMenuEvent::Keyboard;
    menu->popup(fromKeyboard ? viewport()->mapToGlobal(lineRect(m_cursor / bytesPerLine).bottomLeft())
                             : event->globalPos());
}

void HexView::keyPressEvent(QKeyEvent *event)
{
    if (!moveByKey(event) && !editByKey(event))
        QAbstractScrollArea::keyPressEvent(event);
}

bool HexView::moveByKey(QKeyEvent *event)
{
    if (event->matches(QKeySequence::SelectAll)) {
        select(0, m_bytes.size());
        return true;
    }
    const bool isControl = event->modifiers().testFlag(Qt::ControlModifier);
    const qsizetype page = qsizetype(std::max(1, linesInSight() - 1)) * bytesPerLine;
    const qsizetype lineStart = m_cursor - m_cursor % bytesPerLine;
    qsizetype target = m_cursor;
    switch (event->key()) {
    case Qt::Key_Left:
        target -= 1;
        break;
    case Qt::Key_Right:
        target += 1;
        break;
    case Qt::Key_Up:
        target -= m_cursor >= bytesPerLine ? bytesPerLine : 0;
        break;
    case Qt::Key_Down:
        target += m_cursor + bytesPerLine <= m_bytes.size() ? bytesPerLine : 0;
        break;
    case Qt::Key_PageUp:
        target = std::max(m_cursor - page, m_cursor % bytesPerLine);
        break;
    case Qt::Key_PageDown:
        target += page;
        break;
    case Qt::Key_Home:
        target = isControl ? 0 : lineStart;
        break;
    case Qt::Key_End:
        target = isControl ? m_bytes.size() : lineStart + bytesPerLine - 1;
        break;
    default:
        return false;
    }
    moveTo(target, event->modifiers().testFlag(Qt::ShiftModifier) ? Selecting::Yes : Selecting::No);
    return true;
}

bool HexView::editByKey(QKeyEvent *event)
{
    if (m_readOnly)
        return false;
    if (event->matches(QKeySequence::Paste)) {
        paste();
        return true;
    }
    const bool hasSelection = m_cursor != m_anchor;
    if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace) {
        const qsizetype before = event->key() == Qt::Key_Backspace ? m_cursor - 1 : m_cursor;
        if (hasSelection)
            removeBytes(selectionStart(), selectionEnd());
        else
            removeBytes(before, before + 1);
        return true;
    }
    const bool isPlain = (event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == Qt::NoModifier;
    const auto digit = isPlain ? digitOf(event->text()) : std::nullopt;
    if (!digit)
        return false;
    typeDigit(*digit);
    return true;
}

void HexView::typeDigit(int digit)
{
    const qsizetype at = m_isSecondDigit ? m_cursor : selectionStart();
    QByteArray bytes = m_bytes;
    if (at == bytes.size())
        bytes.append('\0');
    const int old = uchar(bytes[at]);
    bytes[at] = char(m_isSecondDigit ? (old & 0xf0) | digit : (old & 0x0f) | (digit << 4));
    const bool wasSecond = m_isSecondDigit;
    replace(bytes, wasSecond ? at + 1 : at);
    m_isSecondDigit = !wasSecond;
    viewport()->update();
}

void HexView::removeBytes(qsizetype start, qsizetype end)
{
    if (start < 0 || start >= m_bytes.size())
        return;
    QByteArray bytes = m_bytes;
    bytes.remove(start, end - start);
    replace(bytes, start);
}

void HexView::paste()
{
    QString text = QGuiApplication::clipboard()->text();
    text.removeIf([](QChar c) { return c.isSpace(); });
    const bool isHex = text.size() % 2 == 0 &&
                       std::ranges::all_of(text, [](QChar c) { return digitOf(QString(c)).has_value(); });
    const QByteArray pasted = isHex ? QByteArray::fromHex(text.toLatin1()) : QByteArray();
    if (pasted.isEmpty() || m_bytes.size() + pasted.size() > limits::webSocketMessageBytesMax)
        return;
    QByteArray bytes = m_bytes;
    bytes.replace(selectionStart(), selectionEnd() - selectionStart(), pasted);
    replace(bytes, selectionStart() + pasted.size());
}

void HexView::replace(const QByteArray &bytes, qsizetype cursor)
{
    setBytes(bytes);
    moveTo(cursor, Selecting::No);
    emit bytesEdited(m_bytes);
}

QByteArray HexView::chosenBytes() const
{
    const bool hasSelection = m_cursor != m_anchor;
    const QByteArray chosen =
        hasSelection ? m_bytes.sliced(selectionStart(), selectionEnd() - selectionStart()) : m_bytes;
    return chosen.first(std::min(chosen.size(), copiedBytesMax));
}

void HexView::copyHex()
{
    QGuiApplication::clipboard()->setText(QString::fromLatin1(chosenBytes().toHex(' ').toUpper()));
    emit copied(WidgetText::tr("Bytes copied as hexadecimal"));
}

void HexView::copyText()
{
    QGuiApplication::clipboard()->setText(QString::fromUtf8(chosenBytes()));
    emit copied(WidgetText::tr("Bytes copied as text"));
}

} // namespace rove::ui
