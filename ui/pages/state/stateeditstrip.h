// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/tone.h"

#include <QtWidgets/QWidget>

class QAction;
class QLabel;

namespace rove::ui {

class IconLabel;

/// One line above a state: what is edited and not applied, how an application goes, and the commands for it.
/// The words are never cut: they take a second line where there is no room beside the buttons. GUI thread.
class StateEditStrip : public QWidget {
    Q_OBJECT
public:
    /// The commands belong to the caller. `cancel` is offered only while something is being applied.
    StateEditStrip(const QList<QAction *> &commands, QAction *cancel, QWidget *parent = nullptr);

    /// An empty text hides the line.
    void setNote(const Tone &tone, const QString &text);
    [[nodiscard]] QString note() const;
    void setApplying(bool applying);

private:
    void updateLook();

    Tone m_tone;
    IconLabel *m_icon;
    QLabel *m_text;
    QList<QWidget *> m_buttons;
    QWidget *m_cancel;
};

} // namespace rove::ui
