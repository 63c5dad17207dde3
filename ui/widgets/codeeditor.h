// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets/QPlainTextEdit>

#include <optional>

namespace rove::ui {

class CodeHighlighter;

/// A text editor for code: colours, line numbers, lines that fold, current line, matching brackets, one
/// marked error. What is indented below a line that ends with an opening bracket folds by a click beside the
/// line's number or by Alt+Shift+Left, and opens by Alt+Shift+Right or when the cursor gets in. Colours
/// follow the theme. A text above highlightLengthMax stays plain, so that it opens at once. Tab leaves the
/// editor like any field; Ctrl+M makes it indent instead, as the accessible description says. GUI thread
/// only.
class CodeEditor : public QPlainTextEdit {
    Q_OBJECT

public:
    enum class Language { Plain, Json, JavaScript, Sql };

    /// A document larger than this is shown without colours.
    static constexpr int highlightLengthMax = 512 * 1024;

    /// A range of the text that was found.
    struct Place {
        qsizetype start = 0;
        qsizetype length = 0;
    };

    explicit CodeEditor(Language language, QWidget *parent = nullptr);

    [[nodiscard]] Language language() const { return m_language; }
    void setLanguage(Language language);

    /// As the base class's, but a large text is not coloured first and then not.
    void setPlainText(const QString &text);

    /// Marks these places, sorted by where they start, as found.
    void setFoundPlaces(const QList<Place> &places);
    /// Selects a place, opens the lines it is in, and shows it.
    void selectPlace(qsizetype start, qsizetype length);

    /// True for a line, counted from 0, with something to fold below it.
    [[nodiscard]] bool canFold(int line) const;
    [[nodiscard]] bool isFolded(int line) const;
    void setFolded(int line, bool folded);
    void unfoldAll();

    /// Underlines what is at this line and column, counted from 1, marks the line's number and shows
    /// `message` there.
    void setError(int line, int column, const QString &message);
    void clearError();
    [[nodiscard]] bool hasError() const { return m_error.has_value(); }
    /// Moves the cursor to the error and shows it.
    void goToError();

    /// Percent of the usual size, from 50 to 300.
    void setZoom(int percent);
    [[nodiscard]] int zoom() const { return m_zoom; }

signals:
    void zoomChanged(int percent);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    class Gutter;
    struct Mark {
        int line = 0;
        int column = 0;
        QString message;
    };

    void applyTheme();
    void updateHighlighting();
    void setHighlighted(bool isHighlighted);
    void updateGutterWidth();
    void updateMarks();
    void updateDescription();
    [[nodiscard]] int gutterWidth() const;
    void paintGutter(QPainter &painter, const QRect &area) const;
    [[nodiscard]] QTextCursor errorCursor() const;
    [[nodiscard]] QList<QTextEdit::ExtraSelection> bracketMarks() const;
    [[nodiscard]] QTextEdit::ExtraSelection errorMark() const;
    [[nodiscard]] QList<QTextEdit::ExtraSelection> foundMarks() const;
    void paintFoldSign(QPainter &painter, const QTextBlock &block, int top) const;
    void pressGutter(const QPoint &point);
    void setBlocksVisible(QTextBlock first, const QTextBlock &end, bool visible);
    [[nodiscard]] QTextBlock foldEnd(const QTextBlock &block) const;
    void reveal(const QTextBlock &block);
    [[nodiscard]] bool foldByKey(QKeyEvent *event);
    void setTabIndents(bool indents);
    void insertNewLine();

    Language m_language;
    bool m_isSwitching = false;
    bool m_isHighlighted = false;
    CodeHighlighter *m_highlighter;
    Gutter *m_gutter;
    std::optional<Mark> m_error;
    QList<Place> m_found;
    int m_zoom = 100;
};

} // namespace rove::ui
