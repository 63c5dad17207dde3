// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/layoutaudit.h"

#include "ui/widgets/busybar.h"

#include <QtCore/QHash>
#include <QtGui/QImage>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMainWindow>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSizeGrip>
#include <QtWidgets/QSplitterHandle>
#include <QtWidgets/QStackedWidget>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace rove::test {
namespace {

constexpr double contrastMin = 4.5;

/// WCAG 2.1, relative luminance.
double luminance(const QColor &color)
{
    const auto linear = [](float channel) {
        return channel <= 0.04045F ? channel / 12.92 : std::pow((double(channel) + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &first, const QColor &second)
{
    const double a = luminance(first);
    const double b = luminance(second);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

/// The colour that most of the area has: what is behind the text.
QColor backgroundIn(const QImage &picture, const QRect &area)
{
    QHash<QRgb, int> counts;
    QRgb most = picture.pixel(area.topLeft());
    for (int y = area.top(); y <= area.bottom(); ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(picture.constScanLine(y));
        for (int x = area.left(); x <= area.right(); ++x) {
            const QRgb pixel = line[x];
            if (++counts[pixel] > counts.value(most))
                most = pixel;
        }
    }
    return QColor::fromRgb(most);
}

/// The most that any pixel stands out from the colour.
double contrastIn(const QImage &picture, const QRect &area, const QColor &background)
{
    QHash<QRgb, double> known;
    double best = 1;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(picture.constScanLine(y));
        for (int x = area.left(); x <= area.right(); ++x) {
            const QRgb pixel = line[x];
            if (!known.contains(pixel))
                known.insert(pixel, contrast(QColor::fromRgb(pixel), background));
            best = std::max(best, known.value(pixel));
        }
    }
    return best;
}

QString shownText(const QWidget &widget)
{
    if (const auto *label = qobject_cast<const QLabel *>(&widget))
        return label->text();
    if (const auto *button = qobject_cast<const QAbstractButton *>(&widget))
        return button->text();
    if (const auto *field = qobject_cast<const QLineEdit *>(&widget))
        return field->text();
    return {};
}

bool takesTab(const QWidget &widget, const QWidget &window)
{
    return widget.isVisible() && widget.isEnabled() && widget.window() == &window &&
           (widget.focusPolicy() & Qt::TabFocus) != 0 && !widget.focusProxy();
}

QRect placeIn(const QWidget &widget, const QWidget &window)
{
    return {widget.mapTo(&window, QPoint()), widget.size()};
}

bool isBackwards(const QRect &from, const QRect &to, Qt::LayoutDirection direction)
{
    const bool isColumn = from.left() <= to.right() && to.left() <= from.right();
    const bool isRow = from.top() <= to.center().y() && to.center().y() <= from.bottom();
    if (isRow)
        return direction == Qt::LeftToRight ? to.right() < from.left() : to.left() > from.right();
    return isColumn && to.bottom() < from.top();
}

/// The page of a stack, a dock or a pane of a splitter: an order holds within one, and between them the user
/// goes from pane to pane.
const QWidget *paneOf(const QWidget &widget, const QWidget &window)
{
    for (const QWidget *step = &widget; step && step != &window; step = step->parentWidget()) {
        const QWidget *parent = step->parentWidget();
        if (qobject_cast<const QSplitter *>(parent) || qobject_cast<const QMainWindow *>(parent))
            return step;
    }
    return &window;
}

} // namespace

QString describe(const QWidget &widget)
{
    QStringList path;
    for (const QWidget *step = &widget; step && path.size() < 4; step = step->parentWidget()) {
        const QString name = step->objectName();
        const QString type = QString::fromLatin1(step->metaObject()->className()).section(u"::"_s, -1);
        path.prepend(name.isEmpty() ? type : QString(type % u'#' % name));
    }
    return path.join(u'/');
}

void auditRoom(const QList<QWidget *> &visible, QStringList &faults)
{
    for (const QWidget *widget : visible) {
        // A label without a text has nothing to show.
        const auto *label = qobject_cast<const QLabel *>(widget);
        const bool isEmpty = label && label->text().isEmpty() && label->pixmap().isNull();
        if (!isEmpty && (widget->width() <= 0 || widget->height() <= 0))
            faults.append(u"no room, %1 by %2: "_s.arg(widget->width()).arg(widget->height()) %
                          describe(*widget));
    }
}

void auditOverlaps(const QList<QWidget *> &visible, QStringList &faults)
{
    QHash<const QWidget *, QList<const QWidget *>> children;
    for (const QWidget *widget : visible) {
        // These lie on an edge or over everything for good reasons.
        const bool isOverlay =
            qobject_cast<const QSplitterHandle *>(widget) || qobject_cast<const QSizeGrip *>(widget) ||
            qobject_cast<const ui::BusyBar *>(widget) || widget->property("roveOverlay").toBool();
        if (!widget->isWindow() && !isOverlay)
            children[widget->parentWidget()].append(widget);
    }
    for (const QList<const QWidget *> &siblings : std::as_const(children)) {
        for (qsizetype i = 0; i < siblings.size(); ++i) {
            for (qsizetype j = i + 1; j < siblings.size(); ++j) {
                if (siblings[i]->geometry().intersects(siblings[j]->geometry()))
                    faults.append(
                        u"covers another: %1 and %2"_s.arg(describe(*siblings[i]), describe(*siblings[j])));
            }
        }
    }
}

void auditTabOrder(const QWidget &window, QStringList &faults)
{
    QList<const QWidget *> order;
    const QWidget *step = &window;
    do {
        if (takesTab(*step, window))
            order.append(step);
        step = step->nextInFocusChain();
    } while (step != &window);
    for (qsizetype i = 0; i + 1 < order.size(); ++i) {
        const QWidget &from = *order[i];
        const QWidget &to = *order[i + 1];
        // The platform orders the buttons of a dialog.
        const bool areDialogButtons = qobject_cast<const QDialogButtonBox *>(from.parentWidget()) &&
                                      from.parentWidget() == to.parentWidget();
        if (areDialogButtons || from.isAncestorOf(&to) || to.isAncestorOf(&from) ||
            paneOf(from, window) != paneOf(to, window))
            continue;
        if (isBackwards(placeIn(from, window), placeIn(to, window), window.layoutDirection()))
            faults.append(u"Tab goes backwards: from %1 to %2"_s.arg(describe(from), describe(to)));
    }
}

void auditContrast(const QWidget &window, const QList<QWidget *> &visible, QStringList &faults)
{
    const QImage picture =
        const_cast<QWidget &>(window).grab().toImage().convertToFormat(QImage::Format_RGB32);
    for (const QWidget *widget : visible) {
        if (!widget->isEnabled() || shownText(*widget).trimmed().isEmpty() || widget->window() != &window)
            continue;
        const QRegion shown = widget->visibleRegion().translated(widget->mapTo(&window, QPoint()));
        const QRect area = shown.boundingRect().intersected(picture.rect());
        // A line of which half has been scrolled away cannot be measured.
        if (area.height() < widget->fontMetrics().height() || area.width() < widget->fontMetrics().height())
            continue;
        const double found = contrastIn(picture, area, backgroundIn(picture, area));
        if (found < contrastMin)
            faults.append(u"contrast %1 of “%2”: "_s.arg(found, 0, 'f', 1).arg(shownText(*widget)) %
                          describe(*widget));
    }
}

} // namespace rove::test
