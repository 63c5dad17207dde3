// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/endpoint.h"

#include <QtCore/QDateTime>
#include <QtWidgets/QScrollArea>

#include <optional>

class QBoxLayout;
class QFormLayout;
class QLabel;

namespace rove::ui {

class Card;
class MessageBar;
class RelativeTimeLabel;
class StatusBadge;

/// The engine that came with this window, as the program that started it tells. The window itself knows it
/// only by its endpoint, like any other.
struct LocalEngine {
    enum class State { NotStarted, Starting, Running, Stopping, Failed };
    State state = State::NotStarted;
    std::optional<Endpoint> endpoint = {};
    /// `memory`, `filesystem`, `rocksdb`, `postgres`.
    QString store = {};
    /// Empty where nothing is kept on disk.
    QString dataFolder = {};
    QDateTime startedAt = {};
    /// What this program knows to run, sorted.
    QStringList actorTypes = {};
    /// Something to know, such as that another port was chosen; translated.
    QString note = {};
    /// Why it is `Failed`, and what failed: a folder or an address.
    std::optional<Error> error = {};
    QString errorTarget = {};
};

/// The engine inside this program: whether it runs, where it answers, where it keeps its data and how much
/// that is, what it can run, and commands for it. Shows what it is given; the commands belong to the caller.
/// The size of the data is counted on another thread while the page is seen. GUI thread.
class EnginePage : public QScrollArea {
    Q_OBJECT
public:
    explicit EnginePage(QWidget *parent = nullptr);

    void setEngine(const LocalEngine &engine);
    /// What can be done with the engine; buttons at the top.
    void setCommands(const QList<QAction *> &commands);

    [[nodiscard]] QList<QAction *> commands() const { return {m_copyVariable}; }
    /// The value shown for a field, by its fixed id such as `pid`; for tests.
    [[nodiscard]] QString valueOf(const QString &id) const;

signals:
    void copied(const QString &what);
    /// The user wants to see the actors of this type.
    void typeChosen(const QString &name);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void makeLayout();
    [[nodiscard]] QLayout *makeHead();
    Card *makeCard(const QString &title, QFormLayout *&form);
    QLabel *addField(QFormLayout *form, const QString &id, const QString &label);
    void setField(QLabel *value, const QString &text);
    void showState();
    void showTypes();
    void measureData();
    void copyVariable();
    [[nodiscard]] QString variable() const;

    LocalEngine m_engine;
    QAction *m_copyVariable;
    StatusBadge *m_status;
    MessageBar *m_message;
    QFormLayout *m_running = nullptr;
    QFormLayout *m_data = nullptr;
    QLabel *m_endpoint = nullptr;
    QLabel *m_port = nullptr;
    QLabel *m_pid = nullptr;
    QLabel *m_version = nullptr;
    RelativeTimeLabel *m_started = nullptr;
    QLabel *m_store = nullptr;
    QLabel *m_folder = nullptr;
    QLabel *m_size = nullptr;
    QLabel *m_variable = nullptr;
    Card *m_typesCard = nullptr;
    QLabel *m_noTypes = nullptr;
    QBoxLayout *m_buttons;
};

} // namespace rove::ui
