// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/state/statejsonview.h"

#include "ui/pages/state/statetext.h"
#include "ui/widgets/jsontext.h"

#include <QtGui/QKeyEvent>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

using namespace std::chrono_literals;

namespace rove::ui {
namespace {

/// More differences than this become one edit of the whole state.
constexpr qsizetype editCountMax = 500;

/// Turns the difference of two texts' values into edits. Removals go from the end, so that positions stay
/// true.
void pushChanges(StateDocument &document, const QCborValue &before, const QCborValue &after)
{
    const std::vector<ValueChange> changes = diffValues(before, after, editCountMax);
    if (changes.empty())
        return;
    document.beginMacro(StateText::tr("Edit as JSON"));
    for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
        if (change->kind == ValueChange::Kind::Removed)
            document.remove(change->path);
    }
    for (const ValueChange &change : changes) {
        const std::optional<QCborValue> value = valueAt(after, change.path);
        if (change.kind == ValueChange::Kind::Added && value)
            document.insert(change.path, *value);
        else if (change.kind == ValueChange::Kind::Changed && value)
            document.edit(change.path, *value);
    }
    document.endMacro();
}

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
{
    m_editor->setAccessibleName(StateText::tr("State as JSON"));
    m_editor->setUndoRedoEnabled(false);
    m_editor->installEventFilter(this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_editor);

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
    pushChanges(*m_document, before, *value);
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

void StateJsonView::onTyped()
{
    if (m_isWriting)
        return;
    m_isTyped = true;
    m_typingPause.start();
}

void StateJsonView::onMergedChanged()
{
    if (!m_isWriting && isVisible() && !m_renderPause.isActive())
        m_renderPause.start();
}

void StateJsonView::render()
{
    // What is being typed comes first; it is put on top of the newer value when it is committed.
    if (m_isTyped)
        return;
    m_textValue = m_document && m_document->isLoaded() ? m_document->merged() : QCborValue();
    const bool wasEmpty = m_editor->document()->isEmpty();
    m_isWriting = true;
    replaceText(*m_editor, m_document && m_document->isLoaded() ? toJsonText(m_textValue) : QString());
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
