// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/state/statediffview.h"

#include "ui/models/serialworker.h"
#include "ui/pages/state/statediffmodel.h"
#include "ui/pages/state/statetext.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/jsontext.h"

#include <QtCore/QSignalBlocker>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QTreeView>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

/// All rows are opened at once up to this many differences.
constexpr int openedCountMax = 500;

void fill(QComboBox *box, const QList<DiffSide> &sides)
{
    const QSignalBlocker blocked(box);
    const QString chosen = box->currentData().toString();
    box->clear();
    for (const DiffSide &side : sides)
        box->addItem(side.text, side.id);
    box->setCurrentIndex(std::max(box->findData(chosen), 0));
}

} // namespace

StateDiffView::StateDiffView(QWidget *parent)
    : QWidget(parent)
    , m_before(new QComboBox)
    , m_after(new QComboBox)
    , m_counts(new QLabel)
    , m_busy(new BusyBar)
    , m_stack(new QStackedWidget)
    , m_tree(new QTreeView)
    , m_empty(new EmptyState)
    , m_model(new StateDiffModel(this))
{
    m_tree->setModel(m_model);
    m_tree->setAccessibleName(StateText::tr("Differences"));
    m_tree->setUniformRowHeights(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->resizeSection(StateDiffModel::PathColumn, 220);
    m_tree->header()->setSectionResizeMode(StateDiffModel::BeforeColumn, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(StateDiffModel::AfterColumn, QHeaderView::Stretch);
    m_tree->installEventFilter(this);
    makeLayout();
    for (QComboBox *box : {m_before, m_after}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(14);
        connect(box, &QComboBox::currentIndexChanged, this, [this] {
            showSides();
            emit sidesChosen();
        });
    }
}

void StateDiffView::makeLayout()
{
    auto *label = new QLabel(StateText::tr("&Compare"));
    label->setBuddy(m_before);
    auto *with = new QLabel(StateText::tr("&with"));
    with->setBuddy(m_after);
    m_before->setAccessibleName(StateText::tr("Compare this state"));
    m_after->setAccessibleName(StateText::tr("With this state"));
    auto *swap = new QToolButton;
    swap->setIcon(icon("arrow-left-right"_L1));
    swap->setAutoRaise(true);
    swap->setToolTip(StateText::tr("Swap the two sides"));
    swap->setAccessibleName(StateText::tr("Swap the two sides"));
    connect(swap, &QToolButton::clicked, this, [this] {
        choose(after(), before());
        emit sidesChosen();
    });

    auto *row = new QHBoxLayout;
    row->setContentsMargins({});
    row->setSpacing(metrics::space1);
    row->addWidget(label);
    row->addWidget(m_before, 1);
    row->addWidget(with);
    row->addWidget(m_after, 1);
    row->addWidget(swap);
    row->addSpacing(metrics::space2);
    row->addWidget(m_counts, 1);
    m_stack->addWidget(m_tree);
    m_stack->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space1);
    layout->addLayout(row);
    layout->addWidget(m_busy);
    layout->addWidget(m_stack, 1);
}

void StateDiffView::setChoices(const QList<DiffSide> &sides)
{
    // Not while somebody chooses.
    const bool isOpen = m_before->view()->isVisible() || m_after->view()->isVisible();
    if (isOpen || m_choices == sides)
        return;
    m_choices = sides;
    fill(m_before, sides);
    fill(m_after, sides);
    showSides();
}

QString StateDiffView::before() const
{
    return m_before->currentData().toString();
}

QString StateDiffView::after() const
{
    return m_after->currentData().toString();
}

QString StateDiffView::titleOf(const QComboBox *box)
{
    return box->currentText();
}

void StateDiffView::choose(const QString &before, const QString &after)
{
    for (const auto &[box, id] : {std::pair(m_before, before), std::pair(m_after, after)}) {
        const QSignalBlocker blocked(box);
        if (const int index = box->findData(id); index >= 0)
            box->setCurrentIndex(index);
    }
    showSides();
}

/// The header names the sides from the moment they are chosen, so rows that compare others go.
void StateDiffView::showSides()
{
    const std::pair sides(before(), after());
    if (std::exchange(m_sides, sides) != sides) {
        ++m_generation;
        m_model->setDiff({});
        m_counts->clear();
        m_stack->setCurrentWidget(m_tree);
    }
    m_model->setTitles(titleOf(m_before), titleOf(m_after));
}

const StateDiff &StateDiffView::diff() const
{
    return m_model->diff();
}

// --- Comparing ---

void StateDiffView::compare(const QCborValue &before, const QCborValue &after)
{
    m_beforeValue = before;
    m_afterValue = after;
    m_isOld = m_isComparing;
    if (!m_isComparing)
        start();
}

void StateDiffView::start()
{
    m_isComparing = true;
    m_busy->setBusy(true);
    SerialWorker()
        .run([before = m_beforeValue, after = m_afterValue] { return compareStates(before, after); })
        .then(this, [this, generation = m_generation](const StateDiff &diff) {
            m_isComparing = false;
            if (generation == m_generation)
                show(diff);
            if (std::exchange(m_isOld, false))
                return start();
            m_busy->setBusy(false);
            emit compared();
        });
}

void StateDiffView::show(StateDiff diff)
{
    const bool isEmpty = diff.nodes.empty();
    const int scroll = m_tree->indexAt({}).row();
    m_model->setDiff(std::move(diff));
    m_counts->setText(countText());
    if (isEmpty)
        m_empty->setContent("check-circle"_L1, StateText::tr("No differences"),
                            StateText::tr("Both states hold the same values."));
    else if (m_model->diff().count() <= openedCountMax)
        m_tree->expandAll();
    else
        m_tree->expandToDepth(1);
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_empty) : m_tree);
    if (!isEmpty && scroll < 1)
        m_tree->scrollToTop();
}

void StateDiffView::showProblem(const QString &text)
{
    // What is still being compared is not wanted any more.
    ++m_generation;
    m_isOld = false;
    m_model->setDiff({});
    m_counts->clear();
    m_empty->setContent("arrow-left-right"_L1, StateText::tr("Nothing to compare"), text);
    m_stack->setCurrentWidget(m_empty);
}

QString StateDiffView::countText() const
{
    const StateDiff &diff = m_model->diff();
    if (diff.isTooMany)
        return StateText::tr("More than %L1 differences").arg(stateDiffCountMax);
    const QString added = StateText::tr("%n added", "differences", diff.addedCount);
    const QString removed = StateText::tr("%n removed", "differences", diff.removedCount);
    const QString changed = StateText::tr("%n changed", "differences", diff.changedCount);
    return StateText::tr("+ %1   − %2   ~ %3", "counts of a comparison").arg(added, removed, changed);
}

void StateDiffView::copyCurrent()
{
    const DiffNode *node = m_model->nodeOf(m_tree->currentIndex());
    if (!node)
        return;
    const auto text = [](const std::optional<QCborValue> &value) {
        return value ? toJsonText(*value, JsonLayout::OneLine) : QString();
    };
    const QString row = QStringList{node->path.toString(), text(node->before), text(node->after)}.join(u'\t');
    QGuiApplication::clipboard()->setText(row);
    emit copied(StateText::tr("the difference"));
}

bool StateDiffView::eventFilter(QObject *object, QEvent *event)
{
    if (object == m_tree && event->type() == QEvent::KeyPress) {
        if (static_cast<QKeyEvent *>(event)->matches(QKeySequence::Copy)) {
            copyCurrent();
            return true;
        }
    }
    return QWidget::eventFilter(object, event);
}

} // namespace rove::ui
