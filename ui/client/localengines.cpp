// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/client/localengines.h"

#include "protocol/manager/json.h"
#include "protocol/manager/paths.h"

#include <QtCore/QFile>
#include <QtCore/QPromise>
#include <QtCore/QThreadPool>

#include <algorithm>
#include <array>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace rove::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr quint16 usualPort = 6420; // spec/engine-api.md 0
constexpr std::chrono::milliseconds probeTimeout = 1s;
constexpr std::chrono::milliseconds lookInterval = 15s;
constexpr size_t probesAtOnceMax = 4;
constexpr qsizetype portCountMax = 64;
constexpr qsizetype answerBytesMax = 64 * 1024;
constexpr qint64 tableBytesMax = 1024 * 1024;
constexpr quint16 privilegedPortMax = 1023;
/// MySQL, PostgreSQL, VNC, X11, Redis, Memcached, MongoDB, NATS, AMQP: an HTTP request only confuses them.
constexpr std::array<quint16, 10> strangerPorts{3306, 5432, 5900, 6000, 6379, 11211, 27017, 4222, 5672, 6010};

/// `0100007F` is 127.0.0.1 on a little-endian machine; all zeros listens everywhere.
bool isReachedByLoopback(QByteArrayView address)
{
    const bool isAny = std::ranges::all_of(address, [](char digit) { return digit == '0'; });
    return isAny || (address.size() == 8 && address.endsWith("7F")) ||
           address == "00000000000000000000000001000000" || address == "0000000000000000FFFF00000100007F";
}

QByteArray readTable(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(tableBytesMax) : QByteArray();
}

QList<quint16> portsOfThisUser()
{
#ifdef Q_OS_LINUX
    const uint user = ::getuid();
    QList<quint16> ports = listeningPorts(readTable(u"/proc/net/tcp"_s), user);
    ports += listeningPorts(readTable(u"/proc/net/tcp6"_s), user);
    std::ranges::sort(ports);
    const auto rest = std::ranges::unique(ports);
    ports.erase(rest.begin(), rest.end());
    return ports;
#else
    return {};
#endif
}

void addPlace(QList<Endpoint> &places, const Endpoint &place)
{
    const bool isKnown = std::ranges::any_of(places, [&place](const Endpoint &known) {
        return known.isSamePlace(place.withNamespace(known.namespaceName));
    });
    if (!isKnown && places.size() < portCountMax)
        places.append(place);
}

/// What the environment names comes first, for it may know a namespace and a token.
QList<Endpoint> candidates(const QList<quint16> &ports)
{
    QList<Endpoint> places;
    for (const char *variable : {"RIVET_ENDPOINT", "RIVET_ENGINE"}) {
        const Result<Endpoint> named = Endpoint::parse(qEnvironmentVariable(variable));
        if (named && named->isLoopback())
            addPlace(places, *named);
    }
    for (const quint16 port : ports)
        addPlace(places, {.base = QUrl(u"http://127.0.0.1:"_s % QString::number(port)),
                          .namespaceName = u"default"_s});
    return places;
}

} // namespace

QList<quint16> listeningPorts(const QByteArray &table, uint userId)
{
    constexpr qsizetype stateColumn = 3;
    constexpr qsizetype userColumn = 7;
    QList<quint16> ports;
    for (const QByteArray &line : table.split('\n')) {
        const QList<QByteArray> columns = line.simplified().split(' ');
        if (columns.size() <= userColumn || columns.at(stateColumn) != "0A" ||
            columns.at(userColumn).toUInt() != userId)
            continue;
        const qsizetype colon = columns.at(1).indexOf(':');
        const auto port = static_cast<quint16>(columns.at(1).sliced(colon + 1).toUInt(nullptr, 16));
        if (port > privilegedPortMax && !std::ranges::contains(strangerPorts, port) &&
            isReachedByLoopback(QByteArrayView(columns.at(1)).first(std::max<qsizetype>(colon, 0))))
            ports.append(port);
    }
    std::ranges::sort(ports);
    const auto rest = std::ranges::unique(ports);
    ports.erase(rest.begin(), rest.end());
    return ports;
}

