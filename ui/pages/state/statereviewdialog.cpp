// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/state/statereviewdialog.h"

#include "ui/pages/state/statereviewmodel.h"
#include "ui/pages/state/statetext.h"
#include "ui/style/metrics.h"

#include <QtWidgets/QApplication>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStyledItemDelegate>
#include <QtWidgets/QTableView>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

using Decision = StateReviewModel::Decision;

/// Draws the check mark of a choice of one as a radio button.
class RadioDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &given, const QModelIndex &index) const override
    {
        if (!index.data(StateReviewModel::RadioRole).toBool())
            return QStyledItemDelegate::paint(painter, given, index);
        QStyleOptionViewItem option = given;
        initStyleOption(&option, index);
        QStyle *style = option.widget ? option.widget->style() : QApplication::style();
        const bool isOn = option.checkState == Qt::Checked;
        QStyleOptionButton radio;
        radio.rect = style->subElementRect(QStyle::SE_ItemViewItemCheckIndicator, &option, option.widget);
        radio.state = QStyle::State_Enabled | (isOn ? QStyle::State_On : QStyle::State_Off);
        radio.palette = option.palette;
        // The text stays beside the mark, and the mark itself is drawn as another shape.
        const QString text = option.text;
        const QRect textRect = style->subElementRect(QStyle::SE_ItemViewItemText, &option, option.widget);
        option.text.clear();
        option.features &= ~QStyleOptionViewItem::HasCheckIndicator;
        style->drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);
        style->drawPrimitive(QStyle::PE_IndicatorRadioButton, &radio, painter, option.widget);
        const QString elided = option.fontMetrics.elidedText(text, Qt::ElideRight, textRect.width() - 4);
        painter->save();
        painter->setFont(option.font);
        style->drawItemText(painter, textRect.adjusted(3, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
                            option.palette, true, elided, QPalette::Text);
        painter->restore();
    }
};

} // namespace

StateReviewDialog::StateReviewDialog(StateDocument &document, QWidget *parent)
    : QDialog(parent)
    , m_document(document)
    , m_model(new StateReviewModel(document, this))
    , m_table(new QTableView)
    , m_summary(new QLabel)
    , m_apply(new QPushButton)
{
    setWindowTitle(StateText::tr("Review Changes"));
    makeLayout();
    connect(m_model, &StateReviewModel::decisionsChanged, this, &StateReviewDialog::refresh);
    refresh();
    resize(820, 420);
    m_table->setCurrentIndex(m_model->index(0, StateReviewModel::PathColumn));
    m_table->setFocus();
}

void StateReviewDialog::makeLayout()
{
    m_table->setModel(m_model);
    m_table->setItemDelegate(new RadioDelegate(m_table));
    m_table->setAccessibleName(StateText::tr("Changes"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setSelectionBehavior(QAbstractItemView::SelectItems);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(metrics::hitTarget + metrics::space1);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_summary->setWordWrap(true);

    auto *mine = new QPushButton(StateText::tr("Keep &Mine for All"));
    auto *live = new QPushButton(StateText::tr("Take &Live for All"));
    connect(mine, &QPushButton::clicked, this, [this] { m_model->decideAll(Decision::Apply); });
    connect(live, &QPushButton::clicked, this, [this] { m_model->decideAll(Decision::TakeLive); });
    const bool hasConflicts = !m_document.conflicts().empty();
    mine->setVisible(hasConflicts);
    live->setVisible(hasConflicts);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->addButton(m_apply, QDialogButtonBox::AcceptRole);
    buttons->addButton(mine, QDialogButtonBox::ActionRole);
    buttons->addButton(live, QDialogButtonBox::ActionRole);
    m_apply->setDefault(true);
    for (QPushButton *other : {mine, live, buttons->button(QDialogButtonBox::Cancel)})
        other->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::accepted, this, &StateReviewDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &StateReviewDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::space4, metrics::space4, metrics::space4, metrics::space4);
    layout->setSpacing(metrics::space3);
    layout->addWidget(m_summary);
    layout->addWidget(m_table, 1);
    layout->addWidget(buttons);
}

void StateReviewDialog::refresh()
{
    const int all = m_model->rowCount();
    const int applied = m_model->count(Decision::Apply);
    const int open = m_model->count(Decision::Undecided);
    const int dropped = m_model->count(Decision::TakeLive);
    QString text = StateText::tr("Uncheck what is not to be applied now; it stays as a local edit.");
    if (open > 0)
        text =
            StateText::tr("The actor changed %n of these meanwhile. Choose Yours or Live in each row marked "
                          "as a conflict, or uncheck the row.",
                          nullptr, open);
    m_summary->setText(text);
    if (applied == 0 && dropped > 0)
        m_apply->setText(StateText::tr("&Drop %n Edit(s)", nullptr, dropped));
    else if (applied == all)
        m_apply->setText(StateText::tr("&Apply %n Change(s)", nullptr, all));
    else
        m_apply->setText(StateText::tr("&Apply %1 of %n Change(s)", nullptr, all).arg(applied));
    const bool canApply = open == 0 && applied + dropped > 0;
    m_apply->setEnabled(canApply);
    m_apply->setToolTip(canApply   ? QString()
                        : open > 0 ? StateText::tr("There are conflicts to settle.")
                                   : StateText::tr("No change is checked."));
}

void StateReviewDialog::accept()
{
    if (!m_apply->isEnabled())
        return;
    m_chosen = m_model->edits(Decision::Apply);
    const std::vector<quint64> kept = m_model->keptConflicts();
    const std::vector<quint64> dropped = m_model->edits(Decision::TakeLive);
    if (!kept.empty())
        m_document.resolve(kept, StateDocument::Resolution::KeepMine);
    if (!dropped.empty())
        m_document.resolve(dropped, StateDocument::Resolution::TakeLive);
    QDialog::accept();
}

} // namespace rove::ui
