// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/orderedview.h"

#include "ui/models/tablemodel.h"

#include <QtCore/QHash>
#include <QtCore/QPromise>
#include <QtCore/QThreadPool>

#include <algorithm>
#include <numeric>

namespace rove::ui {

using namespace std::chrono_literals;

namespace {

/// So few rows are put in order within a few milliseconds, where the list is shown without a flicker.
constexpr size_t rowsAtOnceMax = 2000;
constexpr std::chrono::milliseconds idleTimeDefault = 2s;
constexpr std::chrono::milliseconds progressInterval = 50ms;
constexpr std::chrono::milliseconds clockInterval = 5s;

} // namespace

OrderedView::OrderedView(FilterFields fields, QObject *parent)
    : QAbstractProxyModel(parent)
    , m_fields(std::move(fields))
    , m_rows(std::make_shared<OrderedRows>())
    , m_sortedAt(QDateTime::currentDateTimeUtc())
{
    m_idle.setSingleShot(true);
    m_idle.setInterval(idleTimeDefault);
    connect(&m_idle, &QTimer::timeout, this, &OrderedView::resort);
    m_turn.setSingleShot(true);
    connect(&m_turn, &QTimer::timeout, this, &OrderedView::compute);
    m_progress.setInterval(progressInterval);
    connect(&m_progress, &QTimer::timeout, this, [this] {
        if (m_request)
            emit counted(m_request->matchedSoFar);
    });
    m_clock.setInterval(clockInterval);
    connect(&m_clock, &QTimer::timeout, this, [this] { schedule(Mode::Keep); });
}

OrderedView::~OrderedView()
{
    if (m_request)
        m_request->isCancelled = true;
}

void OrderedView::setSource(QAbstractItemModel *model, RowOf rowOf)
{
    if (QAbstractItemModel *old = sourceModel())
        old->disconnect(this);
    emit aboutToChange();
    beginResetModel();
    m_rowOf = std::move(rowOf);
    setSourceModel(model);
    if (model)
        connectSource();
    readSource();
    endResetModel();
    emit changed();
    schedule(Mode::Resort);
    compute();
}

void OrderedView::connectSource()
{
    const QAbstractItemModel *model = sourceModel();
    connect(model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { onInserted(first, last); });
    connect(model, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex &, int first, int last) { onAboutToRemove(first, last); });
    connect(model, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) { onRemoved(first, last); });
    connect(model, &QAbstractItemModel::dataChanged, this, &OrderedView::onDataChanged);
    connect(model, &QAbstractItemModel::layoutChanged, this, &OrderedView::onRowsMoved);
    connect(model, &QAbstractItemModel::rowsMoved, this, &OrderedView::onRowsMoved);
    connect(model, &QAbstractItemModel::headerDataChanged, this, &OrderedView::headerDataChanged);
    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, [this] {
        emit aboutToChange();
        beginResetModel();
    });
    connect(model, &QAbstractItemModel::modelReset, this, [this] {
        readSource();
        endResetModel();
        emit changed();
        schedule(Mode::Resort);
    });
    connect(model, &QObject::destroyed, this, [this] { setSource(nullptr, {}); });
}

/// Takes every row anew; nothing is shown until the next order.
void OrderedView::readSource()
{
    m_entries.clear();
    m_groups.clear();
    m_arePlacesKnown = false;
    m_matchedCount = 0;
    m_rowNow.clear();
    if (m_request)
        m_request->isCancelled = true;
    auto rows = std::make_shared<OrderedRows>();
    if (const QAbstractItemModel *model = sourceModel(); model && m_rowOf) {
        rows->reserve(static_cast<size_t>(model->rowCount()));
        for (int row = 0; row < model->rowCount(); ++row)
            rows->push_back(m_rowOf(row));
    }
    m_rows = std::move(rows);
}

/// The rows, in a vector that no worker is reading.
OrderedRows &OrderedView::writableRows()
{
    if (m_rows.use_count() > 1)
        m_rows = std::make_shared<OrderedRows>(*m_rows);
    return *m_rows;
}

void OrderedView::onInserted(int first, int last)
{
    const int count = last - first + 1;
    OrderedRows fresh;
    for (int row = first; row <= last; ++row)
        fresh.push_back(m_rowOf(row));
    OrderedRows &rows = writableRows();
    const bool isAtEnd = static_cast<size_t>(first) == rows.size();
    rows.insert(rows.begin() + first, fresh.begin(), fresh.end());
    m_arePlacesKnown = false;
    if (!isAtEnd) {
        for (std::vector<int> *list : {&m_entries, &m_rowNow})
            for (int &row : *list)
                if (row >= first)
                    row += count;
    }
    schedule(Mode::Keep);
}

