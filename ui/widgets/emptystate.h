// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/theme.h"

#include <QtCore/QDateTime>
#include <QtCore/QLatin1StringView>
#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtGui/QAction>
#include <QtWidgets/QWidget>

#include <functional>
#include <optional>

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
    /// An answer that is on its way.
    struct Waiting {
        QDateTime since;
        /// What is being done: "Reading the actors".
        QString title;
        /// Whose answer it needs.
        QString sentence;
        /// The same once it takes unusually long; `span` is how long so far. None if there is no more to say.
        std::function<QString(const QString &span)> longSentence = {};
        /// Offered from then on; null for none. Belongs to the caller.
        QPointer<QAction> command = nullptr;
    };

    explicit EmptyState(QWidget *parent = nullptr);

    void setContent(QLatin1StringView iconName, const QString &title, const QString &sentence);
    /// Says what is waited for: nothing at first, because a quick answer must not flicker, then the words,
    /// and after some seconds for how long. Goes on by itself until there is other content.
    void setWaiting(const Waiting &waiting);
    /// The one command offered; null for none. The action belongs to the caller.
    void setCommand(QAction *command);
    [[nodiscard]] bool hasCommand() const { return m_command; }
    [[nodiscard]] QString iconName() const { return m_iconName; }
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString sentence() const;

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void updateLook();
    void showWaiting();
    void showTexts(QLatin1StringView iconName, const QString &title, const QString &sentence);

    IconLabel *m_picture;
    QLabel *m_title;
    BalancedLabel *m_sentence;
    QPushButton *m_button;
    QAction *m_command = nullptr;
    QString m_iconName;
    std::optional<Waiting> m_waiting;
    QTimer m_clock;
};

} // namespace rove::ui
