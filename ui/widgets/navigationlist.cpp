// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/navigationlist.h"

#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/widgettext.h"

#include <QtCore/QEvent>
#include <QtGui/QPainter>
#include <QtGui/QStandardItemModel>
#include <QtWidgets/QApplication>
#include <QtWidgets/QStyledItemDelegate>

namespace rove::ui {
namespace {

using namespace Qt::StringLiterals;

enum Role { IdRole = Qt::UserRole + 1, CountRole, ReasonRole, IconNameRole };

constexpr int itemHeight = 28;
constexpr int iconGap = 8;
constexpr int collapsedWidth = 40;
constexpr int sideMargin = 10;
constexpr int stripeWidth = 3;

} // namespace

/// Paints one entry: a stripe where it is current, icon, name, and the count at the far end.
class NavigationList::Delegate : public QStyledItemDelegate {
public:
    explicit Delegate(NavigationList *list)
        : QStyledItemDelegate(list)
        , m_list(list)
    {}

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {0, std::max(itemHeight, option.fontMetrics.height() + metrics::space2)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Theme &theme = Theme::instance();
        QStyleOptionViewItem background = option;
        initStyleOption(&background, index);
        background.text.clear();
        background.icon = {};
        QApplication::style()->drawControl(QStyle::CE_ItemViewItem, &background, painter, option.widget);

        const bool enabled = index.flags().testFlag(Qt::ItemIsEnabled);
        const bool chosen = option.state.testFlag(QStyle::State_Selected);
        const bool turnsOver = chosen && !theme.hasTints();
        const QRect r = option.rect;
        const auto placed = [&](const QRect &area) { return QStyle::visualRect(option.direction, r, area); };
        if (chosen)
            painter->fillRect(placed(QRect(r.left(), r.top(), stripeWidth, r.height())),
                              theme.color(ColorRole::Accent));

        const int left = m_list->isCollapsed() ? (r.width() - metrics::iconSize) / 2 : sideMargin;
        const QRect picture(r.left() + left, r.top() + (r.height() - metrics::iconSize) / 2,
                            metrics::iconSize, metrics::iconSize);
        const QIcon::Mode mode = !enabled ? QIcon::Disabled : turnsOver ? QIcon::Selected : QIcon::Normal;
        index.data(Qt::DecorationRole).value<QIcon>().paint(painter, placed(picture), Qt::AlignCenter, mode);
        if (m_list->isCollapsed())
            return;

        const ColorRole role = enabled ? ColorRole::Text : ColorRole::Muted;
        const QString count = index.data(CountRole).toString();
        QFont font = option.font;
        font.setWeight(chosen ? QFont::DemiBold : QFont::Normal);
        painter->setFont(font);
        painter->setPen(turnsOver ? option.palette.color(QPalette::HighlightedText) : theme.color(role));
        const QRect text = r.adjusted(left + metrics::iconSize + iconGap, 0, -sideMargin, 0);
        const int countWidth = QFontMetrics(fonts::tabular()).horizontalAdvance(count);
        const int room = text.width() - (count.isEmpty() ? 0 : countWidth + metrics::space2);
        painter->drawText(placed(text), Qt::AlignVCenter | Qt::AlignLeading,
                          QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, room));
        painter->setFont(fonts::tabular());
        if (!turnsOver)
            painter->setPen(theme.color(ColorRole::Muted));
        painter->drawText(placed(text), Qt::AlignVCenter | Qt::AlignTrailing, count);
    }

private:
    NavigationList *m_list;
};

