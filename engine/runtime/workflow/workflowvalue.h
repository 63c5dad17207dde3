// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actionresult.h"
#include "engine/runtime/metavalue.h"
#include "engine/runtime/workflow/workflowtask.h"
#include "protocol/base/ensure.h"
#include "protocol/base/error.h"

#include <QtCore/QCborValue>
#include <QtCore/QFuture>

#include <concepts>
#include <type_traits>
#include <variant>

/// Which C++ types the parts of a workflow give, and how they become values of its history.
namespace rove::runtime {

class WorkflowContext;

namespace detail {

template <class T>
struct Plain {
    using Type = T;
};
template <class T>
struct Plain<Result<T>> : Plain<T> {};
template <class T>
struct Plain<QFuture<T>> : Plain<T> {};
template <>
struct Plain<ActionResult> {
    using Type = QCborValue;
};

} // namespace detail

/// `T` for a step that returns T, Result<T>, QFuture<T> or QFuture<Result<T>>; QCborValue for an
/// ActionResult.
template <class Run>
using StepValue = typename detail::Plain<std::remove_cvref_t<std::invoke_result_t<Run &>>>::Type;

/// What the coroutine of a branch gives.
template <class Run>
using TaskValue = typename std::invoke_result_t<Run &, WorkflowContext &>::Value;
/// The same, for a place that cannot hold nothing.
template <class Run>
using BranchValue = std::conditional_t<std::is_void_v<TaskValue<Run>>, std::monostate, TaskValue<Run>>;

/// What the `done` of a loop's round gives.
template <class Run, class State>
using LoopValue = std::remove_cvref_t<decltype(std::get<1>(
    std::declval<typename std::invoke_result_t<Run &, WorkflowContext &, State>::Value &>().next))>;

template <class T>
[[nodiscard]] QCborValue toValue(const T &value)
{
    if constexpr (std::same_as<T, std::monostate>) {
        return QCborValue(QCborValue::Undefined);
    } else {
        ENSURE(isBridged(QMetaType::fromType<T>()));
        return toCbor(QMetaType::fromType<T>(), &value);
    }
}

/// Fails if what is stored is not of this type, as after a change of the code. Members that the type no
/// longer has are left out.
template <class T>
[[nodiscard]] Result<T> fromValue(const QCborValue &value)
{
    if constexpr (std::same_as<T, std::monostate>) {
        return T();
    } else if constexpr (std::same_as<T, QCborValue>) {
        return value;
    } else {
        const QString what = QStringLiteral("the stored value");
        return fromCbor(QMetaType::fromType<T>(), value, what, UnknownMembers::Ignore)
            .transform([](const QVariant &converted) { return converted.value<T>(); });
    }
}

} // namespace rove::runtime
