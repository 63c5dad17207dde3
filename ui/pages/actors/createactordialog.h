// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/managerclient.h"

#include <QtWidgets/QDialog>

class QBoxLayout;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QPushButton;
class QRadioButton;

namespace rove::ui {

class BusyBar;
class CodeEditor;
class FieldNote;
class KeyPartsEditor;
class MessageBar;

/// Asks for a new actor's type, key, input, pool, datacenter and crash policy and creates it, or gets it if
/// it is there; beside them, the client code that would do the same. What is wrong is said at its field.
/// Stays open, with the reason and all that was typed, when the engine refuses; a key that is taken offers
/// the actor that has it. The HttpClient outlives it. GUI thread.
class CreateActorDialog : public QDialog {
    Q_OBJECT
public:
    CreateActorDialog(HttpClient &http, const QString &target, const QStringList &types,
                      QWidget *parent = nullptr);

    void accept() override;

    [[nodiscard]] QComboBox *typeBox() const { return m_type; }
    [[nodiscard]] KeyPartsEditor *keyEditor() const { return m_key; }
    /// The key's text.
    [[nodiscard]] QLineEdit *keyField() const;
    [[nodiscard]] CodeEditor *inputEditor() const { return m_input; }
    [[nodiscard]] CodeEditor *codeView() const { return m_code; }
    [[nodiscard]] QComboBox *poolBox() const { return m_pool; }
    [[nodiscard]] QComboBox *datacenterBox() const { return m_datacenter; }
    [[nodiscard]] QComboBox *policyBox() const { return m_policy; }
    [[nodiscard]] QRadioButton *createNewButton() const { return m_createNew; }
    [[nodiscard]] QRadioButton *getOrCreateButton() const { return m_getOrCreate; }
    [[nodiscard]] QPushButton *createButton() const { return m_create; }
    [[nodiscard]] MessageBar *messageBar() const { return m_message; }
    [[nodiscard]] QAction *openExistingCommand() const { return m_openExisting; }
    /// What is wrong with a field; empty if nothing is. For tests.
    [[nodiscard]] QString problemOf(const QWidget *field) const;

signals:
    void created(const rove::manager::Actor &actor);
    /// The user wants the actor that was there already.
    void openRequested(const QString &actorId);
    void copied(const QString &what);

private:
    void makeFields(const QStringList &types);
    void addPolicies();
    void makeLayout();
    QFormLayout *makeForm();
    QBoxLayout *makeTexts();
    QWidget *makeModeRow();
    void connectFields();
    void loadChoices();
    void refresh();
    void updateCode();
    FieldNote *noteFor(QWidget *field);
    [[nodiscard]] bool validate();
    bool refuse(QWidget *field, const QString &why);
    std::optional<std::optional<QString>> readInput();
    void send(const manager::ActorsCreateRequest &request);
    void onCreated(const manager::Actor &actor, bool isNew);
    void onFailed(const Error &error);
    void setBusy(bool busy);

    Endpoint m_endpoint;
    ManagerClient m_manager;
    QString m_target;
    QString m_existingId;
    bool m_isCreating = false;
    QComboBox *m_type;
    QRadioButton *m_createNew;
    QRadioButton *m_getOrCreate;
    KeyPartsEditor *m_key;
    CodeEditor *m_input;
    QComboBox *m_pool;
    QComboBox *m_datacenter;
    QComboBox *m_policy;
    CodeEditor *m_code;
    BusyBar *m_busy;
    MessageBar *m_message;
    QAction *m_openExisting;
    QAction *m_copyCode;
    QHash<const QWidget *, FieldNote *> m_notes;
    QPushButton *m_create = nullptr;
};

} // namespace rove::ui
