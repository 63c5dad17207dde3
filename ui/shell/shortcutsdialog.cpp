// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/shortcutsdialog.h"

#include "ui/shell/actionregistry.h"
#include "ui/shell/shelltext.h"
#include "ui/style/metrics.h"
#include "ui/widgets/filterbox.h"

#include <QtCore/QSortFilterProxyModel>
#include <QtGui/QStandardItemModel>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QTreeView>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

QStandardItemModel *makeModel(const ActionRegistry &registry, QObject *parent)
{
    auto *model = new QStandardItemModel(0, 3, parent);
    model->setHorizontalHeaderLabels(
        {ShellText::tr("Command"), ShellText::tr("Keys"), ShellText::tr("What it does")});
    for (const QAction *command : registry.actions()) {
        if (command->shortcuts().isEmpty())
            continue;
        auto *name = new QStandardItem(command->icon(), plainText(command));
        auto *keys =
            new QStandardItem(QKeySequence::listToString(command->shortcuts(), QKeySequence::NativeText));
        auto *sentence = new QStandardItem(command->toolTip().section(u'\n', 0, 0).section(u" ("_s, 0, 0));
        model->appendRow({name, keys, sentence});
    }
    return model;
}

} // namespace

ShortcutsDialog::ShortcutsDialog(const ActionRegistry &registry, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(ShellText::tr("Keyboard Shortcuts"));
    auto *proxy = new QSortFilterProxyModel(this);
    proxy->setSourceModel(makeModel(registry, this));
    proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    proxy->setFilterKeyColumn(-1);
    proxy->sort(0);
    auto *filter = new FilterBox;
    filter->setPlaceholderText(ShellText::tr("Find a command"));
    filter->setAccessibleName(ShellText::tr("Find a command"));
    connect(filter, &FilterBox::filterChanged, proxy, &QSortFilterProxyModel::setFilterFixedString);
    auto *view = new QTreeView;
    view->setModel(proxy);
    view->setRootIsDecorated(false);
    view->setAlternatingRowColors(true);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setAccessibleName(ShellText::tr("Commands"));
    view->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(metrics::space2);
    layout->addWidget(filter);
    layout->addWidget(view, 1);
    layout->addWidget(buttons);
    resize(720, 520);
}

} // namespace rove::ui