void OrderedView::onAboutToRemove(int first, int last)
{
    std::vector<int> lines;
    for (int line = 0; line < rowCount(); ++line)
        if (entry(line) >= first && entry(line) <= last)
            lines.push_back(line);
    if (lines.empty())
        return;
    emit aboutToChange();
    std::vector<int> wanted;
    wanted.reserve(m_entries.size());
    for (const int row : m_entries)
        if (row < first || row > last)
            wanted.push_back(row);
    removeMissing(wanted);
    m_matchedCount -= static_cast<int>(lines.size());
    emit changed();
}

void OrderedView::onRemoved(int first, int last)
{
    const int count = last - first + 1;
    OrderedRows &rows = writableRows();
    rows.erase(rows.begin() + first, rows.begin() + last + 1);
    m_arePlacesKnown = false;
    for (int &row : m_entries)
        if (row > last)
            row -= count;
    for (int &row : m_rowNow) {
        if (row > last)
            row -= count;
        else if (row >= first)
            row = -1;
    }
    schedule(Mode::Keep);
}

void OrderedView::onDataChanged(const QModelIndex &from, const QModelIndex &to, const QList<int> &roles)
{
    // The source went out of reach or came back: nothing that an order depends on.
    const bool isOnlyLook = roles.contains(roleOf(TableRole::Stale));
    if (!isOnlyLook) {
        OrderedRows &rows = writableRows();
        for (int row = from.row(); row <= to.row(); ++row)
            rows[static_cast<size_t>(row)] = m_rowOf(row);
        schedule(Mode::Keep);
    }
    if (m_entries.empty())
        return;
    constexpr int rowsOneByOneMax = 64;
    if (to.row() - from.row() >= rowsOneByOneMax) {
        emit dataChanged(index(0, from.column()), index(rowCount() - 1, to.column()), roles);
        return;
    }
    for (int row = from.row(); row <= to.row(); ++row) {
        const QModelIndex line = mapFromSource(sourceModel()->index(row, from.column()));
        if (line.isValid())
            emit dataChanged(line, line.siblingAtColumn(to.column()), roles);
    }
}

/// The source put its rows in another order: find them again by their identity.
void OrderedView::onRowsMoved()
{
    auto rows = std::make_shared<OrderedRows>();
    QHash<QString, int> positions;
    for (int row = 0; row < sourceModel()->rowCount(); ++row) {
        rows->push_back(m_rowOf(row));
        positions.insert(rows->back()->id(), row);
    }
    const auto movedTo = [&](int row) {
        return row < 0 ? row : positions.value((*m_rows)[static_cast<size_t>(row)]->id(), -1);
    };
    for (std::vector<int> *list : {&m_entries, &m_rowNow})
        for (int &row : *list)
            row = movedTo(row);
    m_rows = std::move(rows);
    m_arePlacesKnown = false;
    schedule(Mode::Keep);
}

void OrderedView::refreshRow(int sourceRow)
{
    if (sourceRow < 0 || static_cast<size_t>(sourceRow) >= m_rows->size())
        return;
    onDataChanged(sourceModel()->index(sourceRow, 0),
                  sourceModel()->index(sourceRow, sourceModel()->columnCount() - 1), {});
}

// --- What is wanted ---

bool OrderedView::setFilterText(const QString &text)
{
    FilterQuery query = FilterQuery::parse(text, m_fields);
    if (!query.isValid())
        return false;
    if (text == m_filterText)
        return true;
    m_filterText = text;
    m_query = std::move(query);
    if (FilterMatcher(m_query, m_fields, 0).dependsOnTime())
        m_clock.start();
    else
        m_clock.stop();
    schedule(Mode::Resort);
    compute();
    return true;
}

void OrderedView::setSortLevels(const std::vector<SortLevel> &levels)
{
    if (levels == m_levels)
        return;
    m_levels = levels;
    schedule(Mode::Resort);
    compute();
}

void OrderedView::setGroupField(int field)
{
    if (field == m_groupField)
        return;
    m_groupField = field;
    m_collapsed.clear();
    schedule(Mode::Resort);
    compute();
}

void OrderedView::setGroupCollapsed(const QString &value, bool isCollapsed)
{
    if (isCollapsed)
        m_collapsed.insert(value);
    else
        m_collapsed.remove(value);
    schedule(Mode::Keep);
    compute();
}

