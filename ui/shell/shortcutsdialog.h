// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets/QDialog>

namespace rove::ui {

class ActionRegistry;

/// Every command that has keys, with its keys; can be searched. Made from the registry, which outlives it.
/// GUI thread.
class ShortcutsDialog : public QDialog {
    Q_OBJECT
public:
    explicit ShortcutsDialog(const ActionRegistry &registry, QWidget *parent = nullptr);
};

} // namespace rove::ui
