// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/hexviewaccessible.h"

#include "ui/widgets/hexview.h"

#include <QtGui/QAccessible>
#include <QtWidgets/QAccessibleWidget>
#include <QtWidgets/QScrollBar>

namespace rove::ui {
namespace {

/// The text of a hex view as it is drawn, a line end behind each line. Nothing of it is kept: a character is
/// worked out when it is asked for.
class HexViewAccessible : public QAccessibleWidget, public QAccessibleTextInterface {
public:
    explicit HexViewAccessible(QWidget *widget)
        : QAccessibleWidget(widget, QAccessible::EditableText)
    {}

    [[nodiscard]] HexView *view() const { return static_cast<HexView *>(widget()); }

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::TextInterface)
            return static_cast<QAccessibleTextInterface *>(this);
        return QAccessibleWidget::interface_cast(type);
    }

    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.readOnly = view()->isReadOnly();
        state.editable = !view()->isReadOnly();
        state.multiLine = true;
        return state;
    }

    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        if (kind == QAccessible::Value)
            return view()->lineText(view()->cursorPosition() / HexView::bytesPerLine);
        return QAccessibleWidget::text(kind);
    }

    // --- QAccessibleTextInterface ---

    void selection(int selectionIndex, int *startOffset, int *endOffset) const override
    {
        const bool hasSelection = selectionIndex == 0 && selectionCount() == 1;
        *startOffset = hasSelection ? offsetOf(view()->selectionStart()) : 0;
        *endOffset = hasSelection ? offsetOf(view()->selectionEnd()) : 0;
    }

    [[nodiscard]] int selectionCount() const override
    {
        return view()->selectionStart() < view()->selectionEnd() ? 1 : 0;
    }

    void addSelection(int startOffset, int endOffset) override { setSelection(0, startOffset, endOffset); }

    void removeSelection(int) override { view()->setCursorPosition(view()->cursorPosition()); }

    void setSelection(int, int startOffset, int endOffset) override
    {
        view()->select(byteOf(startOffset), byteOf(endOffset));
    }

    [[nodiscard]] int cursorPosition() const override { return offsetOf(view()->cursorPosition()); }

    void setCursorPosition(int position) override { view()->setCursorPosition(byteOf(position)); }

    [[nodiscard]] QString text(int startOffset, int endOffset) const override
    {
        constexpr int lengthMax = 4096;
        const int end = std::min({endOffset, characterCount(), startOffset + lengthMax});
        QString result;
        for (int at = std::max(0, startOffset); at < end;) {
            const QString line = view()->lineText(at / lineLength()).leftJustified(lineLength() - 1) + u'\n';
            const int from = at % lineLength();
            const int count = std::min(lineLength() - from, end - at);
            result += QStringView(line).sliced(from, count);
            at += count;
        }
        return result;
    }

    [[nodiscard]] int characterCount() const override { return int(view()->lineCount()) * lineLength(); }

    [[nodiscard]] QRect characterRect(int offset) const override
    {
        const QRect line = view()->lineRect(offset / lineLength());
        const int width = std::max(1, line.width() / lineLength());
        const QRect cell(line.left() + offset % lineLength() * width, line.top(), width, line.height());
        return {view()->viewport()->mapToGlobal(cell.topLeft()), cell.size()};
    }

    [[nodiscard]] int offsetAtPoint(const QPoint &point) const override
    {
        const QPoint local = view()->viewport()->mapFromGlobal(point);
        const int height = std::max(1, view()->lineRect(0).height());
        const int line = view()->verticalScrollBar()->value() + local.y() / height;
        return std::clamp(line * lineLength(), 0, characterCount() - 1);
    }

    void scrollToSubstring(int startIndex, int) override { view()->setCursorPosition(byteOf(startIndex)); }

    QString attributes(int, int *startOffset, int *endOffset) const override
    {
        *startOffset = 0;
        *endOffset = characterCount();
        return {};
    }

private:
    /// A line with its end.
    [[nodiscard]] int lineLength() const { return hexStart() + digitsLength + HexView::bytesPerLine + 1; }

    /// Where the first digit of a line stands.
    [[nodiscard]] int hexStart() const { return int(view()->lineText(0).indexOf(u' ')) + 2; }

    [[nodiscard]] int offsetOf(qsizetype byte) const
    {
        const int column = int(byte % HexView::bytesPerLine);
        return int(byte / HexView::bytesPerLine) * lineLength() + hexStart() + column * 3 + column / 8;
    }

    [[nodiscard]] qsizetype byteOf(int offset) const
    {
        const int inLine = offset % lineLength() - hexStart();
        const int column = std::clamp((inLine - (inLine >= 24 ? 1 : 0)) / 3, 0, HexView::bytesPerLine - 1);
        return qsizetype(offset / lineLength()) * HexView::bytesPerLine + column;
    }

    /// Three characters a byte, one more between the groups and one before the text.
    static constexpr int digitsLength = HexView::bytesPerLine * 3 + 2;
};

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    auto *view = qobject_cast<HexView *>(object);
    return view ? new HexViewAccessible(view) : nullptr;
}

} // namespace

void installHexViewAccessible()
{
    [[maybe_unused]] static const bool once = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
}

void tellHexViewCursor(HexView *view)
{
    if (!QAccessible::isActive())
        return;
    auto *interface = QAccessible::queryAccessibleInterface(view);
    const int position =
        interface && interface->textInterface() ? interface->textInterface()->cursorPosition() : 0;
    QAccessibleTextCursorEvent moved(view, position);
    QAccessible::updateAccessibility(&moved);
}

} // namespace rove::ui
