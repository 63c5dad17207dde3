// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/state/statediffview.h"
#include "ui/pages/state/stateeditstrip.h"
#include "ui/pages/state/statehistorybar.h"
#include "ui/pages/state/statepage.h"
#include "ui/pages/state/statetext.h"
#include "ui/pages/state/statetreepane.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/command.h"
#include "ui/widgets/commandbutton.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/findbar.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/valuetablemodel.h"
#include "ui/widgets/valuetableview.h"
#include "ui/widgets/valuetreeview.h"

#include <QtCore/QMimeData>
#include <QtGui/QDropEvent>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

// Where everything on the state page is, and what can be dropped on it.
namespace rove::ui {
namespace {

constexpr int depthMax = 9;

QToolButton *toolButton(QAction *command)
{
    auto *button = new QToolButton;
    button->setDefaultAction(command);
    button->setAutoRaise(true);
    button->setAccessibleName(plainText(command));
    button->setMinimumSize(metrics::hitTarget, metrics::hitTarget);
    return button;
}

/// The one local file that is being dragged, if it is a state by its name.
QString draggedFile(const QMimeData *data)
{
    if (data->urls().size() != 1)
        return {};
    const QString path = data->urls().constFirst().toLocalFile();
    const bool isState =
        path.endsWith(".json"_L1, Qt::CaseInsensitive) || path.endsWith(".cbor"_L1, Qt::CaseInsensitive);
    return isState ? path : QString();
}

} // namespace

void StatePage::makeLayout()
{
    m_treeModel->setRootName(u"state"_s);
    m_tableView->setModel(m_tableModel);
    m_tableView->setAccessibleName(StateText::tr("State as a table"));
    m_treeView->viewport()->installEventFilter(this);
    m_treeView->setAcceptDrops(true);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_treePane);
    m_stack->addWidget(m_jsonView);
    m_stack->addWidget(m_tooLarge);
    m_stack->addWidget(m_diffView);
    m_stack->addWidget(m_tableView);
    m_toolRow->setLayout(makeToolRow());
    m_footer->setLayout(makeFooter());

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space1);
    layout->addWidget(m_toolRow);
    layout->addWidget(m_strip);
    layout->addWidget(makeConflictRow());
    for (MessageBar *bar : {m_situation, m_versionBar, m_importBar, m_message})
        layout->addWidget(bar);
    layout->addWidget(m_busy);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_footer);
    layout->addWidget(m_historyBar);
}

QLayout *StatePage::makeToolRow()
{
    for (int depth = 1; depth <= depthMax; ++depth)
        m_depthBox->addItem(StateText::tr("Depth %1").arg(depth), depth);
    m_depthBox->addItem(StateText::tr("All levels"), 0);
    m_depthBox->setCurrentIndex(stateDepthAtFirst - 1);
    m_depthBox->setAccessibleName(StateText::tr("How many levels are open"));
    m_depthBox->setToolTip(StateText::tr("Open the tree down to this level"));
    connect(m_depthBox, &QComboBox::activated, this, [this] { setDepth(m_depthBox->currentData().toInt()); });
    m_liveNote->setElideMode(Qt::ElideRight);
    m_liveNote->setForegroundRole(QPalette::PlaceholderText);

    auto *row = new QHBoxLayout;
    row->setContentsMargins({});
    row->setSpacing(metrics::space1);
    for (QAction *mode : {m_tree, m_json, m_diff, m_table}) {
        QToolButton *button = toolButton(mode);
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        button->setMinimumSize(button->sizeHint().expandedTo(QSize(metrics::hitTarget, metrics::hitTarget)));
        row->addWidget(button);
    }
    row->addSpacing(metrics::space1);
    auto *find = new QToolButton;
    find->setIcon(icon("search"_L1));
    find->setAutoRaise(true);
    find->setMinimumSize(metrics::hitTarget, metrics::hitTarget);
    find->setAccessibleName(StateText::tr("Find"));
    find->setToolTip(StateText::tr("Find in the state (%1)")
                         .arg(QKeySequence(QKeySequence::Find).toString(QKeySequence::NativeText)));
    connect(find, &QToolButton::clicked, this, [this] {
        if (m_mode != Mode::Json)
            setMode(Mode::Tree);
        findBar()->open();
    });
    row->addWidget(find);
    row->addWidget(m_depthBox);
    row->addSpacing(metrics::space2);
    row->addStretch(1);
    row->addWidget(m_liveIcon);
    row->addWidget(m_liveNote);
    row->addWidget(toolButton(m_pause));
    row->addWidget(toolButton(m_inspector));
    return row;
}

QLayout *StatePage::makeFooter()
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins({});
    row->setSpacing(metrics::space1);
    for (QAction *command :
         {m_treeView->addAction(), m_treeView->duplicateAction(), m_treeView->deleteAction(), m_pasteJson})
        row->addWidget(toolButton(command));
    row->addSpacing(metrics::space2);
    row->addWidget(toolButton(m_import));
    row->addWidget(toolButton(m_export));
    row->addStretch(1);
    m_sizeLabel->setForegroundRole(QPalette::PlaceholderText);
    row->addWidget(m_sizeLabel);
    return row;
}

QWidget *StatePage::makeConflictRow()
{
    m_conflictText->setWordWrap(true);
    m_conflictText->setTextFormat(Qt::PlainText);
    auto *row = new QHBoxLayout(m_conflictRow);
    row->setContentsMargins({});
    row->setSpacing(metrics::space1);
    row->addWidget(new IconLabel("exclamation-triangle"_L1, ColorRole::Warning));
    row->addWidget(m_conflictText, 1);
    row->addWidget(new CommandButton(m_nextConflict));
    row->addWidget(new CommandButton(m_keepMine));
    row->addWidget(new CommandButton(m_takeLive));
    return m_conflictRow;
}

bool StatePage::eventFilter(QObject *object, QEvent *event)
{
    const bool isDrag = event->type() == QEvent::DragEnter || event->type() == QEvent::DragMove;
    if (object == m_treeView->viewport() && (isDrag || event->type() == QEvent::Drop)) {
        auto *drop = static_cast<QDropEvent *>(event);
        const QString path = draggedFile(drop->mimeData());
        if (path.isEmpty() || !m_import->isEnabled())
            return QWidget::eventFilter(object, event);
        drop->acceptProposedAction();
        if (!isDrag)
            importFile(path);
        return true;
    }
    return QWidget::eventFilter(object, event);
}

} // namespace rove::ui
