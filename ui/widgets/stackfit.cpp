// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/stackfit.h"

#include <QtWidgets/QStackedWidget>

namespace rove::ui {

void fitToCurrentPage(QStackedWidget &stack)
{
    const auto fit = [&stack] {
        for (int i = 0; i < stack.count(); ++i) {
            const QSizePolicy::Policy policy =
                i == stack.currentIndex() ? QSizePolicy::Preferred : QSizePolicy::Ignored;
            stack.widget(i)->setSizePolicy(policy, policy);
        }
        stack.updateGeometry();
    };
    QObject::connect(&stack, &QStackedWidget::currentChanged, &stack, fit);
    fit();
}

} // namespace rove::ui
