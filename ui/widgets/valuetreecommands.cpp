// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"
#include "ui/widgets/command.h"
#include "ui/widgets/jsontext.h"
#include "ui/widgets/valuedialog.h"
#include "ui/widgets/valuetreemodel.h"
#include "ui/widgets/valuetreeview.h"
#include "ui/widgets/widgettext.h"

#include <QtCore/QCborMap>
#include <QtGui/QClipboard>
#include <QtGui/QContextMenuEvent>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QInputDialog>
#include <QtWidgets/QMenu>

#include <array>

namespace rove::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr int expandDepthMax = 9;
constexpr qsizetype oneLineLengthMax = 200;

constexpr std::array changeableKinds{ValueKind::String, ValueKind::Integer, ValueKind::BigInt,
                                     ValueKind::Bool,   ValueKind::Null,    ValueKind::Undefined,
                                     ValueKind::Date,   ValueKind::Bytes,   ValueKind::Object,
                                     ValueKind::Array,  ValueKind::Map,     ValueKind::Set};

bool needsDialog(const QCborValue &value)
{
    const ValueKind kind = kindOf(value);
    if (isContainer(kind) || kind == ValueKind::Tagged)
        return true;
    if (kind == ValueKind::Bytes)
        return editText(value).size() > oneLineLengthMax;
    const QString text = kind == ValueKind::String ? value.toString() : QString();
    return text.size() > oneLineLengthMax || text.contains(u'\n');
}

bool hasKeys(ValueKind kind)
{
    return kind == ValueKind::Object || kind == ValueKind::Map;
}

bool containsKey(const QCborValue &container, const QString &key)
{
    const QCborValue content = container.isTag() ? container.taggedValue() : container;
    return content.toMap().contains(key);
}

QString unusedKey(const QCborValue &container, const QString &wanted)
{
    QString key = wanted;
    for (int i = 2; containsKey(container, key); ++i)
        key = wanted + QString::number(i);
    return key;
}

} // namespace

void ValueTreeView::makeActions()
{
    const auto make = [this](const QString &id, const QString &text, QLatin1StringView iconName,
                             const QKeySequence &keys, auto method) {
        QAction *action =
            makeCommand(this, {.id = id,
                               .text = text,
                               .icon = iconName,
                               .shortcuts = keys.isEmpty() ? QList<QKeySequence>() : QList{keys}});
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, method);
        addAction(action);
        return action;
    };
    m_edit =
        make(u"value.edit"_s, WidgetText::tr("Edit"), "pencil"_L1, Qt::Key_F2, [this] { editCurrent(); });
    m_editInDialog = make(u"value.editInDialog"_s, WidgetText::tr("Edit in Dialog…"), {},
                          Qt::SHIFT | Qt::Key_F2, [this] { editInDialog(currentRow()); });
    m_copyValue = make(u"value.copy"_s, WidgetText::tr("Copy Value"), "clipboard"_L1, QKeySequence::Copy,
                       [this] { copyValue(); });
    m_copyPath = make(u"value.copyPath"_s, WidgetText::tr("Copy Path"), "link-45deg"_L1,
                      Qt::CTRL | Qt::SHIFT | Qt::Key_C, [this] { copyPath(); });
    m_copyCbor = make(u"value.copyCbor"_s, WidgetText::tr("Copy as CBOR"), {}, {}, [this] { copyCbor(); });
    m_add = make(u"value.add"_s, WidgetText::tr("Add Entry…"), "plus-lg"_L1, Qt::Key_Insert,
                 [this] { addEntry(); });
    m_duplicate = make(u"value.duplicate"_s, WidgetText::tr("Duplicate"), "copy"_L1, Qt::CTRL | Qt::Key_D,
                       [this] { duplicateCurrent(); });
    m_setNull = make(u"value.setNull"_s, WidgetText::tr("Set to null"), {}, {},
                     [this] { setCurrentValue(QCborValue(nullptr)); });
    m_setUndefined = make(u"value.setUndefined"_s, WidgetText::tr("Set to undefined"), {}, {},
                          [this] { setCurrentValue(QCborValue(QCborValue::Undefined)); });
    m_expandAll = make(u"value.expandAll"_s, WidgetText::tr("Expand All Under Here"), {}, Qt::Key_Asterisk,
                       [this] { expandAllHere(); });
    m_collapse =
        make(u"value.collapse"_s, WidgetText::tr("Collapse"), {}, {}, [this] { collapse(currentRow()); });
    m_delete = make(u"value.delete"_s, WidgetText::tr("Delete"), "trash3"_L1, QKeySequence::Delete,
                    [this] { removeCurrent(); });
    updateActions();
}

