// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets/QFrame>

class QBoxLayout;
class QLabel;

namespace rove::ui {

/// A titled area of a page: a flat surface with a line around it, its title, a muted word at the right of the
/// title, and whatever is laid out below. GUI thread.
class Card : public QFrame {
    Q_OBJECT
public:
    explicit Card(const QString &title, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    /// Beside the title: a number, an age.
    void setNote(const QString &note);
    [[nodiscard]] QString note() const;
    /// Where the content goes.
    [[nodiscard]] QBoxLayout *content() const { return m_content; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_title;
    QLabel *m_note;
    QBoxLayout *m_content;
};

} // namespace rove::ui
