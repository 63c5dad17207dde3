// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/events/eventfacets.h"

#include "ui/pages/events/eventstext.h"
#include "ui/pages/events/eventtone.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <QtCore/QLocale>
#include <QtGui/QPainter>
#include <QtGui/QStandardItemModel>
#include <QtWidgets/QStyledItemDelegate>

#include <utility>

namespace rove::ui {
namespace {

constexpr int countRole = Qt::UserRole + 1;

QString countText(qsizetype count)
{
    return count > 0 ? QLocale().toString(qint64(count)) : QString();
}

/// The usual entry, with its count at the far end.
class FacetDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        painter->save();
        painter->setFont(fonts::tabular());
        painter->setPen(Theme::instance().color(ColorRole::Muted));
        const QRect area = option.rect.adjusted(0, 0, -metrics::space2, 0);
        painter->drawText(area, Qt::AlignVCenter | Qt::AlignTrailing,
                          countText(index.data(countRole).toLongLong()));
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QSize size = QStyledItemDelegate::sizeHint(option, index);
        return {size.width(), std::max(size.height(), metrics::hitTarget)};
    }
};

} // namespace

EventFacets::EventFacets(QWidget *parent)
    : QListView(parent)
    , m_items(new QStandardItemModel(this))
{
    for (int kind = 0; kind < eventKindCount; ++kind) {
        const Tone tone = toneOf(static_cast<EventKind>(kind));
        auto *item =
            new QStandardItem(icon(tone.icon, tone.color), eventKindWord(static_cast<EventKind>(kind)));
        item->setCheckable(true);
        item->setCheckState(Qt::Checked);
        item->setEditable(false);
        m_items->appendRow(item);
    }
    setModel(m_items);
    setItemDelegate(new FacetDelegate(this));
    setFrameShape(NoFrame);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    setUniformItemSizes(true);
    setSelectionMode(SingleSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(EventsText::tr("Kinds of event shown"));
    connect(m_items, &QStandardItemModel::itemChanged, this, [this] {
        if (!m_isSetting)
            emit hiddenChanged();
    });
}

void EventFacets::setCount(EventKind kind, qsizetype count)
{
    QStandardItem *item = m_items->item(int(kind));
    if (item->data(countRole).toLongLong() == count)
        return;
    m_isSetting = true;
    item->setData(qint64(count), countRole);
    item->setData(EventsText::tr("%1, %n event(s)", "%1 is a kind", int(count)).arg(item->text()),
                  Qt::AccessibleTextRole);
    m_isSetting = false;
}

EventFacets::Hidden EventFacets::hidden() const
{
    Hidden hidden{};
    for (int kind = 0; kind < eventKindCount; ++kind)
        hidden[size_t(kind)] = m_items->item(kind)->checkState() == Qt::Unchecked;
    return hidden;
}

void EventFacets::setHidden(const Hidden &hidden)
{
    m_isSetting = true;
    for (int kind = 0; kind < eventKindCount; ++kind)
        m_items->item(kind)->setCheckState(hidden[size_t(kind)] ? Qt::Unchecked : Qt::Checked);
    m_isSetting = false;
    emit hiddenChanged();
}

QSize EventFacets::sizeHint() const
{
    int text = 0;
    for (int kind = 0; kind < eventKindCount; ++kind)
        text = std::max(text, fontMetrics().horizontalAdvance(m_items->item(kind)->text()));
    const int checkAndIcon = 2 * metrics::iconSize + 4 * metrics::space1;
    return {checkAndIcon + text + fontMetrics().horizontalAdvance(countText(999)) + metrics::space6, 0};
}

QSize EventFacets::minimumSizeHint() const
{
    return {sizeHint().width(), 0};
}

} // namespace rove::ui