void ValueTreeView::updateActions()
{
    const QModelIndex index = currentRow();
    const bool exists = index.isValid();
    const bool canEdit = exists && m_model->isEditable() && !m_model->isRemovedRow(index);
    const bool isEntry = canEdit && index.parent().isValid();
    const bool opens = exists && m_model->hasChildren(index);
    m_edit->setEnabled(canEdit);
    m_editInDialog->setEnabled(canEdit);
    m_setNull->setEnabled(canEdit);
    m_setUndefined->setEnabled(canEdit);
    m_add->setEnabled(canEdit && (isEntry || isContainer(kindOf(m_model->valueOf(index)))));
    m_duplicate->setEnabled(isEntry);
    m_delete->setEnabled(isEntry);
    m_copyValue->setEnabled(exists);
    m_copyPath->setEnabled(exists);
    m_copyCbor->setEnabled(exists);
    m_expandAll->setEnabled(opens);
    m_collapse->setEnabled(opens && isExpanded(index));
}

void ValueTreeView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    updateActions();
}

void ValueTreeView::contextMenuEvent(QContextMenuEvent *event)
{
    const QModelIndex index = currentRow();
    if (!index.isValid())
        return;
    updateActions();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillMenu(menu);
    const bool fromKeyboard = event->reason() == QContextMenuEvent::Keyboard;
    const QPoint below = viewport()->mapToGlobal(visualRect(index).bottomLeft());
    menu->popup(fromKeyboard ? below : event->globalPos());
}

void ValueTreeView::fillMenu(QMenu *menu)
{
    if (m_model->isEditable()) {
        menu->addActions({m_edit, m_editInDialog});
        fillTypeMenu(menu->addMenu(WidgetText::tr("Change Type")));
        menu->addSeparator();
        menu->addActions({m_add, m_duplicate, m_setNull, m_setUndefined});
        menu->addSeparator();
    }
    menu->addActions({m_copyValue, m_copyPath, m_copyCbor});
    menu->addSeparator();
    QMenu *depths = menu->addMenu(WidgetText::tr("Expand to Depth"));
    depths->setEnabled(m_expandAll->isEnabled());
    for (int depth = 1; depth <= expandDepthMax; ++depth)
        connect(depths->addAction(u"&%1"_s.arg(depth)), &QAction::triggered, this,
                [this, depth] { expandToDepthHere(depth); });
    menu->addActions({m_expandAll, m_collapse});
    if (m_model->isEditable()) {
        menu->addSeparator();
        menu->addAction(m_delete);
    }
}

void ValueTreeView::fillTypeMenu(QMenu *menu)
{
    menu->setEnabled(m_edit->isEnabled());
    const QCborValue value = m_model->valueOf(currentRow());
    const ValueKind current = kindOf(value) == ValueKind::Float ? ValueKind::Integer : kindOf(value);
    for (const ValueKind kind : changeableKinds) {
        QAction *action = menu->addAction(kind == ValueKind::Integer ? u"number"_s : kindName(kind));
        action->setCheckable(true);
        action->setChecked(kind == current);
        connect(action, &QAction::triggered, this,
                [this, value, kind] { setCurrentValue(convertedTo(value, kind)); });
    }
}

// --- Editing ---

void ValueTreeView::editCurrent()
{
    const QModelIndex index = currentRow();
    if (!index.isValid() || !m_model->isEditable() || m_model->isRemovedRow(index))
        return;
    if (needsDialog(m_model->valueOf(index)))
        editInDialog(index);
    else
        QTreeView::edit(index.siblingAtColumn(ValueTreeModel::ValueColumn));
}

