// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/state/statetreepane.h"

#include "ui/pages/state/statetext.h"
#include "ui/style/metrics.h"
#include "ui/widgets/findbar.h"
#include "ui/widgets/splitview.h"
#include "ui/widgets/valueinspector.h"
#include "ui/widgets/valuetreefinder.h"
#include "ui/widgets/valuetreemodel.h"
#include "ui/widgets/valuetreeview.h"

#include <QtWidgets/QHeaderView>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

/// With less, the tree needs all the room there is.
constexpr int inspectorWidthMin = 780;
constexpr int inspectorWidth = 260;

} // namespace

StateTreePane::StateTreePane(ValueTreeModel *model, QWidget *parent)
    : QWidget(parent)
    , m_tree(new ValueTreeView)
    , m_inspector(new ValueInspector)
    , m_findBar(new FindBar)
    , m_split(new SplitView(Qt::Horizontal))
{
    m_tree->setModel(model);
    m_tree->setAccessibleName(StateText::tr("State"));
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->resizeSection(ValueTreeModel::PathColumn, 190);
    m_tree->header()->resizeSection(ValueTreeModel::TypeColumn, 76);
    m_tree->header()->resizeSection(ValueTreeModel::ChangedColumn, m_tree->changedWidthHint());
    m_tree->header()->setSectionResizeMode(ValueTreeModel::ValueColumn, QHeaderView::Stretch);
    m_inspector->follow(m_tree);
    new ValueTreeFinder(m_tree, m_findBar, u"state"_s);
    m_split->addWidget(m_tree);
    m_split->addWidget(m_inspector);
    m_split->setFoldingPane(1);
    m_split->setStretchFactor(0, 1);
    m_split->setStretchFactor(1, 0);
    m_split->setSizes({inspectorWidthMin, inspectorWidth});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space1);
    layout->addWidget(m_findBar);
    layout->addWidget(m_split, 1);
    connect(m_tree, &ValueTreeView::copied, this, &StateTreePane::copied);
    connect(m_inspector, &ValueInspector::copied, this, &StateTreePane::copied);
    updateInspector();
}

void StateTreePane::setInspectorWanted(bool wanted)
{
    m_isInspectorWanted = wanted;
    updateInspector();
}

void StateTreePane::setReadOnly(bool readOnly)
{
    m_inspector->setReadOnly(readOnly);
}

void StateTreePane::updateInspector()
{
    m_inspector->setVisible(m_isInspectorWanted && width() >= inspectorWidthMin);
}

void StateTreePane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    updateInspector();
}

} // namespace rove::ui
