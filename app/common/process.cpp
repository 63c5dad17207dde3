// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/process.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QSocketNotifier>

#include <sys/socket.h>

#include <csignal>
#include <unistd.h>

namespace rove::app {
namespace {

/// The write end of the pair that carries signals into the event loop; a handler may do little else.
int signalSocket = -1;

void passSignalOn(int)
{
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(signalSocket, &byte, 1);
}

} // namespace

void quitOnSignals(QCoreApplication &application)
{
    int sockets[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0) {
        qWarning("No socket for signals: Ctrl-C ends the program without stopping its engine in order.");
        return;
    }
    signalSocket = sockets[0];
    auto *notifier = new QSocketNotifier(sockets[1], QSocketNotifier::Read, &application);
    QObject::connect(notifier, &QSocketNotifier::activated, &application, [] { QCoreApplication::exit(0); });
    struct sigaction action{};
    action.sa_handler = passSignalOn;
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGTERM, &action, nullptr);
    ::sigaction(SIGINT, &action, nullptr);
}

void useLightEventLoops()
{
    qputenv("QT_NO_THREADED_GLIB", "1");
}

} // namespace rove::app
