// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"
#include "ui/client/async.h"
#include "ui/models/actorevent.h"

#include <QtCore/QByteArray>

#include <vector>

namespace rove::ui {

/// How a log is written to a file or to the clipboard. Times are ISO 8601 in UTC with milliseconds, kinds and
/// levels their untranslated names, durations milliseconds, so that files read alike everywhere.
enum class EventFormat {
    /// An array of objects, payloads included.
    Json,
    /// RFC 4180 with a header line, without payloads.
    Csv,
    /// One line an event, for people.
    Text,
    /// Tab-separated with a header line, for pasting into a table.
    Tsv,
};

/// The events as bytes of UTF-8. Takes time in proportion to them and their payloads.
[[nodiscard]] QByteArray writeEvents(const std::vector<ActorEvent> &events, EventFormat format);
/// The same on another thread, into a file that is replaced whole or not at all.
[[nodiscard]] Async<> exportEvents(std::vector<ActorEvent> events, EventFormat format, const QString &path);

} // namespace rove::ui
