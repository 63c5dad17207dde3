// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets/QPlainTextEdit>

#include <optional>

namespace rove::ui {

class CodeHighlighter;

/// A text editor for code: colours, line numbers, current line, matching brackets, one marked error.
/// Colours follow the theme. A text above highlightLengthMax stays plain, so that it opens at once. Tab
/// leaves the editor like any field; Ctrl+M makes it indent instead, as the accessible description says. GUI
/// thread only.
class CodeEditor : public QPlainTextEdit {
    Q_OBJECT

public:
    enum class Language { Plain, Json, JavaScript, Sql };

    /// A document larger than this is shown without colours.
    static constexpr int highlightLengthMax = 512 * 1024;

    explicit CodeEditor(Language language, QWidget *parent = nullptr);

    [[nodiscard]] Language language() const { return m_language; }
    void setLanguage(Language language);

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

private:
    class Gutter;
    struct Mark {
        int line = 0;
        int column = 0;
        QString message;
    };

    void applyTheme();
    void updateHighlighting();
    void updateGutterWidth();
    void updateMarks();
    void updateDescription();
    [[nodiscard]] int gutterWidth() const;
    void paintGutter(QPainter &painter, const QRect &area) const;
    [[nodiscard]] QTextCursor errorCursor() const;
    [[nodiscard]] QList<QTextEdit::ExtraSelection> bracketMarks() const;
    [[nodiscard]] QTextEdit::ExtraSelection errorMark() const;
    void setTabIndents(bool indents);
    void insertNewLine();

    Language m_language;
    bool m_isHighlighted = false;
    CodeHighlighter *m_highlighter;
    Gutter *m_gutter;
    std::optional<Mark> m_error;
    int m_zoom = 100;
};

} // namespace rove::ui
