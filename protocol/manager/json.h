// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"
#include "protocol/manager/types.h"

#include <QtCore/QByteArrayView>

/// The types of protocol/manager/types.h to and from JSON.
///
/// A request is read strictly: an unknown field, a missing one or one of another type is `ApiBadRequest` with
/// the reason in its message and in metadata `reason`, worded as the real engine does. A response is read
/// with tolerance for fields we do not know, and for those that older servers leave out; what does not fit is
/// `ClientProtocol`.
namespace rove::manager {

/// `T` is any struct of protocol/manager/types.h.
template <class T>
[[nodiscard]] QJsonObject toJson(const T &value);
template <class T>
[[nodiscard]] Result<T> fromJson(const QJsonObject &object);

/// A body's text from a value, and a value from a body's text.
template <class T>
[[nodiscard]] QByteArray writeBody(const T &value);
template <class T>
[[nodiscard]] Result<T> readBody(QByteArrayView text);

/// The body that tells a peer of an error.
[[nodiscard]] ErrorBody errorBody(const Error &error);
/// The error that a body tells of.
[[nodiscard]] Error errorFromBody(const ErrorBody &body);

/// `ApiBadRequest` as the real engine words it: the reason in the message and in metadata `reason`.
[[nodiscard]] std::unexpected<Error> badRequest(const QString &reason);

/// `restart`, `sleep` or `destroy`.
[[nodiscard]] QString crashPolicyName(CrashPolicy policy);
[[nodiscard]] std::optional<CrashPolicy> crashPolicyFromName(QStringView name);

} // namespace rove::manager