LocalEngines::LocalEngines(QObject *parent)
    : QObject(parent)
{
    m_timer.setInterval(lookInterval);
    connect(&m_timer, &QTimer::timeout, this, &LocalEngines::refresh);
}

LocalEngines::~LocalEngines()
{
    // Probes answer as they go, and the list of them is going, too.
    ++m_look;
}

void LocalEngines::setEnabled(bool enabled)
{
    if (m_isEnabled == enabled)
        return;
    m_isEnabled = enabled;
    ++m_look;
    m_isLooking = false;
    m_waiting.clear();
    m_probes.clear();
    m_found.clear();
    if (!enabled && !m_engines.isEmpty()) {
        m_engines.clear();
        emit changed();
    }
    if (enabled && m_timer.isActive())
        refresh();
}

void LocalEngines::setActive(bool active)
{
    if (active == m_timer.isActive())
        return;
    if (!active)
        return m_timer.stop();
    m_timer.start();
    refresh();
}

void LocalEngines::refresh()
{
    if (!m_isEnabled || m_isLooking)
        return;
    m_isLooking = true;
    const auto promise = std::make_shared<QPromise<QList<quint16>>>();
    promise->start();
    promise->future().then(this, [this, look = ++m_look](const QList<quint16> &ports) {
        if (look == m_look)
            probe(candidates(ports));
    });
    QThreadPool::globalInstance()->start([promise, given = m_portsForTest] {
        promise->addResult(given.isEmpty() ? QList<quint16>{usualPort} + portsOfThisUser() : given);
        promise->finish();
    });
}

void LocalEngines::probe(const QList<Endpoint> &candidates)
{
    m_found.clear();
    m_waiting.assign(candidates.cbegin(), candidates.cend());
    startProbes();
}

void LocalEngines::startProbes()
{
    while (!m_waiting.empty() && m_probes.size() < probesAtOnceMax) {
        auto probe = std::make_unique<Probe>();
        probe->endpoint = m_waiting.front();
        m_waiting.pop_front();
        // The token, if there is one, is nobody's business before the user adds the endpoint.
        probe->http = std::make_unique<HttpClient>(probe->endpoint.withToken({}), WriteMode::ReadOnly);
        const Async<HttpResponse> answer = probe->http->send(
            {.path = manager::metadataPath(), .timeout = probeTimeout, .answerBytesMax = answerBytesMax});
        const Probe *key = probe.get();
        m_probes.push_back(std::move(probe));
        Async<HttpResponse>(answer).then(this,
                                         [this, key, look = m_look](const Result<HttpResponse> &response) {
                                             if (look == m_look)
                                                 finishProbe(key, response);
                                         });
    }
    if (m_probes.empty() && m_isLooking)
        finishLook();
}

void LocalEngines::finishProbe(const Probe *probe, const Result<HttpResponse> &response)
{
    const Result<manager::Metadata> metadata = response.and_then(
        [](const HttpResponse &answer) { return manager::readBody<manager::Metadata>(answer.body); });
    if (metadata && !metadata->version.isEmpty() &&
        (metadata->runtime == u"engine" || metadata->runtime == u"rivetkit"))
        m_found.append({.endpoint = probe->endpoint,
                        .runtime = metadata->runtime,
                        .version = metadata->version,
                        .roundTrip = response->duration});
    const auto ended = std::ranges::find(m_probes, probe, &std::unique_ptr<Probe>::get);
    // Its reply is still telling of its end.
    (*ended)->http.release()->deleteLater();
    m_probes.erase(ended);
    startProbes();
}

void LocalEngines::finishLook()
{
    m_isLooking = false;
    std::ranges::sort(m_found, {}, [](const FoundEngine &engine) { return engine.endpoint.base.port(80); });
    const auto isSame = [](const FoundEngine &a, const FoundEngine &b) {
        return a.endpoint == b.endpoint && a.version == b.version && a.runtime == b.runtime;
    };
    const bool isNew = !std::ranges::equal(m_engines, m_found, isSame);
    m_engines = std::exchange(m_found, {});
    if (isNew)
        emit changed();
    emit looked();
}

} // namespace rove::ui
