// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/tokenvault.h"
#include "ui/shell/connection.h"
#include "ui/shell/connectiontest.h"

#include <QtCore/QPointer>
#include <QtWidgets/QDialog>

#include <array>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace rove::ui {

class MessageBar;
class StatusBadge;

/// Makes or changes a saved connection: name, environment, endpoint, namespace, token; tries it step by step;
/// puts the token where the user wants it. Stays open, with the reason, when something cannot be kept. The
/// store and the vault belong to the caller and outlive it. GUI thread.
class ConnectionDialog : public QDialog {
    Q_OBJECT
public:
    ConnectionDialog(ProfileStore &store, TokenVault &vault, QWidget *parent = nullptr);

    /// Changes this connection instead of making one.
    void edit(const ConnectionProfile &profile);

    void accept() override;

    [[nodiscard]] QLineEdit *endpointField() const { return m_endpoint; }
    [[nodiscard]] QLineEdit *namespaceField() const { return m_namespace; }
    [[nodiscard]] QLineEdit *tokenField() const { return m_token; }
    [[nodiscard]] QLineEdit *nameField() const { return m_name; }
    [[nodiscard]] QPushButton *testButton() const { return m_testButton; }
    [[nodiscard]] MessageBar *messageBar() const { return m_message; }

signals:
    /// Saved; the token is in the target.
    void saved(const rove::ui::ConnectionTarget &target);

private:
    void makeFields();
    void makeLayout();
    QWidget *makeSteps();
    void takeApartEndpoint();
    void updateButtons();
    std::optional<Endpoint> readEndpoint();
    void test();
    void showTest();
    void showFailedTest(const Error &error);
    void saveProfile(const Endpoint &endpoint);
    void onTokenKept(const ConnectionProfile &profile, const Result<> &result);

    ProfileStore &m_store;
    TokenVault &m_vault;
    std::optional<ConnectionProfile> m_edited;
    QPointer<ConnectionTest> m_test;
    bool m_isSaving = false;

    QLineEdit *m_name;
    QComboBox *m_environment;
    QLineEdit *m_endpoint;
    QLineEdit *m_namespace;
    QLineEdit *m_token;
    QComboBox *m_keep;
    MessageBar *m_message;
    std::array<StatusBadge *, ConnectionTest::stepCount> m_steps{};
    std::array<QLabel *, ConnectionTest::stepCount> m_stepDetails{};
    QPushButton *m_testButton = nullptr;
    QPushButton *m_saveButton = nullptr;
};

} // namespace rove::ui
