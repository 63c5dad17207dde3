// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/valuetreeview.h"

#include "ui/style/icons.h"
#include "ui/style/theme.h"
#include "ui/widgets/jsontext.h"
#include "ui/widgets/valuedelegate.h"
#include "ui/widgets/valuedialog.h"
#include "ui/widgets/valuetreemodel.h"
#include "ui/widgets/widgettext.h"

#include <QtCore/QCborMap>
#include <QtCore/QMimeData>
#include <QtGui/QAction>
#include <QtGui/QClipboard>
#include <QtGui/QContextMenuEvent>
#include <QtGui/QGuiApplication>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QInputDialog>
#include <QtWidgets/QMenu>
#include <QtWidgets/QScrollBar>

#include <array>

namespace rove::ui {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr int indentationWidth = 16;
/// "Expand all" stops here: more open rows help nobody and cost a second.
constexpr int expandedRowsMax = 10'000;
constexpr int expandDepthMax = 9;
constexpr qsizetype oneLineLengthMax = 200;
constexpr std::chrono::milliseconds ageInterval = 1s;

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

ValueTreeView::ValueTreeView(QWidget *parent)
    : QTreeView(parent)
{
    setItemDelegate(new ValueDelegate(this));
    setUniformRowHeights(true);
    setIndentation(indentationWidth);
    setAllColumnsShowFocus(true);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(DoubleClicked | EditKeyPressed);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setAutoScroll(false);
    setTextElideMode(Qt::ElideRight);
    setAccessibleName(WidgetText::tr("Value tree"));
    header()->setStretchLastSection(true);
    header()->setSectionsMovable(false);
    header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    makeActions();

    connect(this, &QTreeView::expanded, this,
            [this](const QModelIndex &index) { m_expanded.insert(m_model->pathOf(index)); });
    connect(this, &QTreeView::collapsed, this,
            [this](const QModelIndex &index) { m_expanded.remove(m_model->pathOf(index)); });
    connect(&Theme::instance(), &Theme::changed, viewport(), qOverload<>(&QWidget::update));

    m_fetchTimer.setSingleShot(true);
    m_fetchTimer.setInterval(0);
    connect(&m_fetchTimer, &QTimer::timeout, this, &ValueTreeView::fetchVisible);
    m_ageTimer.setInterval(ageInterval);
    connect(&m_ageTimer, &QTimer::timeout, this, [this] {
        if (m_model && isVisible())
            m_model->refreshAges();
    });
    m_ageTimer.start();
}

void ValueTreeView::setModel(QAbstractItemModel *model)
{
    if (m_model)
        disconnect(m_model, nullptr, this, nullptr);
    m_model = qobject_cast<ValueTreeModel *>(model);
    QTreeView::setModel(m_model);
    if (!m_model)
        return;
    connect(m_model, &ValueTreeModel::valueAboutToChange, this, &ValueTreeView::rememberPlace);
    connect(m_model, &ValueTreeModel::valueChanged, this, &ValueTreeView::restorePlace);
    header()->resizeSection(ValueTreeModel::PathColumn, 220);
    header()->resizeSection(ValueTreeModel::ValueColumn, 320);
    header()->resizeSection(ValueTreeModel::TypeColumn, 90);
    if (const QModelIndex root = m_model->index(0, 0); root.isValid())
        expand(root);
    updateActions();
}

// --- Place, expansion, rows on demand ---

ValuePath ValueTreeView::currentPath() const
{
    return m_model ? m_model->pathOf(currentIndex()) : ValuePath();
}

bool ValueTreeView::setCurrentPath(const ValuePath &path)
{
    const QModelIndex index = m_model ? m_model->indexOf(path) : QModelIndex();
    if (!index.isValid())
        return false;
    for (QModelIndex parent = index.parent(); parent.isValid(); parent = parent.parent())
        expand(parent);
    setCurrentIndex(index);
    scrollTo(index);
    return true;
}

void ValueTreeView::rememberPlace()
{
    const QModelIndex top = indexAt(QPoint(0, 0));
    m_topRow = top;
    m_topOffset = visualRect(top).top();
}

void ValueTreeView::restorePlace()
{
    if (m_topRow.isValid()) {
        executeDelayedItemsLayout();
        const int moved = visualRect(m_topRow).top() - m_topOffset;
        verticalScrollBar()->setValue(verticalScrollBar()->value() + moved);
    }
    m_topRow = QModelIndex();
    m_fetchTimer.start();
    updateActions();
    if (m_awaited && setCurrentPath(*m_awaited)) {
        m_awaited.reset();
        editCurrent();
    }
}

void ValueTreeView::rowsInserted(const QModelIndex &parent, int first, int last)
{
    QTreeView::rowsInserted(parent, first, last);
    if (!parent.isValid())
        expand(m_model->index(0, 0)); // The root's own row only names the value; what matters is in it.
    if (!m_expanded.isEmpty())
        reexpand(parent, first, last);
}

void ValueTreeView::reexpand(const QModelIndex &parent, int first, int last)
{
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = m_model->index(row, 0, parent);
        if (m_model->hasChildren(index) && m_expanded.contains(m_model->pathOf(index)))
            expand(index);
    }
}

