// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/managerclient.h"

#include <QtWidgets/QDialog>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace rove::ui {

class BusyBar;
class CodeEditor;
class ElidedLabel;
class MessageBar;

/// Asks for a new actor's type, key, input, pool and crash policy and creates it. Stays open, with the
/// reason, when that fails. The HttpClient outlives it. GUI thread.
class CreateActorDialog : public QDialog {
    Q_OBJECT
public:
    CreateActorDialog(HttpClient &http, const QString &target, const QStringList &types,
                      QWidget *parent = nullptr);

    void accept() override;

    [[nodiscard]] QComboBox *typeBox() const { return m_type; }
    [[nodiscard]] QLineEdit *keyField() const { return m_key; }
    [[nodiscard]] CodeEditor *inputEditor() const { return m_input; }
    [[nodiscard]] MessageBar *messageBar() const { return m_message; }

signals:
    void created(const rove::manager::Actor &actor);

private:
    void addPolicy(const QString &text, manager::CrashPolicy policy);
    void makeLayout();
    void loadPools();
    void updateKeyHint();
    void updateCreate();
    std::optional<manager::ActorsCreateRequest> readRequest();
    void onCreated(const Result<manager::Actor> &result);

    ManagerClient m_manager;
    QString m_target;
    bool m_isCreating = false;
    QComboBox *m_type;
    QLineEdit *m_key;
    ElidedLabel *m_keyHint;
    CodeEditor *m_input;
    QComboBox *m_pool;
    QComboBox *m_policy;
    BusyBar *m_busy;
    MessageBar *m_message;
    QPushButton *m_create = nullptr;
};

} // namespace rove::ui
