// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/connectiontest.h"

#include <QtWidgets/QWidget>

#include <array>

class QLabel;

namespace rove::ui {

class ElidedLabel;
class StatusBadge;

/// What a ConnectionTest has found so far: one line a step, with its state, what was found and how long it
/// took. Shows steps that wait when there is no test. GUI thread.
class ConnectionDialogSteps : public QWidget {
    Q_OBJECT
public:
    explicit ConnectionDialogSteps(QWidget *parent = nullptr);

    void show(const ConnectionTest &test);
    void reset();
    using QWidget::show;

private:
    void showRow(int index, const ConnectionTest::Row &row);

    std::array<StatusBadge *, ConnectionTest::stepCount> m_steps{};
    std::array<ElidedLabel *, ConnectionTest::stepCount> m_details{};
    std::array<QLabel *, ConnectionTest::stepCount> m_times{};
};

} // namespace rove::ui
