// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/repl/repltranscript.h"

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtWidgets/QTreeView>

namespace rove::ui {

/// The transcript of a console. Follows its end while that is in sight; what is unfolded is remembered by the
/// transcript, so it is still unfolded after another was looked at. GUI thread.
class TranscriptView : public QTreeView {
    Q_OBJECT
public:
    explicit TranscriptView(QWidget *parent = nullptr);

    void setTranscript(ReplTranscript *transcript);
    [[nodiscard]] ReplTranscript *transcript() const { return m_transcript; }
    void scrollToEnd();

signals:
    void currentEntryChanged();
    /// Enter on an entry.
    void entryActivated(const QModelIndex &index);
    void menuAsked(const QPoint &globalPosition);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;

private:
    [[nodiscard]] bool isAtEnd() const;

    QPointer<ReplTranscript> m_transcript;
    bool m_isFollowing = true;
    QTimer m_followTimer;
};

} // namespace rove::ui
