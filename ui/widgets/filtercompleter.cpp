// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/filtercompleter.h"

#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/style/theme.h"
#include "ui/widgets/widgettext.h"

#include <QtGui/QPainter>
#include <QtGui/QStandardItemModel>
#include <QtWidgets/QListView>
#include <QtWidgets/QStyledItemDelegate>

namespace rove::ui {
namespace {

constexpr int visibleCountMax = 10;

/// What would be typed at the left, what it means, muted, at the right.
class OfferDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem whole = option;
        initStyleOption(&whole, index);
        QStyledItemDelegate::paint(painter, whole, index);
        const QString doc = index.data(Qt::AccessibleDescriptionRole).toString();
        const QFontMetrics metrics(fonts::small());
        const int start = whole.fontMetrics.horizontalAdvance(whole.text) + metrics::space6;
        const QRect rect = option.rect.adjusted(start, 0, -metrics::space2, 0);
        if (doc.isEmpty() || rect.width() < metrics.averageCharWidth() * 4)
            return;
        painter->save();
        painter->setFont(fonts::small());
        painter->setPen(Theme::instance().color(ColorRole::Muted));
        painter->drawText(rect, Qt::AlignVCenter | Qt::AlignRight,
                          metrics.elidedText(doc, Qt::ElideRight, rect.width()));
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QSize size = QStyledItemDelegate::sizeHint(option, index);
        return {size.width(), std::max(size.height(), metrics::hitTarget)};
    }
};

} // namespace

FilterCompleter::FilterCompleter(QWidget *field)
    : QCompleter(field)
    , m_list(new QStandardItemModel(this))
{
    setWidget(field);
    setCompletionMode(UnfilteredPopupCompletion);
    setModel(m_list);
    setMaxVisibleItems(visibleCountMax);
    auto *view = new QListView;
    setPopup(view);
    // A popup takes its delegate only after the completer has set its own.
    view->setItemDelegate(new OfferDelegate(view));
    view->setUniformItemSizes(true);
    view->setAccessibleName(WidgetText::tr("Suggestions for the filter"));
    connect(this, qOverload<const QModelIndex &>(&QCompleter::activated), this,
            [this](const QModelIndex &index) {
                const auto row = static_cast<size_t>(index.row());
                if (index.isValid() && row < m_offers.size())
                    emit chosen(FilterOffer(m_offers[row]));
            });
}

void FilterCompleter::offer(std::vector<FilterOffer> offers)
{
    m_offers = std::move(offers);
    if (m_offers.empty())
        return hide();
    m_list->clear();
    for (const FilterOffer &offer : m_offers) {
        auto *item = new QStandardItem(offer.text.simplified());
        item->setData(offer.doc, Qt::AccessibleDescriptionRole);
        m_list->appendRow(item);
    }
    setCompletionPrefix({});
    complete();
    popup()->setCurrentIndex({});
}

void FilterCompleter::hide()
{
    if (isShowing())
        popup()->hide();
}

bool FilterCompleter::isShowing() const
{
    return popup()->isVisible();
}

} // namespace rove::ui
