// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/theme.h"

#include <QtWidgets/QAbstractButton>

class QAction;

namespace rove::ui {

/// One line of the start page that can be clicked: an icon, a title, a quieter text below it, and at its end
/// a word or two, such as how long ago it was or what a click does. Reads as a button with its title as name.
/// GUI thread.
class EntryRow : public QAbstractButton {
    Q_OBJECT
public:
    struct Content {
        QLatin1StringView icon = {};
        QString title = {};
        QString detail = {};
        QString end = {};
        /// The end looks like a link where it says what a click does.
        ColorRole endRole = ColorRole::Muted;
    };

    explicit EntryRow(const Content &content, QWidget *parent = nullptr);
    /// A row that is a command: text, icon, whether it can be used and why not follow it. The command
    /// outlives it.
    explicit EntryRow(QAction *command, QWidget *parent = nullptr);

    void setContent(const Content &content);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void setUp();
    void follow(const QAction &command);
    void paintTexts(QPainter &painter, QRect area) const;

    Content m_content;
};

} // namespace rove::ui
