// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/welcome/welcomepage.h"

#include "ui/models/connectionprofilemodel.h"
#include "ui/pages/welcome/welcometext.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/commandbutton.h"
#include "ui/widgets/emptystate.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QListView>
#include <QtWidgets/QMenu>
#include <QtWidgets/QStyledItemDelegate>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr int startWidth = 240;

/// One connection in the list: its name, and its endpoint beside it.
class ProfileDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const auto endpoint =
            index.siblingAtColumn(static_cast<int>(ConnectionProfileModel::Column::Endpoint));
        option->text = u"%1    %2"_s.arg(index.data().toString(), endpoint.data().toString());
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->icon = icon("server"_L1, ColorRole::Muted);
        option->decorationSize = QSize(metrics::iconSize, metrics::iconSize);
    }
};

} // namespace

WelcomePage::WelcomePage(ProfileStore &store, const QList<QAction *> &commands, QWidget *parent)
    : QWidget(parent)
    , m_model(new ConnectionProfileModel(store, this))
    , m_view(new QListView)
    , m_empty(new EmptyState)
{
    auto *columns = new QHBoxLayout;
    columns->setSpacing(metrics::space6);
    columns->addWidget(makeStartPane(commands));
    columns->addWidget(makeConnectionsPane(), 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::space6, metrics::space6, metrics::space6, metrics::space4);
    layout->addLayout(columns);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &WelcomePage::updateEmpty);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &WelcomePage::updateEmpty);
    updateEmpty();
}

QWidget *WelcomePage::makeStartPane(const QList<QAction *> &commands)
{
    auto *pane = new QWidget;
    auto *title = new QLabel(WelcomeText::tr("Start"));
    title->setFont(fonts::title());
    auto *layout = new QVBoxLayout(pane);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space2);
    layout->addWidget(title);
    for (QAction *command : commands)
        layout->addWidget(new CommandButton(command));
    auto *hint =
        new QLabel(WelcomeText::tr("Rove looks into the actors of any Rivet engine: the one inside this "
                                   "program, one on your network, or a cluster."));
    hint->setWordWrap(true);
    hint->setForegroundRole(QPalette::PlaceholderText);
    layout->addSpacing(metrics::space2);
    layout->addWidget(hint);
    layout->addStretch();
    pane->setFixedWidth(startWidth);
    return pane;
}

QWidget *WelcomePage::makeConnectionsPane()
{
    auto *pane = new QWidget;
    auto *title = new QLabel(WelcomeText::tr("Connections"));
    title->setFont(fonts::title());
    m_view->setModel(m_model);
    m_view->setItemDelegate(new ProfileDelegate(m_view));
    m_view->setUniformItemSizes(true);
    m_view->setAccessibleName(WelcomeText::tr("Connections"));
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_empty->setContent(
        "plug"_L1, WelcomeText::tr("No saved connections"),
        WelcomeText::tr("A connection you save is listed here. Its token is kept in the keychain."));
    auto *layout = new QVBoxLayout(pane);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space2);
    layout->addWidget(title);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_empty, 1);
    connect(m_view, &QListView::activated, this, [this] { emit connectRequested(currentProfile()); });
    connect(m_view, &QListView::customContextMenuRequested, this, &WelcomePage::showMenu);
    return pane;
}

void WelcomePage::showMenu(const QPoint &position)
{
    const QString id = currentProfile();
    if (id.isEmpty())
        return;
    QMenu menu(this);
    connect(menu.addAction(WelcomeText::tr("&Connect")), &QAction::triggered, this,
            [this, id] { emit connectRequested(id); });
    connect(menu.addAction(WelcomeText::tr("&Edit…")), &QAction::triggered, this,
            [this, id] { emit editRequested(id); });
    menu.addSeparator();
    connect(menu.addAction(WelcomeText::tr("&Remove…")), &QAction::triggered, this,
            [this, id] { emit removeRequested(id); });
    menu.exec(m_view->viewport()->mapToGlobal(position));
}

QString WelcomePage::currentProfile() const
{
    return m_view->currentIndex().data(static_cast<int>(TableRole::Key)).toString();
}

void WelcomePage::updateEmpty()
{
    const bool isEmpty = m_model->rowCount() == 0;
    m_view->setVisible(!isEmpty);
    m_empty->setVisible(isEmpty);
}

} // namespace rove::ui
