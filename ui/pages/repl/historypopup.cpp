// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/repl/historypopup.h"

#include "ui/pages/repl/replstore.h"
#include "ui/pages/repl/repltext.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/filterbox.h"
#include "ui/widgets/filterstore.h"

#include <QtCore/QStringListModel>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QApplication>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QListView>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr int heightWanted = 340;
constexpr int widthMin = 420;

} // namespace

HistoryPopup::HistoryPopup(ReplStore &store, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_store(store)
    , m_filter(new FilterBox)
    , m_list(new QListView)
    , m_model(new QStringListModel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(StyledPanel);
    setAccessibleName(ReplText::tr("History"));
    m_filter->setPlaceholderText(ReplText::tr("Search the inputs that were run"));
    m_filter->setAccessibleName(ReplText::tr("Search the inputs that were run"));
    m_filter->installEventFilter(this);
    m_list->setModel(m_model);
    m_list->setFont(fonts::code());
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setAccessibleName(ReplText::tr("Inputs, newest first"));

    auto *warning =
        new QLabel(ReplText::tr("Inputs are kept on this computer as plain text, secrets in them too."));
    warning->setWordWrap(true);
    warning->setForegroundRole(QPalette::PlaceholderText);
    auto *keep = new QCheckBox(ReplText::tr("&Keep them"));
    keep->setToolTip(ReplText::tr("Without it, inputs are forgotten when Rove ends"));
    keep->setChecked(store.isHistoryKept());
    connect(keep, &QCheckBox::toggled, &store, &ReplStore::setHistoryKept);
    auto *clear = new QPushButton(ReplText::tr("&Clear History"));
    clear->setAutoDefault(false);
    connect(clear, &QPushButton::clicked, &store, &ReplStore::clearHistory);
    auto *footer = new QHBoxLayout;
    footer->setSpacing(metrics::space2);
    footer->addWidget(warning, 1);
    footer->addWidget(keep);
    footer->addWidget(clear);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::space2, metrics::space2, metrics::space2, metrics::space2);
    layout->setSpacing(metrics::space2);
    layout->addWidget(m_filter);
    layout->addWidget(m_list, 1);
    layout->addLayout(footer);

    connect(m_filter, &QLineEdit::textChanged, this, &HistoryPopup::refresh);
    connect(&store, &ReplStore::historyChanged, this, &HistoryPopup::refresh);
    connect(m_list, &QListView::clicked, this, &HistoryPopup::take);
    connect(m_list, &QListView::activated, this, &HistoryPopup::take);
    refresh();
}

void HistoryPopup::popUp(const QWidget *anchor)
{
    const QPoint corner = anchor->mapToGlobal(QPoint(0, 0));
    resize(std::max(anchor->width(), widthMin), heightWanted);
    move(corner.x(), std::max(0, corner.y() - height()));
    show();
    m_filter->setFocus();
}

void HistoryPopup::refresh()
{
    m_inputs = m_store.search(m_filter->text());
    QStringList lines;
    lines.reserve(m_inputs.size());
    for (const QString &input : std::as_const(m_inputs))
        lines.append(input.simplified());
    m_model->setStringList(lines);
    m_list->setCurrentIndex(m_model->index(0));
    m_filter->setResultText(QLocale().toString(m_inputs.size()));
}

void HistoryPopup::take()
{
    const int row = m_list->currentIndex().row();
    if (row < 0 || row >= m_inputs.size())
        return;
    const QString input = m_inputs.at(row);
    close();
    emit chosen(input);
}

bool HistoryPopup::eventFilter(QObject *object, QEvent *event)
{
    if (object != m_filter || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(object, event);
    auto *key = static_cast<QKeyEvent *>(event);
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        take();
        return true;
    case Qt::Key_Escape:
        close();
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        QApplication::sendEvent(m_list, key);
        return true;
    default:
        return QFrame::eventFilter(object, event);
    }
}

} // namespace rove::ui
