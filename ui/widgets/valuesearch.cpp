// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/valuesearch.h"

#include "ui/widgets/valuekind.h"
#include "ui/widgets/widgettext.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QElapsedTimer>
#include <QtCore/QPromise>
#include <QtCore/QRegularExpression>
#include <QtCore/QStringMatcher>
#include <QtCore/QThreadPool>

#include <vector>

namespace rove::ui {
namespace {

using namespace Qt::StringLiterals;

/// Hits are handed over this often, so that a count runs and the GUI thread is not flooded.
constexpr qint64 sliceMilliseconds = 50;
/// Bytes are looked through by their first ones only: in hexadecimal they would be a text of many megabytes.
constexpr qsizetype searchedBytesMax = 4096;

QRegularExpression patternOf(const ValueQuery &query)
{
    return QRegularExpression(query.text, query.caseSensitivity == Qt::CaseSensitive
                                              ? QRegularExpression::NoPatternOption
                                              : QRegularExpression::CaseInsensitiveOption);
}

class Matcher {
public:
    explicit Matcher(const ValueQuery &query)
        : m_plain(query.text, query.caseSensitivity)
        , m_isPattern(query.isPattern)
    {
        if (m_isPattern)
            m_pattern = patternOf(query);
    }

    /// True if there is a match that ends behind `from`.
    [[nodiscard]] bool matches(QStringView text, qsizetype from = 0) const
    {
        if (!m_isPattern)
            return m_plain.indexIn(text, std::max<qsizetype>(0, from - m_plain.pattern().size() + 1)) >= 0;
        auto found = m_pattern.globalMatchView(text);
        while (found.hasNext())
            if (found.next().capturedEnd() > from)
                return true;
        return false;
    }

private:
    QStringMatcher m_plain;
    QRegularExpression m_pattern;
    bool m_isPattern;
};

/// Walks a value depth first on a thread of the pool.
class Walker {
public:
    Walker(const ValueQuery &query, QString rootName, QPromise<QList<ValuePath>> &promise)
        : m_matcher(query)
        , m_scope(query.scope)
        , m_pathText(std::move(rootName))
        , m_promise(promise)
    {
        m_clock.start();
    }

    void run(const QCborValue &value)
    {
        walk(value);
        handOver();
    }

private:
    using Scope = ValueQuery::Scope;

    void walk(const QCborValue &value)
    {
        const QCborValue content = value.isTag() ? value.taggedValue() : value;
        if (!isContainer(kindOf(value)))
            return;
        if (content.isArray()) {
            const QCborArray array = content.toArray();
            for (qsizetype i = 0; i < array.size() && !m_isOver; ++i)
                visit(PathStep(i), {}, array.at(i));
            return;
        }
        const QCborMap map = content.toMap();
        qsizetype at = 0;
        for (auto entry = map.constBegin(); entry != map.constEnd() && !m_isOver; ++entry, ++at) {
            const QCborValue key = entry.key();
            if (key.isString())
                visit(PathStep(key.toString()), key.toString(), entry.value());
            else
                visit(PathStep(at), displayText(key), entry.value());
        }
    }

    void visit(PathStep step, const QString &key, const QCborValue &value)
    {
        if (m_promise.isCanceled()) {
            m_isOver = true;
            return;
        }
        m_steps.push_back(std::move(step));
        const qsizetype length = m_pathText.size();
        if (m_scope == Scope::Paths)
            appendStep();
        if (isHit(key, value, length))
            add();
        if (!m_isOver)
            walk(value);
        m_pathText.truncate(length);
        m_steps.pop_back();
    }

    [[nodiscard]] bool isHit(const QString &key, const QCborValue &value, qsizetype parentLength) const
    {
        switch (m_scope) {
        case Scope::Everything:
            return m_matcher.matches(key) || matchesValue(value);
        case Scope::Keys:
            return m_matcher.matches(key);
        case Scope::Values:
            return matchesValue(value);
        case Scope::Paths:
            // Whatever lies below a hit has the hit's path in its own; it is no hit for that.
            return m_matcher.matches(m_pathText, parentLength);
        }
        return false;
    }

    [[nodiscard]] bool matchesValue(const QCborValue &value) const
    {
        const ValueKind kind = kindOf(value);
        if (isContainer(kind))
            return false;
        if (kind == ValueKind::String)
            return m_matcher.matches(value.toString());
        if (kind == ValueKind::Bytes) {
            const QByteArray bytes = (value.isTag() ? value.taggedValue() : value).toByteArray();
            return m_matcher.matches(
                QString::fromLatin1(bytes.first(std::min(bytes.size(), searchedBytesMax)).toHex(' ')));
        }
        return m_matcher.matches(displayText(value));
    }

    void appendStep()
    {
        const QString text = ValuePath({m_steps.back()}).toString();
        const bool wantsDot = !m_pathText.isEmpty() && !text.startsWith(u'[');
        m_pathText += wantsDot ? QString(u'.' + text) : text;
    }

    void add()
    {
        m_fresh.append(ValuePath(QList<PathStep>(m_steps.begin(), m_steps.end())));
        m_isOver = ++m_count >= ValueSearch::hitCountMax;
        if (m_clock.elapsed() >= sliceMilliseconds)
            handOver();
    }

    void handOver()
    {
        if (!m_fresh.isEmpty())
            m_promise.addResult(std::exchange(m_fresh, {}));
        m_clock.restart();
    }

    Matcher m_matcher;
    Scope m_scope;
    QString m_pathText;
    QPromise<QList<ValuePath>> &m_promise;
    std::vector<PathStep> m_steps;
    QList<ValuePath> m_fresh;
    qsizetype m_count = 0;
    bool m_isOver = false;
    QElapsedTimer m_clock;
};

} // namespace

QString ValueQuery::error() const
{
    if (!isPattern)
        return {};
    const QRegularExpression pattern = patternOf(*this);
    return pattern.isValid() ? QString() : pattern.errorString();
}

ValueSearch::ValueSearch(QObject *parent)
    : QObject(parent)
{}

ValueSearch::~ValueSearch()
{
    if (m_watcher)
        m_watcher->cancel();
}

void ValueSearch::start(const QCborValue &value, const ValueQuery &query, const QString &rootName)
{
    cancel();
    if (query.text.isEmpty() || !query.error().isEmpty())
        return;
    QPromise<QList<ValuePath>> promise;
    promise.start();
    m_watcher = std::make_unique<Watcher>();
    connect(m_watcher.get(), &Watcher::resultsReadyAt, this, &ValueSearch::take);
    connect(m_watcher.get(), &Watcher::finished, this, [this] {
        m_isRunning = false;
        emit finished();
    });
    m_watcher->setFuture(promise.future());
    m_isRunning = true;
    QThreadPool::globalInstance()->start([promise = std::move(promise), value, query, rootName]() mutable {
        Walker(query, rootName, promise).run(value);
        promise.finish();
    });
}

void ValueSearch::cancel()
{
    if (m_watcher) {
        m_watcher->disconnect(this);
        m_watcher->cancel();
        m_watcher.reset();
    }
    m_isRunning = false;
    if (m_hits.isEmpty())
        return;
    m_hits.clear();
    emit hitsChanged();
}

void ValueSearch::take(int first, int last)
{
    for (int i = first; i < last; ++i)
        m_hits.append(m_watcher->resultAt(i));
    emit hitsChanged();
}

} // namespace rove::ui
