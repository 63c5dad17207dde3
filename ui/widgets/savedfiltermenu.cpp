// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/savedfiltermenu.h"

#include "ui/style/icons.h"
#include "ui/widgets/widgettext.h"

#include <QtWidgets/QInputDialog>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr qsizetype lineLengthMax = 60;
constexpr qsizetype historyLinesMax = 10;

/// A menu's text: `&` is no mnemonic, and it stays a line.
QString menuText(QString text)
{
    text = text.simplified();
    if (text.size() > lineLengthMax)
        text = text.left(lineLengthMax) + u'…';
    return text.replace(u'&', u"&&"_s);
}

} // namespace

SavedFilterMenu::SavedFilterMenu(QWidget *parent)
    : QMenu(parent)
{
    setToolTipsVisible(true);
    connect(this, &QMenu::aboutToShow, this, &SavedFilterMenu::fill);
}

void SavedFilterMenu::fill()
{
    clear();
    if (!m_store)
        return;
    QAction *save = addAction(ui::icon("bookmark-star"_L1), WidgetText::tr("&Save Filter…"));
    save->setEnabled(!m_text.isEmpty());
    save->setToolTip(m_text.isEmpty() ? WidgetText::tr("There is no filter to save") : menuText(m_text));
    connect(save, &QAction::triggered, this, [this, text = m_text] {
        askForName(WidgetText::tr("Save Filter"), text.left(FilterStore::nameLengthMax),
                   [this, text](const QString &name) {
                       if (m_store)
                           m_store->save(name, text);
                   });
    });
    addSaved();
    addHistory();
}

void SavedFilterMenu::addSaved()
{
    if (m_store->saved().isEmpty())
        return;
    addSection(WidgetText::tr("Saved filters"));
    QMenu *change = nullptr;
    for (const SavedFilter &filter : m_store->saved()) {
        QAction *use = addAction(menuText(filter.name));
        use->setToolTip(menuText(filter.text));
        connect(use, &QAction::triggered, this, [this, text = filter.text] { emit chosen(text); });
        if (!change)
            change = new QMenu(WidgetText::tr("&Manage Saved Filters"), this);
        QMenu *one = change->addMenu(menuText(filter.name));
        connect(one->addAction(ui::icon("pencil"_L1), WidgetText::tr("&Rename…")), &QAction::triggered, this,
                [this, name = filter.name] {
                    askForName(WidgetText::tr("Rename Filter"), name, [this, name](const QString &newName) {
                        if (m_store)
                            m_store->rename(name, newName);
                    });
                });
        connect(one->addAction(ui::icon("trash3"_L1), WidgetText::tr("&Delete")), &QAction::triggered, this,
                [this, name = filter.name] {
                    if (m_store)
                        m_store->remove(name);
                });
    }
    addMenu(change);
}

void SavedFilterMenu::addHistory()
{
    if (m_store->history().isEmpty())
        return;
    addSection(WidgetText::tr("Recent filters"));
    for (const QString &text :
         m_store->history().first(std::min(historyLinesMax, m_store->history().size()))) {
        connect(addAction(ui::icon("clock-history"_L1), menuText(text)), &QAction::triggered, this,
                [this, text] { emit chosen(text); });
    }
}

void SavedFilterMenu::askForName(const QString &title, const QString &name,
                                 const std::function<void(const QString &)> &take)
{
    auto *dialog = new QInputDialog(parentWidget());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setLabelText(WidgetText::tr("Name of the filter"));
    dialog->setTextValue(name);
    connect(dialog, &QInputDialog::textValueSelected, this, take);
    dialog->open();
}

} // namespace rove::ui