void ValueTreeView::verticalScrollbarValueChanged(int value)
{
    QTreeView::verticalScrollbarValueChanged(value);
    m_fetchTimer.start();
}

/// Asks for the next rows of every container whose last row so far is in sight.
void ValueTreeView::fetchVisible()
{
    if (!m_model)
        return;
    QList<QPersistentModelIndex> wanting;
    const int bottom = viewport()->height();
    for (QModelIndex index = indexAt(QPoint(0, 0)); index.isValid() && visualRect(index).top() <= bottom;
         index = indexBelow(index)) {
        const QModelIndex parent = index.parent();
        if (parent.isValid() && index.row() == m_model->rowCount(parent) - 1 && m_model->hasMore(parent))
            wanting.append(parent);
    }
    for (const QPersistentModelIndex &parent : std::as_const(wanting))
        m_model->fetchNext(parent);
}

void ValueTreeView::expandToDepthHere(int depth)
{
    if (const QModelIndex index = currentRow(); index.isValid())
        expandLevels(index, depth, expandedRowsMax);
}

void ValueTreeView::expandAllHere()
{
    expandToDepthHere(std::numeric_limits<int>::max());
}

/// Opens `depth` levels from `index` on and returns what is left of the budget of rows.
int ValueTreeView::expandLevels(const QModelIndex &index, int depth, int budget)
{
    if (depth <= 0 || budget <= 0 || !m_model->hasChildren(index))
        return budget;
    if (m_model->rowCount(index) == 0)
        m_model->fetchMore(index);
    expand(index);
    const int count = m_model->rowCount(index);
    budget -= count;
    for (int row = 0; row < count && budget > 0; ++row)
        budget = expandLevels(m_model->index(row, 0, index), depth - 1, budget);
    return budget;
}

void ValueTreeView::drawRow(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    if (const QVariant mark = index.data(ValueTreeModel::MarkRole); mark.isValid()) {
        const QColor tint = ValueDelegate::markColor(mark.value<ValueMark>());
        if (tint.isValid())
            painter->fillRect(option.rect, tint);
    }
    QTreeView::drawRow(painter, option, index);
}

// --- Commands ---

void ValueTreeView::makeActions()
{
    const auto make = [this](const QString &text, QLatin1StringView iconName, const QKeySequence &keys,
                             auto method) {
        auto *action = new QAction(text, this);
        if (!iconName.isEmpty())
            action->setIcon(icon(iconName));
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, method);
        addAction(action);
        return action;
    };
    m_edit = make(WidgetText::tr("Edit"), "pencil"_L1, Qt::Key_F2, [this] { editCurrent(); });
    m_copyValue =
        make(WidgetText::tr("Copy Value"), "clipboard"_L1, QKeySequence::Copy, [this] { copyValue(); });
    m_copyPath = make(WidgetText::tr("Copy Path"), "link-45deg"_L1, Qt::CTRL | Qt::SHIFT | Qt::Key_C,
                      [this] { copyPath(); });
    m_add = make(WidgetText::tr("Add Entry…"), "plus-lg"_L1, Qt::Key_Insert, [this] { addEntry(); });
    m_duplicate = make(WidgetText::tr("Duplicate"), {}, Qt::CTRL | Qt::Key_D, [this] { duplicateCurrent(); });
    m_setNull = make(WidgetText::tr("Set to null"), {}, {}, [this] { setCurrentValue(QCborValue(nullptr)); });
    m_setUndefined = make(WidgetText::tr("Set to undefined"), {}, {},
                          [this] { setCurrentValue(QCborValue(QCborValue::Undefined)); });
    m_expandAll =
        make(WidgetText::tr("Expand All Under Here"), {}, Qt::Key_Asterisk, [this] { expandAllHere(); });
    m_collapse = make(WidgetText::tr("Collapse"), {}, {}, [this] { collapse(currentRow()); });
    m_delete = make(WidgetText::tr("Delete"), "trash3"_L1, QKeySequence::Delete, [this] { removeCurrent(); });
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
    m_setNull->setEnabled(canEdit);
    m_setUndefined->setEnabled(canEdit);
    m_add->setEnabled(canEdit && (isEntry || isContainer(kindOf(m_model->valueOf(index)))));
    m_duplicate->setEnabled(isEntry);
    m_delete->setEnabled(isEntry);
    m_copyValue->setEnabled(exists);
    m_copyPath->setEnabled(exists);
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
        menu->addAction(m_edit);
        fillTypeMenu(menu->addMenu(WidgetText::tr("Change Type")));
        menu->addSeparator();
        menu->addActions({m_add, m_duplicate, m_setNull, m_setUndefined});
        menu->addSeparator();
    }
    menu->addActions({m_copyValue, m_copyPath});
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

void ValueTreeView::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const QModelIndex index = currentRow();
    if (!isEnter || !index.isValid() || state() == EditingState) {
        QTreeView::keyPressEvent(event);
        return;
    }
    if (m_model->hasChildren(index))
        setExpanded(index, !isExpanded(index));
    else
        editCurrent();
}

QModelIndex ValueTreeView::currentRow() const
{
    return currentIndex().siblingAtColumn(0);
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

} // namespace rove::ui
