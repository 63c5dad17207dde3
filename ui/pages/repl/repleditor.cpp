// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/repl/repleditor.h"

#include "ui/pages/repl/jsscan.h"
#include "ui/pages/repl/repltext.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/style/theme.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QStandardItemModel>
#include <QtGui/QTextBlock>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QCompleter>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QTreeView>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr int popupWidth = 420;
constexpr int popupRowsMax = 10;

QLatin1StringView iconOf(Completion::Kind kind)
{
    switch (kind) {
    case Completion::Kind::Action:
        return "lightning-charge"_L1;
    case Completion::Kind::Property:
        return "tag"_L1;
    case Completion::Kind::Result:
        return "arrow-return-left"_L1;
    case Completion::Kind::Variable:
        return "hash"_L1;
    case Completion::Kind::Global:
        return "braces"_L1;
    case Completion::Kind::Snippet:
        return "bookmark-star"_L1;
    }
    return "braces"_L1;
}

/// Two columns: the name, and what it is.
QTreeView *makePopup()
{
    auto *popup = new QTreeView;
    popup->setHeaderHidden(true);
    popup->setRootIsDecorated(false);
    popup->setUniformRowHeights(true);
    popup->setAllColumnsShowFocus(true);
    popup->setSelectionBehavior(QAbstractItemView::SelectRows);
    popup->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    popup->setAccessibleName(ReplText::tr("Completions"));
    return popup;
}

} // namespace

ReplEditor::ReplEditor(QWidget *parent)
    : CodeEditor(Language::JavaScript, parent)
    , m_model(new QStandardItemModel(this))
    , m_completer(new QCompleter(this))
{
    setAccessibleName(ReplText::tr("JavaScript to run"));
    m_completer->setModel(m_model);
    m_completer->setWidget(this);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(popupRowsMax);
    auto *popup = makePopup();
    m_completer->setPopup(popup);
    popup->installEventFilter(this);
    popup->header()->setStretchLastSection(true);
    connect(m_completer, qOverload<const QModelIndex &>(&QCompleter::activated), this,
            [this](const QModelIndex &index) { insertCompletion(index.row()); });
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &ReplEditor::updateHint);
    connect(this, &QPlainTextEdit::textChanged, this, &ReplEditor::updateHint);
}

void ReplEditor::replaceText(const QString &text)
{
    m_completer->popup()->hide();
    QTextCursor cursor(document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(text);
    moveCursor(QTextCursor::End);
    ensureCursorVisible();
}

void ReplEditor::insertText(const QString &text)
{
    textCursor().insertText(text);
    ensureCursorVisible();
    setFocus();
}

// --- Keys ---

void ReplEditor::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    // The popup takes these itself.
    if (isCompleting() && (isEnter || event->key() == Qt::Key_Tab || event->key() == Qt::Key_Escape))
        return event->ignore();
    if ((isEnter && handleEnter(event)) || handleHistory(event))
        return;
    CodeEditor::keyPressEvent(event);
    const QString typed = event->text();
    const bool isWord = !typed.isEmpty() && (typed.front().isLetterOrNumber() || typed.front() == u'_' ||
                                             typed.front() == u'$' || typed.front() == u'.');
    const bool isPlain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if ((isWord && isPlain) || (isCompleting() && event->key() == Qt::Key_Backspace))
        updateCompletion(CompletionAsked::No);
    else if (isCompleting() && !typed.isEmpty())
        m_completer->popup()->hide();
}

bool ReplEditor::handleEnter(QKeyEvent *event)
{
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (modifiers == Qt::ShiftModifier) {
        QKeyEvent plain(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, u"\r"_s);
        CodeEditor::keyPressEvent(&plain);
        return true;
    }
    if (modifiers != Qt::NoModifier || !m_doesEnterRun)
        return false;
    const QString text = toPlainText();
    const bool isAtEnd = blockCount() == 1 || textCursor().block() == document()->lastBlock();
    if (text.trimmed().isEmpty() || !isAtEnd || !isCompleteJs(text))
        return false;
    emit submitted();
    return true;
}

