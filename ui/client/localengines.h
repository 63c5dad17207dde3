// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/manager/types.h"
#include "ui/client/httpclient.h"

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <chrono>
#include <deque>
#include <memory>
#include <vector>

namespace rove::ui {

/// A Rivet engine, or an older actor server, that answers on this machine.
struct FoundEngine {
    /// With the token where the environment named one.
    Endpoint endpoint;
    /// `engine`, or `rivetkit` for a server that is its own manager.
    QString runtime;
    QString version;
    std::chrono::microseconds roundTrip{};

    friend bool operator==(const FoundEngine &, const FoundEngine &) = default;
};

/// The ports that a table of the kernel (/proc/net/tcp, tcp6) says somebody with this user id listens on,
/// where the loopback reaches them: ascending, without those below 1024 and those of well-known servers that
/// speak no HTTP.
[[nodiscard]] QList<quint16> listeningPorts(const QByteArray &table, uint userId);

/// Looks for engines on this machine, and only there: at Rivet's usual port, at what RIVET_ENDPOINT says if
/// that is this machine, and at the ports that the user's own programs listen on. Each is asked once for
/// `/metadata`, a few at a time, and given a second; nothing is written and no actor is touched. Owned by the
/// shell; GUI thread, which never waits: the kernel's tables are read on another. Finds nothing, silently,
/// where it can see nothing.
class LocalEngines : public QObject {
    Q_OBJECT
public:
    explicit LocalEngines(QObject *parent = nullptr);
    ~LocalEngines() override;

    /// The user's switch; on by default. Off forgets what was found and asks nobody.
    void setEnabled(bool enabled);
    [[nodiscard]] bool isEnabled() const { return m_isEnabled; }
    /// While active it looks again every few seconds; a page that shows the list makes it so.
    void setActive(bool active);
    /// Looks now.
    void refresh();

    /// Sorted by port.
    [[nodiscard]] const QList<FoundEngine> &engines() const { return m_engines; }
    [[nodiscard]] bool isLooking() const { return m_isLooking; }

    /// For tests: these ports instead of what the kernel and the environment say.
    void setPortsForTest(const QList<quint16> &ports) { m_portsForTest = ports; }

signals:
    void changed();
    /// A look has ended.
    void looked();

private:
    struct Probe {
        std::unique_ptr<HttpClient> http;
        Endpoint endpoint;
    };

    void probe(const QList<Endpoint> &candidates);
    void startProbes();
    void finishProbe(const Probe *probe, const Result<HttpResponse> &response);
    void finishLook();

    bool m_isEnabled = true;
    bool m_isLooking = false;
    /// Counts looks, so that an answer to an abandoned one is recognised.
    quint64 m_look = 0;
    QTimer m_timer;
    QList<quint16> m_portsForTest;
    std::deque<Endpoint> m_waiting;
    std::vector<std::unique_ptr<Probe>> m_probes;
    QList<FoundEngine> m_found;
    QList<FoundEngine> m_engines;
};

} // namespace rove::ui
