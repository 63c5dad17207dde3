// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/statedocument.h"
#include "ui/widgets/codeeditor.h"

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <optional>

namespace rove::ui {

class FindBar;

/// A StateDocument as JSON text that can be edited. What was typed becomes edits of the document once typing
/// pauses; what the actor changes meanwhile appears in the text around the cursor. A text that is not JSON
/// stays as it is, with its error marked, until it is one. Undo and redo are the document's. Owned by the
/// state page; GUI thread.
class StateJsonView : public QWidget {
    Q_OBJECT
public:
    explicit StateJsonView(QWidget *parent = nullptr);

    void setDocument(StateDocument *document);
    [[nodiscard]] CodeEditor *editor() const { return m_editor; }
    [[nodiscard]] FindBar *findBar() const { return m_findBar; }
    /// Shows a value that cannot be edited instead of the document's; none for the document's again.
    void showFixed(const std::optional<QCborValue> &value);
    /// Paused, the text stays as it is while nothing is edited.
    void setPaused(bool paused);
    /// Turns what was typed into edits now; false while it is not JSON.
    bool commit();
    /// The line of the error, counted from 1; none if the text is JSON.
    [[nodiscard]] std::optional<int> errorLine() const { return m_errorLine; }
    void goToError() { m_editor->goToError(); }
    /// Forgets what was typed and is not JSON.
    void discardText();

signals:
    void errorLineChanged();

protected:
    bool eventFilter(QObject *object, QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void onTyped();
    void onMergedChanged();
    void render();
    void setErrorLine(std::optional<int> line);

    CodeEditor *m_editor;
    FindBar *m_findBar;
    QPointer<StateDocument> m_document;
    std::optional<QCborValue> m_fixedValue;
    /// What the text said when it was last in step with the document.
    QCborValue m_textValue;
    QTimer m_typingPause;
    QTimer m_renderPause;
    std::optional<int> m_errorLine;
    bool m_isPaused = false;
    bool m_isTyped = false;
    bool m_isWriting = false;
};

} // namespace rove::ui
