// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/contexthelp.h"

#include "ui/style/metrics.h"

#include <QtWidgets/QApplication>
#include <QtWidgets/QWhatsThis>

namespace rove::ui {

QString helpText(const QString &title, const QString &sentences)
{
    return QStringLiteral("<h4>%1</h4><p>%2</p>").arg(title.toHtmlEscaped(), sentences.toHtmlEscaped());
}

QWidget *helpedPart(QWidget *from)
{
    while (from && from->whatsThis().isEmpty())
        from = from->parentWidget();
    return from;
}

void showContextHelp(QWidget &window)
{
    QWidget *focus = QApplication::focusWidget();
    QWidget *part = helpedPart(focus && focus->window() == &window ? focus : &window);
    if (!part)
        return;
    // Inside the part, however large it is: the text belongs to what is under it.
    const QPoint place(std::min(part->width() / 2, 2 * metrics::space6),
                       std::min(part->height() / 2, 2 * metrics::space6));
    QWhatsThis::showText(part->mapToGlobal(place), part->whatsThis(), part);
}

} // namespace rove::ui
