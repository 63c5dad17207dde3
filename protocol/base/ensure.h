// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QtLogging>

/// A bug if false: logs where and aborts, in every build. For the engine; the window uses ENSURE_OR_RETURN.
#define ENSURE(condition)                                                                                    \
    do {                                                                                                     \
        if (!(condition)) [[unlikely]]                                                                       \
            qFatal("%s:%d: %s does not hold", __FILE__, __LINE__, #condition);                               \
    } while (false)

/// A bug if false: logs where and leaves the function with the value given (or none). A window must outlive a
/// bad row.
#define ENSURE_OR_RETURN(condition, ...)                                                                     \
    do {                                                                                                     \
        if (!(condition)) [[unlikely]] {                                                                     \
            qCritical("%s:%d: %s does not hold", __FILE__, __LINE__, #condition);                            \
            return __VA_ARGS__;                                                                              \
        }                                                                                                    \
    } while (false)
