// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/state/statejsonview.h"

#include "ui/pages/state/statetext.h"
#include "ui/style/metrics.h"
#include "ui/widgets/codefinder.h"
#include "ui/widgets/findbar.h"
#include "ui/widgets/jsontext.h"

#include <QtGui/QKeyEvent>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::ui {
namespace {

/// How many characters both begin with, never between the halves of one.
qsizetype commonPrefix(QStringView left, QStringView right)
{
    const auto [end, _] = std::ranges::mismatch(left, right);
    const qsizetype length = end - left.begin();
    return length > 0 && left[length - 1].isHighSurrogate() ? length - 1 : length;
}

qsizetype commonSuffix(QStringView left, QStringView right)
{
    const qsizetype longest = std::min(left.size(), right.size());
    qsizetype length = 0;
    while (length < longest && left[left.size() - 1 - length] == right[right.size() - 1 - length])
        ++length;
    return length > 0 && left[left.size() - length].isLowSurrogate() ? length - 1 : length;
}

/// Makes the editor say `text`, touching only what differs, so that cursor and selection stay where they
/// were.
void replaceText(QPlainTextEdit &editor, const QString &text)
{
    const QString old = editor.toPlainText();
    const qsizetype prefix = commonPrefix(old, text);
    const qsizetype suffix = commonSuffix(QStringView(old).sliced(prefix), QStringView(text).sliced(prefix));
    if (prefix == old.size() && prefix == text.size())
        return;
    const int scroll = editor.verticalScrollBar()->value();
    QTextCursor cursor(editor.document());
    cursor.setPosition(static_cast<int>(prefix));
    cursor.setPosition(static_cast<int>(old.size() - suffix), QTextCursor::KeepAnchor);
    cursor.insertText(text.sliced(prefix, text.size() - prefix - suffix));
    editor.verticalScrollBar()->setValue(scroll);
}

} // namespace

StateJsonView::StateJsonView(QWidget *parent)
    : QWidget(parent)
    , m_editor(new CodeEditor(CodeEditor::Language::Json, this))
    , m_findBar(new FindBar)
{
    m_editor->setAccessibleName(StateText::tr("State as JSON"));
    m_editor->setUndoRedoEnabled(false);
    m_editor->installEventFilter(this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space1);
    layout->addWidget(m_findBar);
    layout->addWidget(m_editor);
    new CodeFinder(m_editor, m_findBar, u"stateJson"_s);

    m_typingPause.setSingleShot(true);
    m_typingPause.setInterval(300ms);
    m_renderPause.setSingleShot(true);
    m_renderPause.setInterval(100ms);
    connect(&m_typingPause, &QTimer::timeout, this, &StateJsonView::commit);
    connect(&m_renderPause, &QTimer::timeout, this, &StateJsonView::render);
    connect(m_editor, &QPlainTextEdit::textChanged, this, &StateJsonView::onTyped);
}

void StateJsonView::setDocument(StateDocument *document)
{
    if (m_document)
        m_document->disconnect(this);
    m_document = document;
    m_fixedValue.reset();
    m_editor->setReadOnly(!document);
    if (document)
        connect(document, &StateDocument::mergedChanged, this, &StateJsonView::onMergedChanged);
    discardText();
}

bool StateJsonView::commit()
{
    m_typingPause.stop();
    if (!m_isTyped || !m_document)
        return !m_errorLine;
    const auto value = parseJsonText(m_editor->toPlainText());
    if (!value) {
        m_editor->setError(value.error().line, value.error().column, value.error().message);
        setErrorLine(value.error().line);
        return false;
    }
    m_editor->clearError();
    m_isTyped = false;
    setErrorLine(std::nullopt);
    const QCborValue before = std::exchange(m_textValue, *value);
    m_isWriting = true;
    m_document->editTowards(before, *value, StateText::tr("Edit as JSON"));
    m_isWriting = false;
    // The actor may have changed something else while this was typed.
    if (!isSameValue(m_document->merged(), m_textValue))
        m_renderPause.start();
    return true;
}

void StateJsonView::discardText()
{
    m_typingPause.stop();
    m_isTyped = false;
    m_editor->clearError();
    setErrorLine(std::nullopt);
    render();
}

void StateJsonView::showFixed(const std::optional<QCborValue> &value)
{
    if (!value && !m_fixedValue)
        return;
    if (value)
        commit();
    m_fixedValue = value;
    m_editor->setReadOnly(value || !m_document);
    if (isVisible())
        render();
}

void StateJsonView::setPaused(bool paused)
{
    m_isPaused = paused;
    onMergedChanged();
}

void StateJsonView::onTyped()
{
    if (m_isWriting)
        return;
    m_isTyped = true;
    m_typingPause.start();
}

void StateJsonView::onMergedChanged()
{
    const bool isPaused = m_isPaused && m_document && !m_document->isModified();
    if (!m_isWriting && !m_fixedValue && !isPaused && isVisible() && !m_renderPause.isActive())
        m_renderPause.start();
}

void StateJsonView::render()
{
    // What is being typed comes first; it is put on top of the newer value when it is committed.
    if (m_isTyped)
        return;
    const bool hasValue = m_fixedValue || (m_document && m_document->isLoaded());
    m_textValue = m_fixedValue ? *m_fixedValue : hasValue ? m_document->merged() : QCborValue();
    const bool wasEmpty = m_editor->document()->isEmpty();
    m_isWriting = true;
    replaceText(*m_editor, hasValue ? toJsonText(m_textValue) : QString());
    m_isWriting = false;
    if (wasEmpty)
        m_editor->moveCursor(QTextCursor::Start);
}

void StateJsonView::setErrorLine(std::optional<int> line)
{
    if (m_errorLine == line)
        return;
    m_errorLine = line;
    emit errorLineChanged();
}

bool StateJsonView::eventFilter(QObject *object, QEvent *event)
{
    // The editor would keep these keys for its own undo, which is off: edits live in the document.
    if (object == m_editor && event->type() == QEvent::ShortcutOverride) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            commit();
            event->ignore();
            return true;
        }
    }
    return QWidget::eventFilter(object, event);
}

void StateJsonView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    render();
}

} // namespace rove::ui
