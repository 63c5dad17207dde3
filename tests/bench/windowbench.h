// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

#include <chrono>
#include <vector>

namespace rove::bench {

using Samples = std::vector<std::chrono::duration<double, std::milli>>;

/// From the click on an actor that is awake, in the list of a real engine, until its state is painted. One
/// sample for each of some actors that were not shown before.
[[nodiscard]] Samples clickToState();

/// From the start of the program until its window takes input. With `--no-engine` if `words` say so; empty
/// if the program at `path` cannot be started.
[[nodiscard]] Samples coldStart(const QString &path, const QStringList &words);

} // namespace rove::bench
