// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/shortcutseditor.h"

#include "ui/shell/actionregistry.h"
#include "ui/shell/shelltext.h"
#include "ui/shell/shortcutmap.h"
#include "ui/style/metrics.h"
#include "ui/widgets/clearbutton.h"
#include "ui/widgets/filterbox.h"
#include "ui/widgets/messagebar.h"

#include <QtCore/QFile>
#include <QtCore/QSaveFile>
#include <QtCore/QSortFilterProxyModel>
#include <QtGui/QStandardItemModel>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QKeySequenceEdit>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTreeView>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

enum Column { NameColumn, KeysColumn, SentenceColumn, ColumnCount };
constexpr int idRole = Qt::UserRole + 1;
constexpr qint64 importBytesMax = 256 * 1024;
constexpr int listHeightMin = 330;

QPushButton *makeButton(const QString &text)
{
    auto *button = new QPushButton(text);
    button->setAutoDefault(false);
    return button;
}

} // namespace

ShortcutsEditor::ShortcutsEditor(ActionRegistry &registry, ShortcutMap &map, QWidget *parent)
    : QWidget(parent)
    , m_registry(registry)
    , m_map(map)
    , m_model(new QStandardItemModel(0, ColumnCount, this))
    , m_proxy(new QSortFilterProxyModel(this))
    , m_filter(new FilterBox)
    , m_view(new QTreeView)
    , m_recorder(new QKeySequenceEdit)
    , m_message(new MessageBar)
    , m_chosen(new QLabel)
    , m_assign(makeButton(ShellText::tr("&Give Keys")))
    , m_remove(makeButton(ShellText::tr("Take Keys A&way")))
    , m_reset(makeButton(ShellText::tr("Re&set")))
{
    m_proxy->setSourceModel(m_model);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_proxy->setFilterKeyColumn(-1);
    fill();
    makeLayout();
    connect(m_filter, &FilterBox::filterChanged, m_proxy, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ShortcutsEditor::showCurrent);
    connect(m_recorder, &QKeySequenceEdit::keySequenceChanged, this, &ShortcutsEditor::showConflict);
    connect(m_assign, &QPushButton::clicked, this, &ShortcutsEditor::assign);
    connect(m_remove, &QPushButton::clicked, this, [this] { m_map.setKeys(*current(), {}); });
    connect(m_reset, &QPushButton::clicked, this, [this] { m_map.reset(current()->objectName()); });
    connect(&map, &ShortcutMap::changed, this, &ShortcutsEditor::refreshKeys);
    connect(&registry, &ActionRegistry::added, this, &ShortcutsEditor::fill);
    showCurrent();
}

void ShortcutsEditor::makeLayout()
{
    m_filter->setPlaceholderText(ShellText::tr("Find a command or keys"));
    m_filter->setAccessibleName(ShellText::tr("Find a command or keys"));
    m_view->setModel(m_proxy);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAlternatingRowColors(true);
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(NameColumn, Qt::AscendingOrder);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setAccessibleName(ShellText::tr("Commands"));
    m_view->setMinimumHeight(listHeightMin);
    m_view->header()->setSectionResizeMode(NameColumn, QHeaderView::ResizeToContents);
    m_view->header()->setSectionResizeMode(KeysColumn, QHeaderView::ResizeToContents);
    m_recorder->setMaximumSequenceLength(1);
    m_recorder->setAccessibleName(ShellText::tr("New keys"));
    // The field inside is what has the focus.
    if (auto *field = m_recorder->findChild<QLineEdit *>()) {
        field->setAccessibleName(ShellText::tr("New keys"));
        addClearButton(*field);
    }
    auto *keys = new QHBoxLayout;
    keys->setSpacing(metrics::space2);
    keys->addWidget(m_chosen);
    keys->addWidget(m_recorder, 1);
    auto *changes = new QHBoxLayout;
    changes->setSpacing(metrics::space2);
    changes->addWidget(m_assign);
    changes->addWidget(m_remove);
    changes->addWidget(m_reset);
    changes->addStretch();
    auto *all = makeButton(ShellText::tr("Reset All &Keys"));
    auto *save = makeButton(ShellText::tr("&Export…"));
    auto *load = makeButton(ShellText::tr("&Import…"));
    connect(all, &QPushButton::clicked, &m_map, &ShortcutMap::resetAll);
    connect(save, &QPushButton::clicked, this, &ShortcutsEditor::askExport);
    connect(load, &QPushButton::clicked, this, &ShortcutsEditor::askImport);
    auto *files = new QHBoxLayout;
    files->setSpacing(metrics::space2);
    files->addWidget(all);
    files->addStretch();
    files->addWidget(load);
    files->addWidget(save);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space2);
    layout->addWidget(m_filter);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_message);
    layout->addLayout(keys);
    layout->addLayout(changes);
    layout->addLayout(files);
}