NavigationList::NavigationList(QWidget *parent)
    : QListView(parent)
    , m_items(new QStandardItemModel(this))
{
    setItemDelegate(new Delegate(this));
    setModel(m_items);
    setFrameShape(NoFrame);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(SingleSelection);
    setUniformItemSizes(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(WidgetText::tr("Navigation"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
    setBackgroundRole(QPalette::Midlight);
    viewport()->setBackgroundRole(QPalette::Midlight);
    viewport()->setAutoFillBackground(true);
}

void NavigationList::setItems(const QList<NavigationItem> &items)
{
    const QString current = currentId();
    m_items->clear();
    for (const NavigationItem &entry : items) {
        auto *item = new QStandardItem(icon(entry.icon), entry.text);
        item->setData(entry.id, IdRole);
        item->setData(entry.count, CountRole);
        item->setData(entry.disabledReason, ReasonRole);
        item->setEditable(false);
        m_items->appendRow(item);
        describe(item);
    }
    updateWidth();
    setCurrentId(current);
}

QStringList NavigationList::ids() const
{
    QStringList ids;
    for (int row = 0; row < m_items->rowCount(); ++row)
        ids.append(m_items->item(row)->data(IdRole).toString());
    return ids;
}

QStandardItem *NavigationList::itemOf(const QString &id) const
{
    for (int row = 0; row < m_items->rowCount(); ++row)
        if (QStandardItem *item = m_items->item(row); item->data(IdRole).toString() == id)
            return item;
    return nullptr;
}

void NavigationList::setCount(const QString &id, const QString &count)
{
    QStandardItem *item = itemOf(id);
    if (!item || item->data(CountRole).toString() == count)
        return;
    item->setData(count, CountRole);
    describe(item);
}

void NavigationList::setDisabledReason(const QString &id, const QString &reason)
{
    QStandardItem *item = itemOf(id);
    if (!item || item->data(ReasonRole).toString() == reason)
        return;
    item->setData(reason, ReasonRole);
    describe(item);
}

void NavigationList::describe(QStandardItem *item)
{
    const QString reason = item->data(ReasonRole).toString();
    const QString count = item->data(CountRole).toString();
    item->setEnabled(reason.isEmpty());
    const QString name = m_collapsed && reason.isEmpty() ? item->text() : reason;
    item->setToolTip(m_collapsed && !reason.isEmpty() ? QString(item->text() + u": "_s + reason) : name);
    item->setData(count.isEmpty() ? item->text()
                                  : WidgetText::tr("%1, %2", "a place and a count").arg(item->text(), count),
                  Qt::AccessibleTextRole);
    item->setData(reason, Qt::AccessibleDescriptionRole);
}

QString NavigationList::currentId() const
{
    return currentIndex().data(IdRole).toString();
}

bool NavigationList::setCurrentId(const QString &id)
{
    const QStandardItem *item = itemOf(id);
    if (!item || !item->isEnabled())
        return false;
    setCurrentIndex(item->index());
    return true;
}

void NavigationList::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    if (current.isValid())
        emit currentIdChanged(currentId());
}

/// One alone can be selected, and that is where the window goes: assistive technology selects, and makes
/// nothing current.
void NavigationList::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QListView::selectionChanged(selected, deselected);
    const QModelIndexList indexes = selected.indexes();
    if (!indexes.isEmpty() && indexes.first() != currentIndex())
        setCurrentIndex(indexes.first());
}

void NavigationList::setCollapsed(bool collapsed)
{
    if (m_collapsed == collapsed)
        return;
    m_collapsed = collapsed;
    for (int row = 0; row < m_items->rowCount(); ++row)
        describe(m_items->item(row));
    updateWidth();
    viewport()->update();
}

QSize NavigationList::sizeHint() const
{
    if (m_collapsed)
        return {collapsedWidth, 0};
    QFont chosen = font();
    chosen.setWeight(QFont::DemiBold);
    const QFontMetrics fontMetrics(chosen);
    int text = 0;
    for (int row = 0; row < m_items->rowCount(); ++row)
        text = std::max(text, fontMetrics.horizontalAdvance(m_items->item(row)->text()));
    const int counts = fontMetrics.horizontalAdvance(u"0000"_s);
    return {2 * sideMargin + metrics::iconSize + iconGap + text + counts, 0};
}

QSize NavigationList::minimumSizeHint() const
{
    return {collapsedWidth, 0};
}

void NavigationList::updateWidth()
{
    const int width = sizeHint().width();
    setMinimumWidth(m_collapsed ? collapsedWidth : width);
    setMaximumWidth(m_collapsed ? collapsedWidth : QWIDGETSIZE_MAX);
    updateGeometry();
}

void NavigationList::changeEvent(QEvent *event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateWidth();
}

} // namespace rove::ui
