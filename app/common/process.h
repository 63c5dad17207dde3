// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QCoreApplication;

namespace rove::app {

/// Ends the application's event loop with code 0 on SIGTERM and Ctrl-C, so that the engine stops in order.
/// Call once; if the system has no sockets left it says so in the log, and signals end the program at once.
void quitOnSignals(QCoreApplication &application);

/// Lets the threads of Qt wait without GLib, which costs a round trip through a worker several microseconds.
/// Call first of all.
void useLightEventLoops();

} // namespace rove::app
