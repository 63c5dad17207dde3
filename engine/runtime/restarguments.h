// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QCborArray>
#include <QtCore/QMetaType>

namespace rove::runtime {

/// As the last parameter of an action: all arguments that come after those of the parameters before it, none
/// included. For actions that take any number of values, as a JavaScript function with `...values` does.
struct RestArguments {
    QCborArray values;
};

} // namespace rove::runtime

Q_DECLARE_METATYPE(rove::runtime::RestArguments)
