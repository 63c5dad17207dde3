// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/metavalue.h"
#include "protocol/base/error.h"

#include <QtCore/QCborValue>
#include <QtCore/QFuture>

#include <concepts>
#include <utility>
#include <variant>

namespace rove::runtime {

/// A failure that the caller of an action is meant to read: its message, code and metadata reach the client,
/// while those of every other failure are masked (spec/client-gateway.md 7).
[[nodiscard]] std::unexpected<Error> userError(const QString &message,
                                               const QString &code = QStringLiteral("user_error"),
                                               const QCborMap &metadata = {});

/// What an action may return beside a plain value: a value, a failure, or a future that becomes either.
///
/// An action that cannot fail and answers at once returns its plain type (`int increment(int)`). One that can
/// fail or answers later returns ActionResult, and the conversions below keep its body plain: `return
/// count;`, `return userError(u"No such room"_s);`, `return context().kvGet(key).then(this, …);`. A value;
/// any thread.
class ActionResult {
public:
    using Outcome = Result<QCborValue>;

    /// Answers nothing: JavaScript's undefined.
    ActionResult() = default;
    ActionResult(std::unexpected<Error> failure)
        : m_outcome(Outcome(std::move(failure)))
    {}
    template <class T>
    ActionResult(const Result<T> &result)
        : m_outcome(outcomeOf(result))
    {}
    template <class T>
        requires(!std::same_as<T, ActionResult> && !std::same_as<T, Error>)
    ActionResult(const T &value)
        : m_outcome(outcomeOf(value))
    {}
    /// Answers what the future becomes: a value or a Result. A cancelled one is an internal error.
    template <class T>
    ActionResult(QFuture<T> future)
    {
        if constexpr (std::same_as<T, void>)
            m_outcome = future.then([] { return undefined(); });
        else
            m_outcome = future.then([](const T &value) { return outcomeOf(value); });
    }

    [[nodiscard]] bool isPending() const { return std::holds_alternative<QFuture<Outcome>>(m_outcome); }
    /// Only while it is not pending.
    [[nodiscard]] const Outcome &outcome() const { return std::get<Outcome>(m_outcome); }
    /// Only while it is pending.
    [[nodiscard]] QFuture<Outcome> future() const { return std::get<QFuture<Outcome>>(m_outcome); }

private:
    static Outcome undefined() { return QCborValue(QCborValue::Undefined); }
    template <class T>
    static Outcome outcomeOf(const T &value)
    {
        return toCbor(QMetaType::fromType<T>(), &value);
    }
    template <class T>
    static Outcome outcomeOf(const Result<T> &result)
    {
        if (!result)
            return std::unexpected(result.error());
        if constexpr (std::same_as<T, void>)
            return undefined();
        else
            return outcomeOf(*result);
    }

    std::variant<Outcome, QFuture<Outcome>> m_outcome{undefined()};
};

} // namespace rove::runtime
