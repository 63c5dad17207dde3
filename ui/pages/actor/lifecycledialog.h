// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/lifecycle.h"

#include <QtWidgets/QDialog>

class QStandardItemModel;

namespace rove::ui {

/// An actor's life as a list: when, what, and what was said beside it. Can be copied. GUI thread.
class LifecycleDialog : public QDialog {
    Q_OBJECT
public:
    LifecycleDialog(const QString &actor, const QList<LifecycleMark> &marks, QWidget *parent = nullptr);

    [[nodiscard]] QStandardItemModel *model() const { return m_model; }

signals:
    void copied(const QString &what);

private:
    void copyAll();

    QStandardItemModel *m_model;
};

} // namespace rove::ui
