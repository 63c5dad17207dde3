// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/profilesecrets.h"
#include "ui/shell/connection.h"
#include "ui/shell/connectiontest.h"

#include <QtCore/QPointer>
#include <QtWidgets/QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace rove::ui {

class ConnectionDialogColour;
class ConnectionDialogSteps;
class ConnectionDialogTransport;
class MessageBar;

/// Makes or changes a saved connection: endpoint, namespace, token, name, colour, environment, whether it is
/// read-only, TLS and proxy; tries it step by step; puts the secrets where the user wants them. Stays open,
/// with the reason at the field it is about and everything that was typed, when something is wrong or cannot
/// be kept. The store and the vault belong to the caller and outlive it. GUI thread.
class ConnectionDialog : public QDialog {
    Q_OBJECT
public:
    ConnectionDialog(ProfileStore &store, TokenVault &vault, QWidget *parent = nullptr);

    /// Changes this connection instead of making one.
    void edit(const ConnectionProfile &profile);
    /// Starts with what is known of an endpoint that is not saved: one that was found, or a copy of another.
    void prefill(const ConnectionProfile &profile, const ProfileSecrets &secrets);

    void accept() override;
    void reject() override;

    [[nodiscard]] QLineEdit *endpointField() const { return m_endpoint; }
    [[nodiscard]] QLineEdit *namespaceField() const { return m_namespace; }
    [[nodiscard]] QLineEdit *tokenField() const { return m_token; }
    [[nodiscard]] QLineEdit *nameField() const { return m_name; }
    [[nodiscard]] QComboBox *environmentBox() const { return m_environment; }
    [[nodiscard]] QCheckBox *readOnlyBox() const { return m_readOnly; }
    [[nodiscard]] ConnectionDialogColour *colourPicker() const { return m_colour; }
    [[nodiscard]] ConnectionDialogTransport *transport() const { return m_transport; }
    [[nodiscard]] QPushButton *testButton() const { return m_testButton; }
    [[nodiscard]] MessageBar *messageBar() const { return m_message; }

signals:
    /// Saved; the secrets are in the target.
    void saved(const rove::ui::ConnectionTarget &target);

private:
    void makeFields();
    void makeLayout();
    QFormLayout *makeForm();
    QWidget *makeTokenRow();
    QWidget *makeEnvironmentRow();
    QWidget *makeTestPane();
    void fill(const ConnectionProfile &profile);
    void takeApartEndpoint();
    void updateButtons();
    void updateReadOnly();
    std::optional<Endpoint> readEndpoint();
    void toggleTest();
    void test();
    void showFailedTest(const Error &error);
    void showAtField(QWidget *field, const Error &error);
    void clearProblems();
    [[nodiscard]] QWidget *fieldOf(const Error &error);
    [[nodiscard]] ConnectionProfile profileOf(const Endpoint &endpoint) const;
    void saveProfile(const Endpoint &endpoint);
    void onSecretsKept(ConnectionProfile profile, const ProfileSecrets &secrets, const Result<> &result);

    ProfileStore &m_store;
    TokenVault &m_vault;
    std::optional<ConnectionProfile> m_edited;
    QPointer<ConnectionTest> m_test;
    QPointer<QWidget> m_wrongField;
    bool m_isSaving = false;

    QLineEdit *m_name;
    ConnectionDialogColour *m_colour;
    QComboBox *m_environment;
    QCheckBox *m_readOnly;
    QLineEdit *m_endpoint;
    QLineEdit *m_namespace;
    QLineEdit *m_token;
    QComboBox *m_keep;
    ConnectionDialogTransport *m_transport;
    MessageBar *m_message;
    ConnectionDialogSteps *m_steps;
    QPushButton *m_testButton = nullptr;
    QPushButton *m_saveButton = nullptr;
};

} // namespace rove::ui
