// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/valuetreefinder.h"

#include "ui/widgets/valuetreemodel.h"
#include "ui/widgets/valuetreeview.h"
#include "ui/widgets/widgettext.h"

namespace rove::ui {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A value that changes all the time is searched again this often at most.
constexpr std::chrono::milliseconds restInterval = 500ms;
/// More hits than this are not opened by themselves: nobody reads them one by one.
constexpr qsizetype openedHitsMax = 1000;

ValueQuery::Scope scopeOf(const QString &id)
{
    if (id == "keys"_L1)
        return ValueQuery::Scope::Keys;
    if (id == "values"_L1)
        return ValueQuery::Scope::Values;
    return id == "paths"_L1 ? ValueQuery::Scope::Paths : ValueQuery::Scope::Everything;
}

ValueQuery toValueQuery(const FindQuery &query)
{
    return {query.text, scopeOf(query.scope), query.matchesCase ? Qt::CaseSensitive : Qt::CaseInsensitive,
            query.isPattern};
}

} // namespace

ValueTreeFinder::ValueTreeFinder(ValueTreeView *view, FindBar *bar, const QString &idPrefix)
    : QObject(view)
    , m_view(view)
    , m_bar(bar)
{
    bar->setScopes({{u"all"_s, WidgetText::tr("Keys and values")},
                    {u"keys"_s, WidgetText::tr("Keys")},
                    {u"values"_s, WidgetText::tr("Values")},
                    {u"paths"_s, WidgetText::tr("Paths")}});
    bar->setFilterOffered(true);
    bar->attachTo(view, idPrefix);
    m_rest.setSingleShot(true);
    m_rest.setInterval(restInterval);
    connect(&m_rest, &QTimer::timeout, this, &ValueTreeFinder::restart);
    connect(bar, &FindBar::queryChanged, this, [this] {
        m_jumps = true;
        restart();
    });
    connect(bar, &FindBar::nextRequested, this, &ValueTreeFinder::findNext);
    connect(bar, &FindBar::previousRequested, this, &ValueTreeFinder::findPrevious);
    connect(bar, &FindBar::closed, this, &ValueTreeFinder::leave);
    connect(&m_search, &ValueSearch::hitsChanged, this, &ValueTreeFinder::takeHits);
    connect(&m_search, &ValueSearch::finished, this, &ValueTreeFinder::finish);
    connect(view->valueModel(), &ValueTreeModel::valueChanged, this, [this] {
        if (!m_bar->query().text.isEmpty() && m_bar->isVisible() && !m_rest.isActive())
            m_rest.start();
    });
    connect(view->selectionModel(), &QItemSelectionModel::currentChanged, this, &ValueTreeFinder::showCount);
}

void ValueTreeFinder::restart()
{
    const ValueQuery query = toValueQuery(m_bar->query());
    m_bar->setError(query.error());
    m_search.start(m_view->valueModel()->value(), query, m_view->valueModel()->rootName());
    if (!m_search.isRunning())
        finish();
}

void ValueTreeFinder::takeHits()
{
    if (m_jumps && !m_search.hits().isEmpty()) {
        m_jumps = false;
        if (currentHit() < 0)
            m_view->setCurrentPath(m_search.hits().constFirst());
    }
    showCount();
}

void ValueTreeFinder::finish()
{
    m_jumps = false;
    applyFilter();
    showCount();
}

void ValueTreeFinder::applyFilter()
{
    ValueTreeModel *model = m_view->valueModel();
    const FindQuery query = m_bar->query();
    if (!query.filters || query.text.isEmpty() || m_bar->hasError()) {
        const ValuePath current = m_view->currentPath();
        if (!model->isFiltered())
            return;
        model->clearFilter();
        m_view->setCurrentPath(current);
        return;
    }
    const ValuePath current = m_view->currentPath();
    model->setFilter(m_search.hits());
    m_view->expandTo(m_search.hits().first(std::min(openedHitsMax, m_search.hits().size())));
    m_view->setCurrentPath(current);
}

qsizetype ValueTreeFinder::currentHit() const
{
    return m_view->currentIndex().isValid() ? m_search.hits().indexOf(m_view->currentPath()) : -1;
}

void ValueTreeFinder::step(int by)
{
    const QList<ValuePath> &hits = m_search.hits();
    if (hits.isEmpty())
        return;
    const qsizetype current = currentHit();
    const qsizetype from = current >= 0 ? current : std::min(m_last, hits.size() - 1);
    const qsizetype start = from < 0 && by < 0 ? 0 : from;
    m_last = (start + by + hits.size()) % hits.size();
    m_view->setCurrentPath(hits[m_last]);
    showCount();
}

void ValueTreeFinder::showCount()
{
    if (const qsizetype current = currentHit(); current >= 0)
        m_last = current;
    const bool isOpen = m_search.isRunning() || m_search.isBounded();
    m_bar->setResult(currentHit() + 1, m_search.hits().size(),
                     isOpen ? FindBar::Count::AtLeast : FindBar::Count::Exact);
}

void ValueTreeFinder::leave()
{
    m_rest.stop();
    const ValuePath current = m_view->currentPath();
    m_search.cancel();
    if (!m_view->valueModel()->isFiltered())
        return;
    m_view->valueModel()->clearFilter();
    m_view->setCurrentPath(current);
}

} // namespace rove::ui
