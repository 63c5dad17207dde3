// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/valuetableview.h"

#include "ui/style/fonts.h"
#include "ui/style/theme.h"
#include "ui/widgets/cellpieces.h"
#include "ui/widgets/command.h"
#include "ui/widgets/jsontext.h"
#include "ui/widgets/valueeditdelegate.h"
#include "ui/widgets/widgettext.h"

#include <QtGui/QClipboard>
#include <QtGui/QContextMenuEvent>
#include <QtGui/QGuiApplication>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QApplication>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QMenu>

namespace rove::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr int cellPadding = 6;
constexpr int columnWidthMin = 60;
constexpr int columnWidthMax = 260;
constexpr int sampledRows = 50;
constexpr int sortArrowWidth = 54;

/// Paints cells in the JSON colours; a key that an entry lacks is a dash, unlike null and undefined.
class TableDelegate : public ValueEditDelegate {
public:
    using ValueEditDelegate::ValueEditDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem background = option;
        initStyleOption(&background, index);
        background.text.clear();
        const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
        style->drawControl(QStyle::CE_ItemViewItem, &background, painter, option.widget);

        const auto *model = static_cast<const ValueTableModel *>(index.model());
        const QCborValue value = model->valueOf(index);
        const Theme &theme = Theme::instance();
        const bool turnsOver = option.state.testFlag(QStyle::State_Selected) && !theme.hasTints();
        CellPiece piece{.text = u"—"_s, .color = theme.color(ColorRole::BorderStrong)};
        if (!value.isInvalid())
            piece = {.text = ui::displayText(value), .color = theme.color(kindColor(kindOf(value)))};
        painter->save();
        painter->setFont(fonts::code());
        QRect area = option.rect.adjusted(cellPadding, 0, -cellPadding, 0);
        const int width = painter->fontMetrics().horizontalAdvance(piece.text);
        const bool isRight = background.displayAlignment.testFlag(Qt::AlignRight);
        if (isRight && width < area.width())
            area.setLeft(area.right() - width);
        drawCellPieces(*painter, area, {piece},
                       turnsOver ? option.palette.color(QPalette::HighlightedText) : QColor());
        painter->restore();
    }
};

} // namespace

ValueTableView::ValueTableView(QWidget *parent)
    : QTableView(parent)
{
    setItemDelegate(new TableDelegate(this));
    setAccessibleName(WidgetText::tr("Value table"));
    setSelectionMode(SingleSelection);
    setEditTriggers(EditKeyPressed);
    setHorizontalScrollMode(ScrollPerPixel);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setSortIndicatorClearable(true);
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    horizontalHeader()->setHighlightSections(false);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultAlignment(Qt::AlignRight | Qt::AlignVCenter);
    verticalHeader()->setHighlightSections(false);
    const int rowHeight = QFontMetrics(fonts::code()).height() + 8;
    verticalHeader()->setDefaultSectionSize(rowHeight);
    makeActions();
    connect(&Theme::instance(), &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void ValueTableView::setModel(QAbstractItemModel *model)
{
    if (m_model)
        disconnect(m_model, nullptr, this, nullptr);
    m_model = qobject_cast<ValueTableModel *>(model);
    QTableView::setModel(m_model);
    if (!m_model)
        return;
    setSortingEnabled(true);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
        sizeColumns();
        updateActions();
    });
    connect(m_model, &QAbstractItemModel::columnsInserted, this, &ValueTableView::sizeColumns);
    sizeColumns();
    updateActions();
}

/// By the header and the first rows: looking at all rows would take as long as there are rows.
void ValueTableView::sizeColumns()
{
    const QFontMetrics cellMetrics(fonts::code());
    const int rows = std::min(m_model->rowCount(), sampledRows);
    for (int column = 0; column < m_model->columnCount(); ++column) {
        const QString title = m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        int width = fontMetrics().horizontalAdvance(title) + sortArrowWidth;
        for (int row = 0; row < rows; ++row) {
            const QString text = m_model->index(row, column).data().toString();
            width = std::max(width, cellMetrics.horizontalAdvance(text) + 2 * cellPadding + 2);
        }
        setColumnWidth(column, std::clamp(width, columnWidthMin, columnWidthMax));
    }
}

