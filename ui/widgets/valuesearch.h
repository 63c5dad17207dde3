// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/valuepath.h"

#include <QtCore/QCborValue>
#include <QtCore/QFutureWatcher>
#include <QtCore/QList>
#include <QtCore/QObject>

#include <memory>

namespace rove::ui {

/// What is looked for in a value. A value type.
struct ValueQuery {
    enum class Scope { Everything, Keys, Values, Paths };

    QString text;
    Scope scope = Scope::Everything;
    Qt::CaseSensitivity caseSensitivity = Qt::CaseInsensitive;
    bool isPattern = false;

    /// Why the text is no pattern; empty if all is well.
    [[nodiscard]] QString error() const;

    friend bool operator==(const ValueQuery &, const ValueQuery &) = default;
};

/// Looks through a value on a thread of the pool and hands hits over as they come, in the value's own order.
/// A key, a value as a person sees it or as it would be typed, or a whole path counts as a hit where it
/// contains the text. A new start() or cancel() ends the search before; at most hitCountMax hits are kept,
/// and isBounded() says that there may be more. GUI thread; lives as long as its owner.
class ValueSearch : public QObject {
    Q_OBJECT

public:
    static constexpr qsizetype hitCountMax = 10'000;

    explicit ValueSearch(QObject *parent = nullptr);
    ~ValueSearch() override;
    Q_DISABLE_COPY_MOVE(ValueSearch)

    /// `rootName` begins every path, as in ValueTreeModel::pathText().
    void start(const QCborValue &value, const ValueQuery &query, const QString &rootName = {});
    /// Forgets the hits, too.
    void cancel();

    [[nodiscard]] const QList<ValuePath> &hits() const { return m_hits; }
    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    /// True if the search stopped because it had found enough.
    [[nodiscard]] bool isBounded() const { return m_hits.size() >= hitCountMax; }

signals:
    /// Hits were added to the end, or all were forgotten.
    void hitsChanged();
    void finished();

private:
    using Watcher = QFutureWatcher<QList<ValuePath>>;

    void take(int first, int last);

    std::unique_ptr<Watcher> m_watcher;
    QList<ValuePath> m_hits;
    bool m_isRunning = false;
};

} // namespace rove::ui
