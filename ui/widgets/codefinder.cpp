// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/codefinder.h"

#include "ui/widgets/background.h"
#include "ui/widgets/codeeditor.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QStringMatcher>

#include <algorithm>

namespace rove::ui {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds restInterval = 400ms;

QRegularExpression patternOf(const FindQuery &query)
{
    auto options = QRegularExpression::MultilineOption | QRegularExpression::UseUnicodePropertiesOption;
    if (!query.matchesCase)
        options |= QRegularExpression::CaseInsensitiveOption;
    return QRegularExpression(query.text, options);
}

QList<CodeFinder::Place> findPattern(const QString &text, const FindQuery &query)
{
    QList<CodeFinder::Place> places;
    auto found = patternOf(query).globalMatchView(text);
    while (found.hasNext() && places.size() < CodeFinder::placeCountMax) {
        const QRegularExpressionMatch match = found.next();
        if (match.capturedLength() > 0)
            places.append({match.capturedStart(), match.capturedLength()});
    }
    return places;
}

QList<CodeFinder::Place> findPlain(const QString &text, const FindQuery &query)
{
    const QStringMatcher matcher(query.text, query.matchesCase ? Qt::CaseSensitive : Qt::CaseInsensitive);
    QList<CodeFinder::Place> places;
    qsizetype at = matcher.indexIn(text);
    while (at >= 0 && places.size() < CodeFinder::placeCountMax) {
        places.append({at, query.text.size()});
        at = matcher.indexIn(text, at + query.text.size());
    }
    return places;
}

} // namespace

CodeFinder::CodeFinder(CodeEditor *editor, FindBar *bar, const QString &idPrefix)
    : QObject(editor)
    , m_editor(editor)
    , m_bar(bar)
{
    bar->attachTo(editor, idPrefix);
    m_rest.setSingleShot(true);
    m_rest.setInterval(restInterval);
    connect(&m_rest, &QTimer::timeout, this, &CodeFinder::restart);
    connect(bar, &FindBar::queryChanged, this, [this] {
        m_jumps = true;
        restart();
    });
    connect(bar, &FindBar::nextRequested, this, &CodeFinder::findNext);
    connect(bar, &FindBar::previousRequested, this, &CodeFinder::findPrevious);
    connect(bar, &FindBar::closed, this, &CodeFinder::leave);
    connect(editor, &QPlainTextEdit::textChanged, this, [this] {
        m_editor->setFoundPlaces({});
        if (m_bar->isVisible() && !m_bar->query().text.isEmpty())
            m_rest.start();
    });
    connect(editor, &QPlainTextEdit::cursorPositionChanged, this, &CodeFinder::showCount);
}

void CodeFinder::restart()
{
    const FindQuery query = m_bar->query();
    const quint64 generation = ++m_generation;
    const QRegularExpression pattern = patternOf(query);
    const bool isWrong = query.isPattern && !pattern.isValid();
    m_bar->setError(isWrong ? pattern.errorString() : QString());
    if (isWrong || query.text.isEmpty()) {
        take({});
        return;
    }
    const auto work = [text = m_editor->toPlainText(), query] {
        return query.isPattern ? findPattern(text, query) : findPlain(text, query);
    };
    inBackground(work).then(this, [this, generation](const QList<Place> &places) {
        if (generation == m_generation)
            take(places);
    });
}

void CodeFinder::take(const QList<Place> &places)
{
    m_places = places;
    m_editor->setFoundPlaces(places);
    if (std::exchange(m_jumps, false) && !places.isEmpty()) {
        const qsizetype start = m_editor->textCursor().selectionStart();
        const auto after =
            std::ranges::find_if(places, [start](const Place &place) { return place.start >= start; });
        const Place &place = after == places.cend() ? places.constFirst() : *after;
        m_editor->selectPlace(place.start, place.length);
    }
    showCount();
}

/// The index of the place that is selected; -1 for none.
qsizetype CodeFinder::currentPlace() const
{
    const QTextCursor cursor = m_editor->textCursor();
    const qsizetype start = cursor.selectionStart();
    const auto at = std::ranges::lower_bound(std::as_const(m_places), start, {}, &Place::start);
    const bool isIt = at != m_places.cend() && at->start == start &&
                      cursor.selectionEnd() - cursor.selectionStart() == at->length;
    return isIt ? at - m_places.cbegin() : -1;
}

void CodeFinder::step(int by)
{
    if (m_places.isEmpty())
        return;
    qsizetype next = currentPlace();
    if (next >= 0) {
        next = (next + by + m_places.size()) % m_places.size();
    } else {
        const qsizetype start = m_editor->textCursor().selectionStart();
        next =
            std::ranges::lower_bound(std::as_const(m_places), start, {}, &Place::start) - m_places.cbegin();
        next = (next - (by < 0 ? 1 : 0) + m_places.size()) % m_places.size();
    }
    m_editor->selectPlace(m_places[next].start, m_places[next].length);
}

void CodeFinder::showCount()
{
    const bool isBounded = m_places.size() >= placeCountMax;
    m_bar->setResult(currentPlace() + 1, m_places.size(),
                     isBounded ? FindBar::Count::AtLeast : FindBar::Count::Exact);
}

void CodeFinder::leave()
{
    m_rest.stop();
    ++m_generation;
    m_places.clear();
    m_editor->setFoundPlaces({});
}

} // namespace rove::ui
