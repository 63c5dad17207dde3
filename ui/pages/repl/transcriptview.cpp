// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/repl/transcriptview.h"

#include "ui/pages/repl/repltext.h"
#include "ui/pages/repl/repltranscript.h"
#include "ui/pages/repl/transcriptdelegate.h"
#include "ui/style/metrics.h"

#include <QtGui/QContextMenuEvent>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QScrollBar>

namespace rove::ui {

TranscriptView::TranscriptView(QWidget *parent)
    : QTreeView(parent)
{
    setItemDelegate(new TranscriptDelegate(this));
    setHeaderHidden(true);
    setIndentation(metrics::space4);
    setSelectionMode(SingleSelection);
    setSelectionBehavior(SelectRows);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setExpandsOnDoubleClick(false);
    setAutoScroll(false);
    setAccessibleName(ReplText::tr("Transcript"));
    connect(&Theme::instance(), &Theme::changed, viewport(), qOverload<>(&QWidget::update));
    connect(this, &QTreeView::expanded, this, [this](const QModelIndex &index) {
        if (m_transcript)
            m_transcript->setExpanded(index, true);
    });
    connect(this, &QTreeView::collapsed, this, [this](const QModelIndex &index) {
        if (m_transcript)
            m_transcript->setExpanded(index, false);
    });
    // Once for all that arrives in one go.
    m_followTimer.setSingleShot(true);
    m_followTimer.setInterval(0);
    connect(&m_followTimer, &QTimer::timeout, this, [this] {
        if (m_isFollowing)
            scrollToBottom();
    });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this] { m_isFollowing = isAtEnd(); });
}

void TranscriptView::setTranscript(ReplTranscript *transcript)
{
    if (transcript && m_transcript == transcript)
        return;
    if (m_transcript)
        m_transcript->disconnect(this);
    m_transcript = transcript;
    setModel(transcript);
    if (!transcript)
        return;
    connect(transcript, &QAbstractItemModel::rowsAboutToBeInserted, this, [this](const QModelIndex &parent) {
        if (!parent.isValid())
            m_isFollowing = isAtEnd();
    });
    connect(transcript, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &parent) {
        if (!parent.isValid())
            m_followTimer.start();
    });
    for (const QModelIndex &index : transcript->expandedIndexes())
        expand(index);
    scrollToEnd();
}

bool TranscriptView::isAtEnd() const
{
    const QScrollBar *bar = verticalScrollBar();
    return bar->value() >= bar->maximum() - metrics::space6;
}

void TranscriptView::scrollToEnd()
{
    m_isFollowing = true;
    m_followTimer.start();
}

void TranscriptView::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && currentIndex().isValid() && event->modifiers() == Qt::NoModifier)
        emit entryActivated(currentIndex());
    else
        QTreeView::keyPressEvent(event);
}

void TranscriptView::contextMenuEvent(QContextMenuEvent *event)
{
    QPoint position = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard)
        position = viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft());
    emit menuAsked(position);
}

void TranscriptView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (index.isValid() && model()->hasChildren(index))
        setExpanded(index, !isExpanded(index));
    else if (index.isValid())
        emit entryActivated(index);
}

void TranscriptView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    // Sentences are broken anew.
    if (event->oldSize().width() != event->size().width())
        scheduleDelayedItemsLayout();
    if (m_isFollowing)
        m_followTimer.start();
}

void TranscriptView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    emit currentEntryChanged();
}

} // namespace rove::ui
