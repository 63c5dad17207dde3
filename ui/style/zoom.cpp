// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/zoom.h"

#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QApplication>

#include <algorithm>

namespace rove::ui {
namespace {

constexpr int zoomMin = 50;
constexpr int zoomMax = 300;
constexpr int usualZoom = 100;

// The application has one zoom as it has one font.
int currentZoom = usualZoom;

} // namespace

void setApplicationZoom(int percent)
{
    const int wanted = std::clamp(percent, zoomMin, zoomMax);
    if (wanted == currentZoom)
        return;
    const qreal ratio = qreal(wanted) / currentZoom;
    currentZoom = wanted;
    // A widget that was given a font keeps it when the application's changes, so each is scaled by itself.
    QList<std::pair<QWidget *, QFont>> own;
    for (QWidget *widget : QApplication::allWidgets())
        if (widget->testAttribute(Qt::WA_SetFont))
            own.append({widget, widget->font()});
    QFont font = QApplication::font();
    font.setPointSizeF(font.pointSizeF() * ratio);
    QApplication::setFont(font);
    for (auto &[widget, itsFont] : own) {
        itsFont.setPointSizeF(itsFont.pointSizeF() * ratio);
        widget->setFont(itsFont);
    }
    for (QWidget *widget : QApplication::allWidgets()) {
        QEvent change(QEvent::StyleChange);
        if (qobject_cast<QAbstractItemView *>(widget))
            QApplication::sendEvent(widget, &change);
    }
}

int applicationZoom()
{
    return currentZoom;
}

int zoomed(int pixels)
{
    return pixels * currentZoom / usualZoom;
}

} // namespace rove::ui
