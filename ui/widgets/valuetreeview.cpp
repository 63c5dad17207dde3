// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/valuetreeview.h"

#include "ui/style/metrics.h"
#include "ui/style/theme.h"
#include "ui/widgets/valuedelegate.h"
#include "ui/widgets/valuetreemodel.h"
#include "ui/widgets/widgettext.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QScrollBar>

#include <algorithm>

namespace rove::ui {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr int indentationWidth = 16;
/// "Expand all" stops here: more open rows help nobody and cost a second.
constexpr int expandedRowsMax = 10'000;
constexpr std::chrono::milliseconds ageInterval = 1s;
/// More open rows than this are not worth a place in a session file.
constexpr qsizetype savedPathsMax = 500;

QVariantList toVariant(const ValuePath &path)
{
    QVariantList steps;
    for (const PathStep &step : path.steps()) {
        if (const auto *key = std::get_if<QString>(&step))
            steps.append(*key);
        else
            steps.append(qlonglong(std::get<qsizetype>(step)));
    }
    return steps;
}

ValuePath toPath(const QVariant &variant)
{
    ValuePath path;
    for (const QVariant &step : variant.toList())
        path = step.typeId() == QMetaType::QString ? path.child(step.toString())
                                                   : path.child(qsizetype(step.toLongLong()));
    return path;
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
    connect(m_model, &ValueTreeModel::filterChanged, this, [this] { m_fetchTimer.start(); });
    header()->resizeSection(ValueTreeModel::PathColumn, 220);
    header()->resizeSection(ValueTreeModel::ValueColumn, 320);
    header()->resizeSection(ValueTreeModel::TypeColumn, 90);
    if (const QModelIndex root = m_model->index(0, 0); root.isValid())
        expand(root);
    updateActions();
}

int ValueTreeView::changedWidthHint() const
{
    int width = header()->sectionSizeHint(ValueTreeModel::ChangedColumn);
    for (const QString &word : ValueTreeModel::changedWords())
        width = std::max(width, fontMetrics().horizontalAdvance(word));
    return width + metrics::space4;
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

QVariantMap ValueTreeView::saveView() const
{
    QVariantList open;
    for (const ValuePath &path : m_expanded) {
        if (open.size() < savedPathsMax)
            open.append(QVariant(toVariant(path)));
    }
    QVariantMap saved{{u"expanded"_s, open}};
    if (currentIndex().isValid())
        saved.insert(u"current"_s, toVariant(currentPath()));
    if (const QModelIndex top = indexAt(QPoint(0, 0)); top.isValid())
        saved.insert(u"top"_s, toVariant(m_model->pathOf(top)));
    return saved;
}

void ValueTreeView::restoreView(const QVariantMap &saved)
{
    collapseAll();
    m_expanded = {ValuePath()};
    for (const QVariant &path : saved.value(u"expanded"_s).toList())
        m_expanded.insert(toPath(path));
    m_wantedCurrent.reset();
    m_wantedTop.reset();
    if (saved.contains(u"current"_s))
        m_wantedCurrent = toPath(saved.value(u"current"_s));
    if (saved.contains(u"top"_s))
        m_wantedTop = toPath(saved.value(u"top"_s));
    if (!m_model || m_model->rowCount() == 0)
        return;
    reexpand({}, 0, 0);
    takeWantedPlace();
}

/// Goes where an old view was, as soon as there is a value.
void ValueTreeView::takeWantedPlace()
{
    if (m_wantedCurrent)
        setCurrentPath(*std::exchange(m_wantedCurrent, std::nullopt));
    if (!m_wantedTop)
        return;
    const QModelIndex top = m_model->indexOf(*std::exchange(m_wantedTop, std::nullopt));
    if (top.isValid())
        scrollTo(top, PositionAtTop);
}

void ValueTreeView::expandTo(const QList<ValuePath> &paths)
{
    scheduleDelayedItemsLayout();
    for (const ValuePath &path : paths) {
        const QModelIndex index = m_model->indexOf(path);
        for (QModelIndex parent = index.parent(); parent.isValid() && !isExpanded(parent);
             parent = parent.parent())
            expand(parent);
    }
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
    takeWantedPlace();
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
        if (!m_model->hasChildren(index) || !m_expanded.contains(m_model->pathOf(index)))
            continue;
        expand(index);
        if (const int count = m_model->rowCount(index); count > 0)
            reexpand(index, 0, count - 1);
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
    const QModelIndex index = currentRow().isValid() ? currentRow() : m_model->index(0, 0);
    if (!index.isValid())
        return;
    scheduleDelayedItemsLayout(); // One layout for all that opens.
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

void ValueTreeView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_End && state() != EditingState)
        fetchAllOfCurrent();
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

/// So that the key End leads to the last entry and not to the last row made so far.
void ValueTreeView::fetchAllOfCurrent()
{
    for (QPersistentModelIndex container = currentRow(); container.isValid(); container = container.parent())
        while (m_model->hasMore(container) && isExpanded(container))
            m_model->fetchNext(container);
}

QModelIndex ValueTreeView::currentRow() const
{
    return currentIndex().siblingAtColumn(0);
}

} // namespace rove::ui
