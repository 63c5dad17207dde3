// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/theme.h"

#include <QtCore/QLatin1StringView>
#include <QtWidgets/QWidget>

class QAction;
class QLabel;
class QPushButton;

namespace rove::ui {

class BalancedLabel;
class IconLabel;

/// What a pane shows instead of nothing: a picture, a title, a sentence with the reason, and the one next
/// command.
class EmptyState : public QWidget {
    Q_OBJECT

public:
    explicit EmptyState(QWidget *parent = nullptr);

    void setContent(QLatin1StringView iconName, const QString &title, const QString &sentence);
    /// The one command offered; null for none. The action belongs to the caller.
    void setCommand(QAction *command);
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString sentence() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void updateLook();

    IconLabel *m_picture;
    QLabel *m_title;
    BalancedLabel *m_sentence;
    QPushButton *m_button;
    QAction *m_command = nullptr;
};

} // namespace rove::ui
