// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/clearbutton.h"

#include "ui/widgets/widgettext.h"

#include <QtGui/QAction>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QToolButton>

using namespace Qt::StringLiterals;

namespace rove::ui {

void addClearButton(QLineEdit &field)
{
    field.setClearButtonEnabled(true);
    // The action has no other way to be found than the name that QLineEdit gives it. Its text would not do:
    // to change the action shows the button, also in an empty field.
    const auto *clear = field.findChild<QAction *>(u"_q_qlineeditclearaction"_s);
    const QObjectList shownBy = clear ? clear->associatedObjects() : QObjectList();
    for (QObject *object : shownBy)
        if (auto *button = qobject_cast<QToolButton *>(object))
            button->setAccessibleName(WidgetText::tr("Empty this field"));
}

} // namespace rove::ui
