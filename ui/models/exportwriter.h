// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/async.h"

#include <QtCore/QThreadPool>

#include <memory>

class QFile;

namespace rove::ui {

/// Appends lines to a file on a thread of its own, in the order in which they are given; each is on its way
/// to the disk before its answer comes. Whoever waits for the answer before giving the next line bounds what
/// is in memory. The first line empties the file; after `close()` the next one goes behind what is there.
/// GUI thread; `IoFailed` if the disk does not play along.
class ExportWriter {
public:
    explicit ExportWriter(const QString &path);
    /// Waits for what is being written.
    ~ExportWriter();
    ExportWriter(const ExportWriter &) = delete;
    ExportWriter &operator=(const ExportWriter &) = delete;

    /// `line` is without its end.
    Async<> append(const QByteArray &line);
    /// Gives the file free until the next line.
    void close();

private:
    /// Of the worker alone.
    struct Target;

    std::shared_ptr<Target> m_target;
    QThreadPool m_pool;
};

} // namespace rove::ui
