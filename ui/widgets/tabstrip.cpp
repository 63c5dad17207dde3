// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tabstrip.h"

#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/widgettext.h"

#include <QtCore/QScopedValueRollback>
#include <QtGui/QContextMenuEvent>
#include <QtWidgets/QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr int widthMax = 240;
constexpr int widthMin = 72;
constexpr int closeExtent = metrics::hitTarget;

} // namespace

TabStrip::TabStrip(QWidget *parent)
    : QTabBar(parent)
{
    setDocumentMode(true);
    setDrawBase(false);
    setExpanding(false);
    setMovable(true);
    setElideMode(Qt::ElideMiddle);
    setUsesScrollButtons(true);
    setIconSize(QSize(metrics::iconSize, metrics::iconSize));
    setAccessibleName(WidgetText::tr("Tabs"));
    connect(this, &QTabBar::currentChanged, this, [this](int index) {
        if (!m_isSetting && index >= 0)
            emit chosen(idAt(index));
    });
    connect(this, &QTabBar::tabMoved, this, [this](int from, int to) {
        m_items.move(from, to);
        if (!m_isSetting)
            emit reordered(ids());
    });
}

void TabStrip::setItems(const QList<TabItem> &items, const QString &currentId)
{
    const QScopedValueRollback guard(m_isSetting, true);
    while (count() > items.size())
        removeTab(count() - 1);
    m_items = items;
    for (int index = 0; index < items.size(); ++index) {
        if (index >= count()) {
            addTab({});
            auto *close = new QToolButton;
            close->setAutoRaise(true);
            close->setIcon(icon("x-lg"_L1, ColorRole::Muted));
            close->setIconSize(QSize(10, 10));
            close->setFixedSize(closeExtent, closeExtent);
            close->setFocusPolicy(Qt::NoFocus);
            close->setToolTip(WidgetText::tr("Close this tab"));
            connect(close, &QToolButton::clicked, this, [this, close] {
                for (int at = 0; at < count(); ++at)
                    if (tabButton(at, RightSide) == close)
                        return emit closeRequested(idAt(at));
            });
            setTabButton(index, RightSide, close);
        }
        describe(index, items[index]);
        if (items[index].id == currentId)
            setCurrentIndex(index);
    }
}

void TabStrip::describe(int index, const TabItem &item)
{
    // An ampersand in a name is no mnemonic.
    QString text = item.text;
    text.replace(u'&', u"&&"_s);
    setTabText(index, item.isModified ? QString(u"● "_s % text) : text);
    setTabIcon(index, item.tone.icon.isEmpty() ? QIcon() : icon(item.tone.icon, item.tone.color));
    setTabToolTip(index, item.toolTip);
    setTabTextColor(index, item.isQuiet ? Theme::instance().color(ColorRole::Muted) : QColor());
    setAccessibleTabName(index, item.isModified ? WidgetText::tr("%1, with edits", "a tab").arg(item.text)
                                                : item.text);
    if (QWidget *close = tabButton(index, RightSide))
        close->setAccessibleName(WidgetText::tr("Close %1", "a tab").arg(item.text));
}

QString TabStrip::idAt(int index) const
{
    return index >= 0 && index < m_items.size() ? m_items[index].id : QString();
}

QStringList TabStrip::ids() const
{
    QStringList ids;
    for (const TabItem &item : m_items)
        ids.append(item.id);
    return ids;
}

void TabStrip::mouseReleaseEvent(QMouseEvent *event)
{
    QTabBar::mouseReleaseEvent(event);
    const int index = tabAt(event->position().toPoint());
    if (event->button() == Qt::MiddleButton && index >= 0)
        emit closeRequested(idAt(index));
}

void TabStrip::mouseDoubleClickEvent(QMouseEvent *event)
{
    QTabBar::mouseDoubleClickEvent(event);
    const int index = tabAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index >= 0)
        emit keepRequested(idAt(index));
}

void TabStrip::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    const int index = isByKey ? currentIndex() : tabAt(event->pos());
    if (index < 0)
        return;
    emit menuRequested(idAt(index), isByKey ? mapToGlobal(tabRect(index).bottomLeft()) : event->globalPos());
}

void TabStrip::changeEvent(QEvent *event)
{
    QTabBar::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        for (int index = 0; index < count() && index < m_items.size(); ++index)
            describe(index, m_items[index]);
}

QSize TabStrip::tabSizeHint(int index) const
{
    const QSize hint = QTabBar::tabSizeHint(index);
    return {std::clamp(hint.width(), widthMin, widthMax), std::max(hint.height(), metrics::hitTarget + 4)};
}

QSize TabStrip::minimumTabSizeHint(int index) const
{
    return {std::min(widthMin + closeExtent, tabSizeHint(index).width()), tabSizeHint(index).height()};
}

} // namespace rove::ui
