// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/endpoint.h"

#include <QtCore/QDateTime>
#include <QtWidgets/QWidget>

#include <optional>

class QBoxLayout;
class QFormLayout;
class QLabel;

namespace rove::ui {

class MessageBar;
class RelativeTimeLabel;
class StatusBadge;

/// The engine that came with this window, as the program that started it tells. The window itself knows it
/// only by its endpoint, like any other.
struct LocalEngine {
    enum class State { NotStarted, Running, Failed };
    State state = State::NotStarted;
    std::optional<Endpoint> endpoint = {};
    /// `memory` or `filesystem`.
    QString store = {};
    /// Empty where nothing is kept on disk.
    QString dataFolder = {};
    QDateTime startedAt = {};
    /// Something to know, such as that another port was chosen; translated.
    QString note = {};
    /// Why it is `Failed`, and what failed: a folder or an address.
    std::optional<Error> error = {};
    QString errorTarget = {};
};

/// The engine inside this program: whether it runs, where it answers, where it keeps its data, and commands
/// for it. Shows what it is given; the commands belong to the caller. GUI thread.
class EnginePage : public QWidget {
    Q_OBJECT
public:
    explicit EnginePage(QWidget *parent = nullptr);

    void setEngine(const LocalEngine &engine);
    void setCommands(const QList<QAction *> &commands);

private:
    QLabel *addField(const QString &label);
    void setField(QLabel *value, const QString &text);

    StatusBadge *m_status;
    MessageBar *m_message;
    QFormLayout *m_form;
    QLabel *m_endpoint;
    QLabel *m_store;
    QLabel *m_data;
    RelativeTimeLabel *m_started;
    QBoxLayout *m_buttons;
};

} // namespace rove::ui
