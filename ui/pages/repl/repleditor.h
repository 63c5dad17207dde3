// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/repl/replcompletion.h"
#include "ui/widgets/codeeditor.h"

class QCompleter;
class QStandardItemModel;

namespace rove::ui {

/// Where a console's input is written: JavaScript with completion. Enter runs an input that is finished, or
/// begins a line, as was chosen; Shift+Enter always begins a line. Up in the first line and Down in the last
/// one ask for older and newer inputs. Escape closes the completion first. GUI thread.
class ReplEditor : public CodeEditor {
    Q_OBJECT
public:
    using SourceOf = std::function<CompletionSource()>;

    explicit ReplEditor(QWidget *parent = nullptr);

    void setCompletionSource(SourceOf source) { m_source = std::move(source); }
    void setEnterRuns(bool runs) { m_doesEnterRun = runs; }
    /// The whole text, with the cursor at its end; can be undone.
    void replaceText(const QString &text);
    void insertText(const QString &text);
    /// Offers what could come next, also without a letter typed.
    void complete();
    [[nodiscard]] bool isCompleting() const;
    [[nodiscard]] const QList<Completion> &completions() const { return m_completions.items; }

signals:
    void submitted();
    /// -1 for the input before, 1 for the one after.
    void historyAsked(int step);
    /// What is known of the call around the cursor; empty for nothing.
    void hintChanged(const QString &hint);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *object, QEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    bool handleEnter(QKeyEvent *event);
    bool handleHistory(QKeyEvent *event);
    void updateCompletion(CompletionAsked asked);
    void showCompletion();
    void insertCompletion(int row);
    void updateHint();

    SourceOf m_source;
    Completions m_completions;
    QStandardItemModel *m_model;
    QCompleter *m_completer;
    bool m_doesEnterRun = true;
    QString m_hint;
};

} // namespace rove::ui