void ShortcutsEditor::fill()
{
    m_model->removeRows(0, m_model->rowCount());
    m_model->setHorizontalHeaderLabels(
        {ShellText::tr("Command"), ShellText::tr("Keys"), ShellText::tr("What it does")});
    for (const QAction *command : m_registry.actions()) {
        auto *name = new QStandardItem(command->icon(), plainText(command));
        name->setData(command->objectName(), idRole);
        const QString sentence = commandSentence(command);
        m_model->appendRow({name, new QStandardItem,
                            new QStandardItem(sentence == plainText(command) ? QString() : sentence)});
    }
    refreshKeys();
}

void ShortcutsEditor::refreshKeys()
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QString id = m_model->item(row)->data(idRole).toString();
        const QAction *command = m_registry.find(id);
        QStandardItem *keys = m_model->item(row, KeysColumn);
        keys->setText(QKeySequence::listToString(command->shortcuts(), QKeySequence::NativeText));
        QFont font;
        font.setBold(m_map.isChanged(id));
        keys->setFont(font);
        keys->setToolTip(m_map.isChanged(id) ? ShellText::tr("Changed; usually %1")
                                                   .arg(QKeySequence::listToString(standardKeys(command),
                                                                                   QKeySequence::NativeText))
                                             : QString());
    }
    showCurrent();
}

QAction *ShortcutsEditor::current() const
{
    const QModelIndex index =
        m_view->selectionModel() ? m_view->currentIndex().siblingAtColumn(NameColumn) : QModelIndex();
    return index.isValid() ? m_registry.find(index.data(idRole).toString()) : nullptr;
}

void ShortcutsEditor::choose(const QString &id)
{
    for (int row = 0; row < m_proxy->rowCount(); ++row) {
        const QModelIndex index = m_proxy->index(row, NameColumn);
        if (index.data(idRole).toString() == id)
            m_view->setCurrentIndex(index);
    }
}

void ShortcutsEditor::showCurrent()
{
    const QAction *command = current();
    m_chosen->setText(command ? plainText(command) : ShellText::tr("Choose a command"));
    m_recorder->setEnabled(command);
    m_remove->setEnabled(command && !command->shortcuts().isEmpty());
    m_reset->setEnabled(command && m_map.isChanged(command->objectName()));
    const QSignalBlocker quiet(m_recorder);
    m_recorder->setKeySequence(command ? command->shortcut() : QKeySequence());
    m_assign->setEnabled(false);
    m_message->clear();
}

void ShortcutsEditor::showConflict()
{
    const QAction *command = current();
    const QKeySequence keys = m_recorder->keySequence();
    if (!command || keys.isEmpty())
        return m_assign->setEnabled(false);
    const QAction *other = ShortcutMap::findConflict(m_registry, *command, {keys});
    m_assign->setEnabled(!other && !command->shortcuts().contains(keys));
    if (other)
        m_message->showMessage(
            MessageBar::Severity::Warning,
            ShellText::tr("%1 belongs to “%2”. Take it away there first, or choose others.")
                .arg(keys.toString(QKeySequence::NativeText), plainText(other)));
    else
        m_message->clear();
}

void ShortcutsEditor::assign()
{
    if (QAction *command = current())
        m_map.setKeys(*command, {m_recorder->keySequence()});
}

void ShortcutsEditor::askExport()
{
    const QString path = QFileDialog::getSaveFileName(this, ShellText::tr("Export Shortcuts"),
                                                      u"rove-shortcuts.json"_s, u"JSON (*.json)"_s);
    if (!path.isEmpty())
        exportTo(path);
}

void ShortcutsEditor::exportTo(const QString &path)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(m_map.exported()) >= 0 && file.commit())
        m_message->showMessage(MessageBar::Severity::Information,
                               ShellText::tr("The shortcuts were written to %1.").arg(path));
    else
        m_message->showMessage(MessageBar::Severity::Error,
                               ShellText::tr("%1 could not be written: %2").arg(path, file.errorString()));
}

void ShortcutsEditor::askImport()
{
    const QString path =
        QFileDialog::getOpenFileName(this, ShellText::tr("Import Shortcuts"), {}, u"JSON (*.json)"_s);
    if (!path.isEmpty())
        importFrom(path);
}

void ShortcutsEditor::importFrom(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > importBytesMax) {
        m_message->showMessage(MessageBar::Severity::Error, ShellText::tr("%1 could not be read.").arg(path));
        return;
    }
    if (!m_map.importFrom(file.readAll()))
        m_message->showMessage(
            MessageBar::Severity::Error,
            ShellText::tr("%1 does not list shortcuts, so nothing was changed.").arg(path));
    else
        m_message->showMessage(MessageBar::Severity::Information,
                               ShellText::tr("The shortcuts of %1 are in use.").arg(path));
}

} // namespace rove::ui