bool ReplEditor::handleHistory(QKeyEvent *event)
{
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (isCompleting() || modifiers != Qt::NoModifier)
        return false;
    const QTextCursor cursor = textCursor();
    if (event->key() == Qt::Key_Up && cursor.block() == document()->firstBlock())
        emit historyAsked(-1);
    else if (event->key() == Qt::Key_Down && cursor.block() == document()->lastBlock())
        emit historyAsked(1);
    else
        return false;
    return true;
}

/// While there are completions, Escape is theirs and no command's.
bool ReplEditor::eventFilter(QObject *object, QEvent *event)
{
    const bool isEscape =
        event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape;
    if (object != m_completer->popup() || !isEscape)
        return CodeEditor::eventFilter(object, event);
    event->accept();
    return true;
}

void ReplEditor::focusOutEvent(QFocusEvent *event)
{
    if (event->reason() != Qt::PopupFocusReason && isCompleting())
        m_completer->popup()->hide();
    CodeEditor::focusOutEvent(event);
}

// --- Completion ---

bool ReplEditor::isCompleting() const
{
    return m_completer->popup()->isVisible();
}

void ReplEditor::complete()
{
    updateCompletion(CompletionAsked::Yes);
}

void ReplEditor::updateCompletion(CompletionAsked asked)
{
    if (!m_source)
        return;
    m_completions = completionsAt(toPlainText(), textCursor().position(), m_source(), asked);
    if (m_completions.items.isEmpty())
        m_completer->popup()->hide();
    else
        showCompletion();
}

void ReplEditor::showCompletion()
{
    m_model->clear();
    for (const Completion &completion : m_completions.items) {
        auto *name = new QStandardItem(icon(iconOf(completion.kind), ColorRole::Muted), completion.label);
        name->setFont(fonts::code());
        name->setToolTip(completion.inserted);
        auto *detail = new QStandardItem(completion.detail);
        detail->setForeground(Theme::instance().color(ColorRole::Muted));
        name->setAccessibleText(
            completion.detail.isEmpty()
                ? completion.label
                : ReplText::tr("%1, %2", "completion, what it is").arg(completion.label, completion.detail));
        m_model->appendRow({name, detail});
    }
    auto *popup = qobject_cast<QTreeView *>(m_completer->popup());
    QRect place = cursorRect();
    place.translate(viewport()->pos());
    place.setWidth(std::min(popupWidth, std::max(width(), popupWidth / 2)));
    m_completer->complete(place);
    popup->resizeColumnToContents(0);
    popup->setColumnWidth(0, std::min(popup->columnWidth(0) + metrics::space3, popupWidth / 2));
    popup->setCurrentIndex(m_completer->completionModel()->index(0, 0));
}

void ReplEditor::insertCompletion(int row)
{
    if (row < 0 || row >= m_completions.items.size())
        return;
    const Completion completion = m_completions.items.at(row);
    QTextCursor cursor = textCursor();
    const qsizetype end = cursor.position();
    cursor.setPosition(static_cast<int>(m_completions.from));
    cursor.setPosition(static_cast<int>(end), QTextCursor::KeepAnchor);
    QString inserted = completion.inserted;
    int back = completion.cursorBack;
    // Brackets that are there already are not doubled.
    if (inserted.endsWith("()"_L1) && document()->characterAt(static_cast<int>(end)) == u'(') {
        inserted.chop(2);
        back = 0;
    }
    cursor.insertText(inserted);
    cursor.movePosition(QTextCursor::PreviousCharacter, QTextCursor::MoveAnchor, back);
    setTextCursor(cursor);
    ensureCursorVisible();
}

void ReplEditor::updateHint()
{
    const QString hint =
        m_source ? callHintAt(toPlainText(), textCursor().position(), m_source()) : QString();
    if (std::exchange(m_hint, hint) != hint)
        emit hintChanged(hint);
}

} // namespace rove::ui