bool ValueTreeView::edit(const QModelIndex &index, EditTrigger trigger, QEvent *event)
{
    const bool isAsked = trigger == DoubleClicked || trigger == EditKeyPressed;
    if (!index.isValid() || !isAsked || !m_model->isEditable() || m_model->isRemovedRow(index))
        return QTreeView::edit(index, trigger, event);
    if (trigger == DoubleClicked && m_model->hasChildren(index.siblingAtColumn(0)))
        return false; // A double click opens and closes.
    if (!needsDialog(m_model->valueOf(index)))
        return QTreeView::edit(index.siblingAtColumn(ValueTreeModel::ValueColumn), trigger, event);
    editInDialog(index);
    return true;
}

void ValueTreeView::editInDialog(const QModelIndex &index)
{
    const ValuePath path = m_model->pathOf(index);
    auto *dialog = new ValueDialog(m_model->pathText(index), m_model->valueOf(index), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, path] {
        // The value may have moved, or gone, while the dialog was open.
        if (const QModelIndex now = m_model->indexOf(path); now.isValid())
            m_model->setData(now.siblingAtColumn(ValueTreeModel::ValueColumn),
                             QVariant::fromValue(dialog->value()), Qt::EditRole);
    });
    dialog->open();
}

void ValueTreeView::setCurrentValue(const QCborValue &value)
{
    m_model->setData(currentRow().siblingAtColumn(ValueTreeModel::ValueColumn), QVariant::fromValue(value),
                     Qt::EditRole);
}

void ValueTreeView::addEntry()
{
    QModelIndex container = currentRow();
    if (!isContainer(kindOf(m_model->valueOf(container))))
        container = container.parent();
    if (!container.isValid())
        return;
    const ValuePath path = m_model->pathOf(container);
    const QCborValue value = m_model->valueOf(container);
    if (!hasKeys(kindOf(value))) {
        insertEntry(path, childCountOf(value), QCborValue(nullptr));
        return;
    }
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(WidgetText::tr("Add Entry"));
    dialog->setLabelText(WidgetText::tr("Key in %1:").arg(m_model->pathText(container)));
    connect(dialog, &QInputDialog::textValueSelected, this, [this, path, value](const QString &key) {
        insertEntry(path, unusedKey(value, key), QCborValue(nullptr));
    });
    dialog->open();
}

void ValueTreeView::insertEntry(const ValuePath &container, const PathStep &step, const QCborValue &value)
{
    m_awaited = container.child(step);
    m_model->requestInsert(m_model->indexOf(container), step, value);
}

void ValueTreeView::duplicateCurrent()
{
    const QModelIndex index = currentRow();
    const QModelIndex container = index.parent();
    if (!container.isValid())
        return;
    const QCborValue value = m_model->valueOf(index);
    const PathStep step = m_model->pathOf(index).steps().constLast();
    if (const auto *key = std::get_if<QString>(&step))
        m_model->requestInsert(container, unusedKey(m_model->valueOf(container), *key + u"Copy"_s), value);
    else
        m_model->requestInsert(container, std::get<qsizetype>(step) + 1, value);
}

void ValueTreeView::removeCurrent()
{
    m_model->requestRemove(currentRow());
}

// --- Clipboard ---

void ValueTreeView::copyValue()
{
    const QCborValue value = m_model->valueOf(currentRow());
    QGuiApplication::clipboard()->setText(toJsonText(value));
    emit copied(WidgetText::tr("Value copied as JSON"));
}

void ValueTreeView::copyPath()
{
    QGuiApplication::clipboard()->setText(m_model->pathText(currentRow()));
    emit copied(WidgetText::tr("Path copied"));
}

void ValueTreeView::copyCbor()
{
    const QByteArray bytes = cbor::encodeCompat(m_model->valueOf(currentRow()));
    QGuiApplication::clipboard()->setText(QString::fromLatin1(bytes.toHex()));
    emit copied(WidgetText::tr("Value copied as CBOR in hexadecimal"));
}

} // namespace rove::ui
