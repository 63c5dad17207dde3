// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtWidgets/QAbstractScrollArea>

class QAction;

namespace rove::ui {

/// Bytes as offset, hexadecimal and text, sixteen a line; only what is in sight is drawn, so any size that
/// fits into memory will do.
/// Arrow keys, Home, End and page keys move the cursor, with Shift they select; Tab leaves the view, Ctrl+C
/// copies hexadecimal digits and Ctrl+Shift+C text. While editing is on, digits overwrite, Delete and
/// Backspace remove, and Ctrl+V puts digits from the clipboard in. Screen readers get the view as a text of
/// lines. GUI thread.
class HexView : public QAbstractScrollArea {
    Q_OBJECT

public:
    static constexpr int bytesPerLine = 16;

    explicit HexView(QWidget *parent = nullptr);

    void setBytes(const QByteArray &bytes);
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }
    void setReadOnly(bool readOnly);
    [[nodiscard]] bool isReadOnly() const { return m_readOnly; }

    [[nodiscard]] qsizetype cursorPosition() const { return m_cursor; }
    void setCursorPosition(qsizetype position);
    /// The range that is selected, from the first byte to the one after the last; empty without a selection.
    [[nodiscard]] qsizetype selectionStart() const;
    [[nodiscard]] qsizetype selectionEnd() const;
    void select(qsizetype start, qsizetype end);

    [[nodiscard]] qsizetype lineCount() const;
    /// One line as it is drawn: `00000010  52 6F 76 65 …  Rove…`.
    [[nodiscard]] QString lineText(qsizetype line) const;
    [[nodiscard]] QRect lineRect(qsizetype line) const;

    [[nodiscard]] QAction *copyHexAction() const { return m_copyHex; }
    [[nodiscard]] QAction *copyTextAction() const { return m_copyText; }

    [[nodiscard]] QSize sizeHint() const override;

signals:
    void cursorMoved(qsizetype position);
    /// A person changed them.
    void bytesEdited(const QByteArray &bytes);
    void copied(const QString &what);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    enum class Selecting { No, Yes };

    void makeActions();
    void updateLook();
    void updateScrollBars();
    void updateActions();
    void moveTo(qsizetype position, Selecting selecting);
    void ensureVisible();
    [[nodiscard]] bool moveByKey(QKeyEvent *event);
    [[nodiscard]] bool editByKey(QKeyEvent *event);
    void typeDigit(int digit);
    void removeBytes(qsizetype start, qsizetype end);
    void paste();
    void replace(const QByteArray &bytes, qsizetype cursor);
    void copyHex();
    void copyText();
    [[nodiscard]] QByteArray chosenBytes() const;

    [[nodiscard]] int linesInSight() const;
    [[nodiscard]] int hexLeft(int column) const;
    [[nodiscard]] int textLeft(int column) const;
    [[nodiscard]] qsizetype positionAt(const QPoint &point) const;
    void paintLine(QPainter &painter, qsizetype line, int top) const;
    void paintCell(QPainter &painter, qsizetype position, const QRect &hex, const QRect &text) const;

    QByteArray m_bytes;
    qsizetype m_cursor = 0;
    qsizetype m_anchor = 0;
    /// The second digit of the byte at the cursor is the next one typed.
    bool m_isSecondDigit = false;
    bool m_readOnly = true;
    int m_charWidth = 0;
    int m_lineHeight = 0;
    int m_offsetDigits = 8;
    QAction *m_copyHex = nullptr;
    QAction *m_copyText = nullptr;
};

} // namespace rove::ui