void OrderedView::setAllGroupsCollapsed(bool areCollapsed)
{
    m_collapsed.clear();
    if (areCollapsed)
        for (const OrderGroup &group : m_groups)
            m_collapsed.insert(group.value);
    schedule(Mode::Keep);
    compute();
}

void OrderedView::resort()
{
    m_idle.stop();
    schedule(Mode::Resort);
    compute();
}

void OrderedView::noteActivity()
{
    if (m_idle.isActive())
        m_idle.start();
}

void OrderedView::setIdleTime(std::chrono::milliseconds time)
{
    m_idle.setInterval(time);
}

// --- Computing ---

void OrderedView::schedule(Mode mode)
{
    if (!m_isDirty)
        m_mode = mode;
    else if (mode == Mode::Resort)
        m_mode = Mode::Resort;
    m_isDirty = true;
    // What the worker is at is not wanted any more.
    if (m_request && mode == Mode::Resort)
        m_request->isCancelled = true;
    if (!m_turn.isActive())
        m_turn.start();
}

std::shared_ptr<OrderRequest> OrderedView::makeRequest()
{
    auto request = std::make_shared<OrderRequest>();
    request->rows = m_rows;
    request->fields = m_fields;
    request->matcher = FilterMatcher(m_query, m_fields, QDateTime::currentMSecsSinceEpoch());
    request->levels = m_levels;
    request->mode = std::exchange(m_mode, Mode::Keep);
    request->groupField = m_groupField;
    request->collapsed = m_collapsed;
    if (request->mode == Mode::Keep)
        request->places = placesOf(m_entries);
    m_isDirty = false;
    return request;
}

void OrderedView::compute()
{
    m_turn.stop();
    // One at a time: two would fill in the same sort keys.
    if (!m_isDirty || m_request)
        return;
    std::shared_ptr<OrderRequest> request = makeRequest();
    if (m_rows->size() > rowsAtOnceMax)
        return startWorker(std::move(request));
    OrderResult result = computeOrder(*request);
    finish(*request, std::move(result));
}

void OrderedView::startWorker(std::shared_ptr<OrderRequest> request)
{
    m_request = request;
    m_rowNow.resize(m_rows->size());
    std::iota(m_rowNow.begin(), m_rowNow.end(), 0);
    m_progress.start();
    auto promise = std::make_shared<QPromise<OrderResult>>();
    m_answer = promise->future();
    promise->start();
    QThreadPool::globalInstance()->start([promise, request] {
        promise->addResult(computeOrder(*request));
        promise->finish();
    });
    m_answer.then(this, [this, run = ++m_run](const OrderResult &result) {
        if (run != m_run || !m_request)
            return;
        m_progress.stop();
        const std::shared_ptr<OrderRequest> done = std::exchange(m_request, nullptr);
        if (!done->isCancelled) {
            OrderResult now = result;
            std::erase_if(now.entries,
                          [this](int row) { return row >= 0 && m_rowNow[static_cast<size_t>(row)] < 0; });
            for (int &row : now.entries)
                if (row >= 0)
                    row = m_rowNow[static_cast<size_t>(row)];
            finish(*done, std::move(now));
        }
        if (m_isDirty)
            m_turn.start();
    });
}

void OrderedView::finish(const OrderRequest &request, OrderResult result)
{
    m_rowNow.clear();
    m_matchedCount = result.matchedCount;
    if (request.mode == Mode::Resort || result.isSorted)
        m_sortedAt = QDateTime::currentDateTimeUtc();
    apply(std::move(result.entries), std::move(result.groups));
    setOrderStale(!result.isSorted);
}

void OrderedView::setOrderStale(bool isStale)
{
    if (isStale && !m_idle.isActive())
        m_idle.start();
    if (!isStale)
        m_idle.stop();
    if (m_isOrderStale == isStale)
        return;
    m_isOrderStale = isStale;
    emit orderStaleChanged();
}

void OrderedView::flush()
{
    if (m_request) {
        m_request->isCancelled = true;
        m_answer.waitForFinished();
        ++m_run;
        m_progress.stop();
        // It was cancelled, so it has to be done again, in the same way.
        schedule(m_request->mode);
        m_request = nullptr;
    }
    if (!m_isDirty)
        return;
    m_turn.stop();
    const std::shared_ptr<OrderRequest> request = makeRequest();
    finish(*request, computeOrder(*request));
}

} // namespace rove::ui