ValuePath ValueTableView::currentPath() const
{
    return m_model ? m_model->pathOf(currentIndex()) : ValuePath();
}

// --- Commands ---

void ValueTableView::makeActions()
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
        make(u"table.edit"_s, WidgetText::tr("Edit"), "pencil"_L1, Qt::Key_F2, [this] { editCurrent(); });
    m_copyValue =
        make(u"table.copyValue"_s, WidgetText::tr("Copy Value"), "clipboard"_L1, QKeySequence::Copy, [this] {
            QGuiApplication::clipboard()->setText(toJsonText(m_model->valueOf(currentIndex())));
            emit copied(WidgetText::tr("Value copied as JSON"));
        });
    m_copyPath = make(u"table.copyPath"_s, WidgetText::tr("Copy Path"), "link-45deg"_L1,
                      Qt::CTRL | Qt::SHIFT | Qt::Key_C, [this] {
                          QGuiApplication::clipboard()->setText(currentPath().toString());
                          emit copied(WidgetText::tr("Path copied"));
                      });
    m_open = make(u"table.showInTree"_s, WidgetText::tr("Show in Tree"), "list-nested"_L1, {},
                  [this] { emit openRequested(currentPath()); });
    m_deleteRow = make(u"table.deleteRow"_s, WidgetText::tr("Delete Row"), "trash3"_L1, QKeySequence::Delete,
                       [this] { m_model->requestRemoveRow(currentIndex().row()); });
    updateActions();
}

void ValueTableView::updateActions()
{
    const QModelIndex index = currentIndex();
    const bool exists = m_model && index.isValid();
    const bool hasValue = exists && !m_model->isMissing(index);
    m_edit->setEnabled(exists && m_model->flags(index).testFlag(Qt::ItemIsEditable));
    m_copyValue->setEnabled(hasValue);
    m_copyPath->setEnabled(exists);
    m_open->setEnabled(hasValue);
    m_deleteRow->setEnabled(exists && m_model->isEditable());
}

/// Rows go on to the edge of the view; Qt ends them with the last column.
void ValueTableView::paintEvent(QPaintEvent *event)
{
    const int end = horizontalHeader()->length() - horizontalHeader()->offset();
    if (m_model && end < viewport()->width()) {
        QPainter painter(viewport());
        const QRect all = viewport()->rect();
        for (int row = std::max(rowAt(0), 0); row < m_model->rowCount(); ++row) {
            const QRect rest(end, rowViewportPosition(row), all.width() - end, rowHeight(row));
            if (rest.top() > all.bottom())
                break;
            if (row % 2 != 0)
                painter.fillRect(QStyle::visualRect(layoutDirection(), all, rest), palette().alternateBase());
        }
    }
    QTableView::paintEvent(event);
}

void ValueTableView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    updateActions();
}

void ValueTableView::editCurrent()
{
    const QModelIndex index = currentIndex();
    if (!m_model || !index.isValid())
        return;
    if (m_model->flags(index).testFlag(Qt::ItemIsEditable))
        edit(index);
    else if (!m_model->isMissing(index))
        emit openRequested(m_model->pathOf(index));
}

void ValueTableView::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && state() != EditingState)
        editCurrent();
    else
        QTableView::keyPressEvent(event);
}

void ValueTableView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && indexAt(event->position().toPoint()).isValid())
        editCurrent();
    else
        QTableView::mouseDoubleClickEvent(event);
}

void ValueTableView::contextMenuEvent(QContextMenuEvent *event)
{
    if (!currentIndex().isValid())
        return;
    updateActions();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({m_edit, m_open});
    menu->addSeparator();
    menu->addActions({m_copyValue, m_copyPath});
    menu->addSeparator();
    menu->addAction(m_deleteRow);
    const bool fromKeyboard = event->reason() == QContextMenuEvent::Keyboard;
    const QPoint below = viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft());
    menu->popup(fromKeyboard ? below : event->globalPos());
}

} // namespace rove::ui
