// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/namespacemodel.h"

#include <QtWidgets/QDialog>

class QLineEdit;
class QPushButton;

namespace rove::ui {

class MessageBar;

/// Asks for a new namespace's name and creates it. Stays open, with the reason, when that fails. The model
/// belongs to the caller and outlives it. GUI thread.
class NamespaceDialog : public QDialog {
    Q_OBJECT
public:
    NamespaceDialog(NamespaceModel &namespaces, const QString &target, QWidget *parent = nullptr);

    void setName(const QString &name);
    void accept() override;

    [[nodiscard]] QLineEdit *nameField() const { return m_name; }
    [[nodiscard]] MessageBar *messageBar() const { return m_message; }

signals:
    void created(const QString &name);

private:
    void updateCreate();
    void onCreated(const Result<manager::Namespace> &result);

    NamespaceModel &m_namespaces;
    QString m_target;
    bool m_isCreating = false;
    QLineEdit *m_name;
    QLineEdit *m_displayName;
    MessageBar *m_message;
    QPushButton *m_create;
};

} // namespace rove::ui
