// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorexport.h"
#include "ui/shell/connection.h"

#include <QtCore/QPointer>
#include <QtWidgets/QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace rove::ui {

class KeyPartsEditor;

/// Asks where a clone of an actor goes and which key it gets. The connections belong to the window and may
/// close meanwhile. GUI thread.
class CloneDialog : public QDialog {
    Q_OBJECT
public:
    /// The first connection is the actor's own.
    CloneDialog(const manager::Actor &actor, const QList<Connection *> &connections,
                QWidget *parent = nullptr);

    /// Null if it was closed meanwhile.
    [[nodiscard]] Connection *destination() const;
    [[nodiscard]] Waking waking() const;
    [[nodiscard]] CloneOptions options() const;

    [[nodiscard]] KeyPartsEditor *keyEditor() const { return m_key; }
    [[nodiscard]] QComboBox *destinationBox() const { return m_destination; }
    [[nodiscard]] QPushButton *cloneButton() const { return m_clone; }

private:
    void makeLayout();
    void refresh();
    [[nodiscard]] QString whyNot() const;

    manager::Actor m_actor;
    QList<QPointer<Connection>> m_connections;
    QComboBox *m_destination;
    KeyPartsEditor *m_key;
    QLineEdit *m_pool;
    QCheckBox *m_wake;
    QLabel *m_note;
    QPushButton *m_clone = nullptr;
};

} // namespace rove::ui
