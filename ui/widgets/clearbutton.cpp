// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/clearbutton.h"

#include "ui/widgets/widgettext.h"

#include <QtGui/QAction>
#include <QtWidgets/QLineEdit>

using namespace Qt::StringLiterals;

namespace rove::ui {

void addClearButton(QLineEdit &field)
{
    field.setClearButtonEnabled(true);
    // The action has no other way to be found than the name that QLineEdit gives it.
    if (auto *clear = field.findChild<QAction *>(u"_q_qlineeditclearaction"_s))
        clear->setText(WidgetText::tr("Empty this field"));
}

} // namespace rove::ui
