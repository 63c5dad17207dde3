// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/tone.h"

#include <QtWidgets/QFrame>

class QBoxLayout;
class QLabel;
class QToolButton;

namespace rove::ui {

class BalancedLabel;
class IconLabel;

/// An inline bar above a pane: what happened, to what, and what can be done. Hidden until it has something to
/// say. One message at a time; the same message again raises a counter. It is announced to screen readers,
/// never takes the focus, and stays until dismissed, replaced or cleared. The actions belong to the caller.
class MessageBar : public QFrame {
    Q_OBJECT

public:
    enum class Severity { Information, Warning, Error };

    explicit MessageBar(QWidget *parent = nullptr);

    void showMessage(Severity severity, const QString &text, const QList<QAction *> &actions = {});
    /// A second, muted line: the server's own words, when, where.
    void setDetails(const QString &details);
    void clear();
    [[nodiscard]] QString text() const;
    [[nodiscard]] int repeatCount() const { return m_repeatCount; }
    [[nodiscard]] Severity severity() const { return m_severity; }

signals:
    /// The user closed the bar.
    void dismissed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] Tone tone() const;
    void updateLook();
    void setButtons(const QList<QAction *> &actions);

    Severity m_severity = Severity::Information;
    int m_repeatCount = 0;
    QString m_message;
    IconLabel *m_icon;
    BalancedLabel *m_text;
    QLabel *m_counter;
    BalancedLabel *m_details;
    QBoxLayout *m_buttons;
    QToolButton *m_close;
};

} // namespace rove::ui
