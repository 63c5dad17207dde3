// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/actor/lifecycledialog.h"

#include "ui/pages/actor/actortext.h"
#include "ui/pages/actor/lifecyclestrip.h"
#include "ui/style/icons.h"
#include "ui/widgets/relativetime.h"

#include <QtCore/QDateTime>
#include <QtGui/QClipboard>
#include <QtGui/QStandardItemModel>
#include <QtWidgets/QApplication>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTreeView>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr QSize dialogSize(620, 360);
constexpr int columnCount = 3;

} // namespace

LifecycleDialog::LifecycleDialog(const QString &actor, const QList<LifecycleMark> &marks, QWidget *parent)
    : QDialog(parent)
    , m_model(new QStandardItemModel(0, columnCount, this))
{
    setWindowTitle(ActorText::tr("Life of %1").arg(actor));
    m_model->setHorizontalHeaderLabels(
        {ActorText::tr("When"), ActorText::tr("What"), ActorText::tr("Detail")});
    for (const LifecycleMark &mark : marks) {
        const Tone tone = toneOf(mark.kind);
        auto *what = new QStandardItem(icon(tone.icon, tone.color), lifecycleWord(mark.kind));
        const QDateTime at = QDateTime::fromMSecsSinceEpoch(mark.at.time_since_epoch().count());
        m_model->appendRow({new QStandardItem(absoluteTimeText(at)), what, new QStandardItem(mark.detail)});
    }
    auto *list = new QTreeView;
    list->setModel(m_model);
    list->setRootIsDecorated(false);
    list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list->setAlternatingRowColors(true);
    list->setUniformRowHeights(true);
    list->setAccessibleName(windowTitle());
    list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    list->header()->setSectionResizeMode(columnCount - 1, QHeaderView::Stretch);
    list->setCurrentIndex(m_model->index(m_model->rowCount() - 1, 0));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto *copy = buttons->addButton(ActorText::tr("Copy"), QDialogButtonBox::ActionRole);
    connect(copy, &QPushButton::clicked, this, &LifecycleDialog::copyAll);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(list, 1);
    layout->addWidget(buttons);
    resize(dialogSize);
}

void LifecycleDialog::copyAll()
{
    QString text;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < columnCount; ++column)
            cells.append(m_model->index(row, column).data().toString());
        text += cells.join(u'\t') % u'\n';
    }
    QApplication::clipboard()->setText(text);
    emit copied(windowTitle());
}

} // namespace rove::ui
