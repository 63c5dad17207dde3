// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/engine.h"
#include "engine/runtime/examples/counter.h"
#include "protocol/base/id.h"
#include "tests/golden/vectors.h"

#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtCore/QRegularExpression>
#include <QtCore/QThread>
#include <QtCore/QUuid>
#include <QtNetwork/QTcpSocket>
#include <QtTest/QtTest>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <span>

using namespace Qt::StringLiterals;
using namespace rove;

namespace {

// --- What is not asked, or is answered otherwise. docs/manager-api.md tells readers the same. ---

struct Note {
    QLatin1StringView name; ///< Of the record.
    QLatin1StringView what; ///< As each table has it.
    QLatin1StringView reason;
};

constexpr auto noDashboard =
    "a page of the dashboard that the real engine carries; Rove is a program of its own"_L1;
constexpr auto otherPort =
    "answered on the metrics port or the peer port, which this engine does not open"_L1;
constexpr auto serverless = "about a serverless platform, which is not there; tests/interop has one"_L1;
constexpr auto runnerPool =
    "about a process that speaks the older runner protocol, of which this test starts none"_L1;
constexpr auto failingActor =
    "about an action, a state or a failing start that only the recorded actors have"_L1;
constexpr auto lostEnvoy = "about an envoy of another process that was upgraded or killed"_L1;

/// Records that are not replayed; `what` is empty.
constexpr std::array notReplayed{
    Note{"root-redirect"_L1, {}, noDashboard},
    Note{"ui-index"_L1, {}, noDashboard},
    Note{"ui-unknown-path-serves-index"_L1, {}, noDashboard},
    Note{"auth-root-no-token"_L1, {}, noDashboard},
    Note{"auth-ui-no-token"_L1, {}, noDashboard},
    Note{"auth-peer-api-open"_L1, {}, otherPort},
    Note{"metrics-head"_L1, {}, otherPort},
    Note{"peer-health"_L1, {}, otherPort},
    Note{"peer-epoxy-coordinator-state"_L1, {}, otherPort},
    Note{"peer-epoxy-replica-debug"_L1, {}, otherPort},
    Note{"peer-namespaces"_L1, {}, otherPort},
    Note{"runner-configs-upsert-serverless"_L1, {}, serverless},
    Note{"runner-configs-upsert-serverless-short-lifespan"_L1, {}, serverless},
    Note{"runner-configs-upsert-serverless-bad-url"_L1, {}, serverless},
    Note{"runner-configs-refresh-metadata-normal"_L1, {}, serverless},
    Note{"runner-configs-refresh-metadata-unreachable"_L1, {}, serverless},
    Note{"serverless-health-check-unreachable"_L1, {}, serverless},
    Note{"serverless-health-check-not-rivet"_L1, {}, serverless},
    Note{"serverless-health-check-bad-url"_L1, {}, serverless},
    Note{"runner-pool-create-slot1"_L1, {}, runnerPool},
    Note{"runner-pool-create-slot2"_L1, {}, runnerPool},
    Note{"runner-pool-runners-full"_L1, {}, runnerPool},
    Note{"runner-pool-create-over-capacity-sleep"_L1, {}, runnerPool},
    Note{"runner-pool-create-over-capacity-restart"_L1, {}, runnerPool},
    Note{"runner-pool-create-over-capacity-destroy"_L1, {}, runnerPool},
    Note{"runner-pool-actors-over-capacity"_L1, {}, runnerPool},
    Note{"runner-pool-delete-slot1"_L1, {}, runnerPool},
    Note{"runner-pool-runners-after-queue-drain"_L1, {}, runnerPool},
    Note{"runner-pool-runners-include-stopped"_L1, {}, runnerPool},
    Note{"runner-pool-runner-names"_L1, {}, runnerPool},
    Note{"runner-pool-runner-by-id"_L1, {}, runnerPool},
    Note{"crash-policy-kill-two"_L1, {}, runnerPool},
    Note{"crash-policy-kill-two-runners"_L1, {}, runnerPool},
    Note{"crash-policy-term-two"_L1, {}, runnerPool},
    Note{"crash-policy-term-two-runners"_L1, {}, runnerPool},
    Note{"crash-policy-kill-alone"_L1, {}, runnerPool},
    Note{"crash-policy-kill-alone-runners"_L1, {}, runnerPool},
    Note{"runner-key-replacement-runners"_L1, {}, runnerPool},
    Note{"runner-version-upgrade-runners"_L1, {}, runnerPool},
    Note{"runner-key-replaced-same-runner-id"_L1, {}, runnerPool},
    Note{"envoy-actors-error-shapes"_L1, {}, failingActor},
    Note{"gateway-action-wake-from-sleep-failWake"_L1, {}, failingActor},
    Note{"envoys-after-version-upgrade"_L1, {}, lostEnvoy},
    Note{"envoy-lost-actors"_L1, {}, lostEnvoy},
    Note{"gateway-no-envoy-ready-timeout"_L1, {}, lostEnvoy},
    Note{"actor-no-envoys-error"_L1, {}, lostEnvoy},
    Note{"serverless-endpoint-metadata"_L1, {}, serverless},
    Note{"serverless-health-check-success"_L1, {}, serverless},
    Note{"runner-configs-upsert-serverless-live"_L1, {}, serverless},
    Note{"runner-configs-upsert-serverless-live-unchanged"_L1, {}, serverless},
    Note{"runner-configs-refresh-metadata-ok"_L1, {}, serverless},
    Note{"serverless-dead-actors"_L1, {}, serverless},
    Note{"auth-refresh-no-token"_L1, {}, serverless},
    Note{"auth-sls-health-no-token"_L1, {}, serverless},
    Note{"gateway-serverless-dead-fail-fast"_L1, {}, serverless},
    Note{"serverless-envoys-while-running"_L1, {}, serverless},
};

/// Records whose request is answered otherwise; `what` is our status, and the error if it is one.
constexpr std::array answeredOtherwise{
    Note{"actors-list-bad-cursor"_L1, "400 api.bad_request"_L1, "the client's mistake, not the engine's"_L1},
    Note{"namespaces-create-bad-json"_L1, "400 api.bad_request"_L1, "another parser words syntax errors"_L1},
    Note{"actors-kv-get-persist"_L1, "200"_L1,
         "our actors keep their state in this key, as RivetKit's did before 2.3"_L1},
};

constexpr auto noHost = "no connected process announces the name, and that is known at once"_L1;
constexpr auto tooSoon = "how far the start has come at this moment is chance"_L1;
constexpr auto keepsPolicy = "the crash policy asked for is kept and followed"_L1;
constexpr auto built = "we say what we are, and nothing of a compiler that did not build us"_L1;
constexpr auto oneEnvoy =
    "one process here: it serves one pool, calls itself Rove and gives way to any other version"_L1;
constexpr auto ownActor = "the example actor has its own state, actions and errors, and no database"_L1;
constexpr auto ownGeneration = "this actor has been started once, the recorded one twice"_L1;

/// Parts of response bodies that are not compared; `what` is their paths, parted by spaces.
constexpr std::array differingParts{
    Note{"metadata"_L1,
         "git_sha build_timestamp rustc_version rustc_host cargo_target cargo_profile epoxy_protocol_version "
         "rove_version"_L1,
         built},
    Note{"auth-metadata-no-token"_L1,
         "git_sha build_timestamp rustc_version rustc_host cargo_target cargo_profile epoxy_protocol_version "
         "rove_version"_L1,
         built},
    Note{"datacenters"_L1, "datacenters.0.url"_L1, "another port"_L1},
    Note{"cors-simple-get"_L1, "datacenters.0.url"_L1, "another port"_L1},
    Note{"health-fanout"_L1, "datacenters.0.rtt_ms"_L1, "measured"_L1},
    Note{"envoys-list"_L1, "envoys.0.version envoys.0.metadata envoys.0.last_rtt envoys.1"_L1, oneEnvoy},
    Note{"runner-configs-list"_L1, "runner_configs.services"_L1, oneEnvoy},
    Note{"serverless-envoys"_L1,
         "envoys.0.pool_name envoys.0.version envoys.0.metadata envoys.0.slots envoys.0.last_rtt"_L1,
         "another envoy with other actors"_L1},
    Note{"envoy-pool-actor-before-envoy-connects"_L1, "actors.0.error"_L1,
         "a pool that no envoy has joined has no envoys; the real engine then speaks of capacity"_L1},
    Note{"actors-create-unregistered-name"_L1, "actor.sleep_ts actor.error"_L1, noHost},
    Note{"actors-create-weird-name"_L1, "actor.sleep_ts actor.error"_L1, noHost},
    Note{"actors-create-empty-name"_L1, "actor.sleep_ts actor.error"_L1, noHost},
    Note{"actors-get-or-create-existing"_L1, "actor.start_ts actor.connectable_ts"_L1, tooSoon},
    Note{"actors-list-by-key-two-incarnations"_L1, "actors.0.start_ts actors.0.connectable_ts"_L1, tooSoon},
    Note{"actors-create-restart-policy-on-envoy-pool-reports-sleep"_L1, "actor.crash_policy"_L1, keepsPolicy},
    Note{"actors-list-page1"_L1, "actors.1.crash_policy"_L1, keepsPolicy},
    Note{"gateway-user-error"_L1, "actor.generation code message metadata"_L1, ownActor},
    Note{"gateway-internal-error"_L1, "actor.generation"_L1, ownGeneration},
    Note{"inspector-state"_L1, "state"_L1, ownActor},
    Note{"inspector-summary"_L1, "state rpcs isDatabaseEnabled"_L1, ownActor},
    Note{"gateway-action-not-found"_L1, "actor.generation"_L1, ownGeneration},
    Note{"gateway-unknown-path"_L1, "actor.generation"_L1, ownGeneration},
};

/// Records that are asked with another path; `what` is that path.
constexpr std::array askedOtherwise{
    Note{"actors-names-limit"_L1, "/actors/names?namespace=default&limit=2&cursor=We%20ird/N%C3%A4me"_L1,
         "names come from actors too, so that those that no envoy announces are found; these sort first"_L1},
    Note{"gateway-user-error"_L1, "/gateway/<id:1>/action/fail"_L1, ownActor},
    Note{"gateway-internal-error"_L1, "/gateway/<id:1>/action/crash"_L1, ownActor},
    Note{"serverless-envoys"_L1, "/envoys?namespace=default&name=default"_L1,
         "the shape of an envoy is that of any pool"_L1},
};

template <std::size_t count>
const Note *noteOf(const std::array<Note, count> &notes, const QString &name)
{
    const auto found = std::ranges::find(notes, name, &Note::name);
    return found == notes.end() ? nullptr : found;
}

// --- HTTP, to the byte ---

struct Reply {
    int status = 0;
    std::map<QByteArray, QByteArray> headers; ///< By name in lower case; without those that no record has.
    QByteArray body;
};

struct Request {
    QByteArray method;
    QByteArray target;
    QByteArrayList headerLines;
    QByteArray body;
};

std::optional<Reply> parseReply(const QByteArray &received)
{
    // The last three come with every actor's answer; tests/golden/client.json has them, these records left
    // them out.
    static const QByteArrayList leftOut{
        "content-length",           "connection",       "date", "x-rivet-actor",
        "x-rivet-actor-generation", "x-rivet-actor-key"};
    const qsizetype end = received.indexOf("\r\n\r\n");
    if (end < 0)
        return std::nullopt;
    QByteArrayList lines = received.first(end).split('\n');
    Reply reply{.status = lines.takeFirst().split(' ').value(1).toInt(),
                .headers = {},
                .body = received.sliced(end + 4)};
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        const QByteArray name = line.first(colon).toLower();
        if (!leftOut.contains(name))
            reply.headers[name] += line.sliced(colon + 1).trimmed();
    }
    return reply;
}

/// None if the engine does not answer in time.
std::optional<Reply> exchange(int port, const Request &request)
{
    constexpr int patience = 20'000;
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, static_cast<quint16>(port));
    if (!socket.waitForConnected(patience))
        return std::nullopt;
    QByteArrayList lines{request.method + ' ' + request.target + " HTTP/1.1",
                         "Host: 127.0.0.1:" + QByteArray::number(port), "Connection: close",
                         "Content-Length: " + QByteArray::number(request.body.size())};
    lines += request.headerLines;
    socket.write(lines.join("\r\n") + "\r\n\r\n" + request.body);
    while (socket.state() == QAbstractSocket::ConnectedState)
        if (!socket.waitForReadyRead(patience) && socket.state() == QAbstractSocket::ConnectedState)
            return std::nullopt;
    return parseReply(socket.readAll());
}

// --- Comparing ---

/// What the placeholders of one recording stand for here. Each is bound where it first appears.
class Bindings {
public:
    void clear() { m_values.clear(); }
    void bind(const QString &placeholder, const QString &value)
    {
        m_values.insert_or_assign(placeholder, value);
    }
    [[nodiscard]] std::optional<QString> find(const QString &placeholder) const
    {
        const auto found = m_values.find(placeholder);
        return found == m_values.end() ? std::nullopt : std::optional(found->second);
    }
    /// A text in which the bound placeholders are replaced.
    [[nodiscard]] QString filled(QString text) const
    {
        for (const auto &[placeholder, value] : m_values)
            text.replace(placeholder, value);
        return text;
    }

private:
    std::map<QString, QString> m_values;
};

/// `x*3` and `<x*3>` are how the records spell `xxx`.
QString expanded(QString text)
{
    static const QRegularExpression repeated(u"<?\\b([xy])\\*(\\d+)>?"_s);
    for (auto found = repeated.match(text); found.hasMatch(); found = repeated.match(text))
        text.replace(found.capturedStart(), found.capturedLength(),
                     QString(found.captured(2).toInt(), found.captured(1)[0]));
    return text;
}

/// The real engine tells where in a body it stopped; we tell what it stopped at.
QString withoutPlace(const QString &text)
{
    static const QRegularExpression place(u" at line \\d+ column \\d+$"_s);
    return QString(text).remove(place);
}

bool isInstant(const QJsonValue &value)
{
    constexpr qint64 year2020 = 1'577'836'800'000;
    return (value.isString() ? value.toString().toLongLong() : value.toInteger()) > year2020;
}

/// Compares a recorded body with ours and notes every difference with its path.
class Comparison {
public:
    Comparison(Bindings &bindings, const QString &ignoredPaths)
        : m_bindings(bindings)
        , m_ignored(ignoredPaths.split(u' ', Qt::SkipEmptyParts))
    {}

    void compare(const QJsonValue &recorded, const QJsonValue &ours, const QString &path)
    {
        if (m_ignored.contains(path))
            return;
        if (recorded.isString())
            compareText(recorded.toString(), ours, path);
        else if (recorded.isObject() && ours.isObject())
            compareObjects(recorded.toObject(), ours.toObject(), path);
        else if (recorded.isArray() && ours.isArray())
            compareArrays(recorded.toArray(), ours.toArray(), path);
        else if (recorded != ours)
            differ(path, recorded, ours);
    }
    [[nodiscard]] QStringList differences() const { return m_differences; }

private:
    static QString below(const QString &path, const QString &name)
    {
        return path.isEmpty() ? name : QString(path % u'.' % name);
    }

    void compareObjects(const QJsonObject &recorded, const QJsonObject &ours, const QString &path)
    {
        QStringList names = recorded.keys() + ours.keys();
        names.removeDuplicates();
        for (const QString &name : std::as_const(names))
            compare(recorded.value(name), ours.value(name), below(path, name));
    }

    void compareArrays(const QJsonArray &recorded, const QJsonArray &ours, const QString &path)
    {
        for (qsizetype i = 0; i < std::max(recorded.size(), ours.size()); ++i)
            compare(i < recorded.size() ? recorded[i] : QJsonValue(QJsonValue::Undefined),
                    i < ours.size() ? ours[i] : QJsonValue(QJsonValue::Undefined),
                    below(path, QString::number(i)));
    }

    void compareText(const QString &recorded, const QJsonValue &ours, const QString &path)
    {
        static const QRegularExpression placeholder(u"^<(id|uuid):\\d+>$"_s);
        if (recorded == "<ts-ms>"_L1) {
            if (!isInstant(ours))
                differ(path, recorded, ours);
        } else if (recorded.startsWith("<base64: "_L1)) {
            if (QByteArray::fromBase64(ours.toString().toLatin1()).isEmpty())
                differ(path, recorded, ours);
        } else if (placeholder.match(recorded).hasMatch() && !m_bindings.find(recorded)) {
            bind(recorded, ours, path);
        } else if (const QString wanted = withoutPlace(expanded(m_bindings.filled(recorded)));
                   ours != wanted) {
            differ(path, wanted, ours);
        }
    }

    void bind(const QString &placeholder, const QJsonValue &ours, const QString &path)
    {
        const QString text = ours.toString();
        const bool isValid = placeholder.startsWith("<id"_L1) ? IdBytes::parse(text).has_value()
                                                              : !QUuid::fromString(text).isNull();
        if (!isValid)
            differ(path, placeholder, ours);
        m_bindings.bind(placeholder, text);
    }

    void differ(const QString &path, const QJsonValue &recorded, const QJsonValue &ours)
    {
        const auto shown = [](const QJsonValue &value) {
            return QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact))
                .left(300);
        };
        m_differences += u"%1: recorded %2, ours %3"_s.arg(path, shown(recorded), shown(ours));
    }

    Bindings &m_bindings;
    QStringList m_ignored;
    QStringList m_differences;
};

/// A recorded list of pools without those that we do not have.
QJsonValue withoutServerless(const QJsonValue &body)
{
    if (!body["runner_configs"_L1].isObject())
        return body;
    QJsonObject pools = body["runner_configs"_L1].toObject();
    for (const QString &pool : pools.keys())
        if (pools[pool]["datacenters"_L1]["default"_L1].toObject().contains("serverless"_L1))
            pools.remove(pool);
    QJsonObject changed = body.toObject();
    changed["runner_configs"_L1] = pools;
    return changed;
}

bool isOurs(const QJsonObject &record)
{
    return record["source"_L1] != "own-3dc"_L1;
}

} // namespace

/// Replays what was asked of a real engine, in the order in which it was asked, to one of ours that has been
/// given the same namespaces, pools and actors, and compares the answers: status, headers and body. Ids, keys
/// of envoys and times differ from run to run and are compared by shape; an id that appears again must be the
/// same.
class EngineApiGoldenTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyNoteIsOfARecordAndHasAReason();
    void theManualNamesEveryNote();
    void answersAsRecorded_data();
    void answersAsRecorded();
    void headIsAnsweredAsGetWithoutABody();
    void cleanupTestCase();

private:
    void prepare(const QString &name);
    void startEngine(const QStringList &actorNames, const QByteArray &adminToken = {});
    std::optional<Reply> send(const Request &request);
    std::optional<Reply> ask(const QByteArray &method, const QString &target, const QJsonValue &body = {});
    void expectDone(const QByteArray &method, const QString &target, const QJsonValue &body);
    QString createActor(const QString &key, const QString &pool = u"default"_s,
                        const QString &policy = u"sleep"_s);
    /// Waits until a timestamp of an actor is set.
    void awaitActor(const QString &id, QLatin1StringView timestamp);
    void putToSleep(const QString &id);
    /// How many actors the envoy runs.
    int slotCount();

    [[nodiscard]] Request requestOf(const QJsonObject &record);
    void bindUnknownIds(const QString &text, const QString &name);
    void compareHeaders(const QJsonObject &record, const Reply &reply) const;
    void compareBody(const QJsonObject &record, const Reply &reply);

    std::unique_ptr<host::Engine> m_engine;
    Bindings m_bindings;
    QString m_lastCursor;
    qint64 m_lastAnswered = 0;
};

void EngineApiGoldenTest::initTestCase()
{
    QVERIFY(!golden::load(u"engine-api.json"_s).isEmpty());
}

void EngineApiGoldenTest::cleanupTestCase()
{
    m_engine.reset();
}

void EngineApiGoldenTest::everyNoteIsOfARecordAndHasAReason()
{
    QStringList names;
    for (const QJsonValue record : golden::load(u"engine-api.json"_s))
        if (isOurs(record.toObject()))
            names += record["name"_L1].toString();
    const auto check = [&](std::span<const Note> notes) {
        for (const Note &note : notes) {
            QVERIFY2(names.count(note.name) == 1, note.name.data());
            QVERIFY2(!note.reason.isEmpty(), note.name.data());
            QVERIFY2(notes.data() == notReplayed.data() || !noteOf(notReplayed, note.name), note.name.data());
        }
    };
    check(notReplayed);
    check(answeredOtherwise);
    check(differingParts);
    check(askedOtherwise);
}

void EngineApiGoldenTest::theManualNamesEveryNote()
{
    QFile file(qEnvironmentVariable("ROVE_SOURCE") + "/docs/manager-api.md"_L1);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString manual = QString::fromUtf8(file.readAll());
    const auto check = [&](std::span<const Note> notes) {
        for (const Note &note : notes)
            QVERIFY2(manual.contains(u'`' % note.name % u'`'), note.name.data());
    };
    check(notReplayed);
    check(answeredOtherwise);
    check(differingParts);
    check(askedOtherwise);
}

// --- Replaying ---

void EngineApiGoldenTest::answersAsRecorded_data()
{
    QTest::addColumn<QJsonObject>("record");
    for (const QJsonValue value : golden::load(u"engine-api.json"_s)) {
        const QJsonObject record = value.toObject();
        const QString name = record["name"_L1].toString();
        if (isOurs(record) && !noteOf(notReplayed, name))
            QTest::newRow(qPrintable(name)) << record;
    }
}

void EngineApiGoldenTest::answersAsRecorded()
{
    QFETCH(const QJsonObject, record);
    const QString name = record["name"_L1].toString();
    prepare(name);
    if (QTest::currentTestFailed())
        return;
    const auto reply = send(requestOf(record));
    QVERIFY2(reply, "no answer");

    if (const Note *note = noteOf(answeredOtherwise, name)) {
        const QJsonObject body = QJsonDocument::fromJson(reply->body).object();
        QString answer = QString::number(reply->status);
        if (reply->status >= 400)
            answer += u" %1.%2"_s.arg(body["group"_L1].toString(), body["code"_L1].toString());
        QCOMPARE(answer, QString(note->what));
        return;
    }
    QCOMPARE(reply->status, record["status"_L1].toInt());
    compareHeaders(record, *reply);
    compareBody(record, *reply);
}

void EngineApiGoldenTest::headIsAnsweredAsGetWithoutABody()
{
    if (!m_engine)
        startEngine({u"counter"_s});
    for (const QByteArray &target : {"/health"_ba, "/datacenters"_ba, "/nope"_ba}) {
        const auto get = send({"GET", target, {}, {}});
        const auto head = send({"HEAD", target, {}, {}});
        QVERIFY(get && head);
        QCOMPARE(head->status, get->status);
        QCOMPARE(head->headers.size(), get->headers.size());
        QCOMPARE(head->body, QByteArray());
    }
}

Request EngineApiGoldenTest::requestOf(const QJsonObject &record)
{
    const QString name = record["name"_L1].toString();
    const Note *note = noteOf(askedOtherwise, name);
    QString target = note ? QString(note->what) : record["path"_L1].toString();
    target.replace("<ts-ms>"_L1, m_lastCursor);
    bindUnknownIds(target, name);

    Request request{.method = record["method"_L1].toString().toUtf8(),
                    .target = m_bindings.filled(target).toUtf8(),
                    .headerLines = {},
                    .body = {}};
    const QJsonObject headers = record["request"_L1]["headers"_L1].toObject();
    for (auto header = headers.begin(); header != headers.end(); ++header)
        request.headerLines +=
            header.key().toUtf8() + ": " + m_bindings.filled(header.value().toString()).toUtf8();
    const QJsonValue body = record["request"_L1]["body"_L1];
    if (body.isObject())
        request.body =
            expanded(QString::fromUtf8(QJsonDocument(body.toObject()).toJson(QJsonDocument::Compact)))
                .toUtf8();
    else
        request.body = body.toString().toUtf8();
    return request;
}

/// An id that no answer has told was made up by whoever asked.
void EngineApiGoldenTest::bindUnknownIds(const QString &text, const QString &name)
{
    static const QRegularExpression placeholder(u"<id:\\d+>"_s);
    for (const QRegularExpressionMatch &match : placeholder.globalMatch(text)) {
        if (m_bindings.find(match.captured()))
            continue;
        const std::uint16_t label = name.contains("unknown-dc"_L1) ? 99 : 1;
        // The recorded one, of an id's length, was no id: that is why its answer is an internal error.
        m_bindings.bind(match.captured(), name == "gateway-actor-not-found"_L1
                                              ? QString(IdBytes::textLength, u'z')
                                              : IdBytes::fromUuid(QUuid::createUuid(), label).toString());
    }
}

void EngineApiGoldenTest::compareHeaders(const QJsonObject &record, const Reply &reply) const
{
    QStringList recorded;
    const QJsonObject headers = record["response"_L1]["headers"_L1].toObject();
    for (auto header = headers.begin(); header != headers.end(); ++header)
        recorded += header.key() == "x-rivet-ray-id"_L1
                        ? header.key()
                        : QString(header.key() % ": "_L1 % header.value().toString());
    QStringList ours;
    for (const auto &[name, value] : reply.headers)
        ours += name == "x-rivet-ray-id" ? QString::fromUtf8(name) : QString::fromUtf8(name + ": " + value);
    recorded.sort();
    ours.sort();
    QCOMPARE(ours, recorded);
    QVERIFY(RayId::parse(QString::fromLatin1(reply.headers.at("x-rivet-ray-id"))));
}

void EngineApiGoldenTest::compareBody(const QJsonObject &record, const Reply &reply)
{
    const QJsonValue recorded = withoutServerless(record["response"_L1]["body"_L1]);
    if (!recorded.isObject()) {
        QCOMPARE(QString::fromUtf8(reply.body), recorded.toString());
        return;
    }
    const QJsonObject ours = QJsonDocument::fromJson(reply.body).object();
    const Note *note = noteOf(differingParts, record["name"_L1].toString());
    Comparison comparison(m_bindings, note ? QString(note->what) : QString());
    comparison.compare(recorded, ours, {});
    const QStringList differences = comparison.differences();
    QVERIFY2(differences.isEmpty(), qPrintable(differences.join(u'\n')));
    m_lastCursor = ours["pagination"_L1]["cursor"_L1].toString();
}

// --- Giving our engine what the real one had ---

void EngineApiGoldenTest::startEngine(const QStringList &actorNames, const QByteArray &adminToken)
{
    host::EngineOptions options;
    options.access.adminToken = adminToken;
    for (const QString &name : actorNames)
        options.actors.add<runtime::examples::Counter>(name);
    auto engine = host::Engine::start(std::move(options));
    QVERIFY2(engine, engine ? "" : qPrintable(engine.error().message));
    m_engine = *std::move(engine);
    if (!adminToken.isEmpty())
        return; // Nothing is asked of it that needs a pool.
    // RivetKit sets the pool that it serves when it starts.
    expectDone("PUT", u"/runner-configs/default?namespace=default"_s,
               QJsonObject{{u"datacenters"_s,
                            QJsonObject{{u"default"_s, QJsonObject{{u"normal"_s, QJsonObject()}}}}}});
}

/// Brings about what was there when a record was made, and forgets the placeholders where another recording
/// begins.
void EngineApiGoldenTest::prepare(const QString &name)
{
    const auto putPool = [this](const QString &pool, const QJsonObject &normal) {
        expectDone(
            "PUT", u"/runner-configs/%1?namespace=default"_s.arg(pool),
            QJsonObject{{u"datacenters"_s, QJsonObject{{u"default"_s, QJsonObject{{u"normal"_s, normal}}}}}});
    };
    const auto beginWith = [this](const QString &key) {
        m_bindings.clear();
        const QString id = createActor(key);
        m_bindings.bind(u"<id:1>"_s, id);
        awaitActor(id, "connectable_ts"_L1);
        return id;
    };
    if (name == "auth-health-no-token"_L1) {
        m_bindings.clear();
        startEngine({u"counter"_s}, "s3cret"_ba);
    } else if (name == "health"_L1) {
        startEngine({u"counter"_s, u"durableStream"_s, u"services"_s});
        const QString id = createActor(u"a"_s);
        putToSleep(id);
    } else if (name == "envoys-list"_L1) {
        // An actor is on its way to sleep before its envoy has stopped it.
        QTRY_COMPARE(slotCount(), 0);
    } else if (name == "namespaces-create"_L1) {
        m_bindings.clear();
        startEngine({u"counter"_s, u"failCreate"_s, u"failWake"_s, u"runThrow"_s, u"slowStart"_s});
    } else if (name == "runner-configs-upsert-normal"_L1) {
        putPool(u"old33"_s, {{u"drain_on_version_upgrade"_s, false}});
    } else if (name == "actors-create-no-key"_L1) {
        m_bindings.clear();
    } else if (name == "actors-get-by-id"_L1) {
        for (const int n : {2, 5, 9, 14, 18, 25})
            putToSleep(*m_bindings.find(u"<id:%1>"_s.arg(n)));
        awaitActor(*m_bindings.find(u"<id:33>"_s), "connectable_ts"_L1);
    } else if (name == "gateway-action-ok"_L1) {
        beginWith(u"counter14d44d"_s);
    } else if (name == "envoy-pool-actor-before-envoy-connects"_L1) {
        m_bindings.clear();
        putPool(u"ep32695"_s, {});
        const QString id = createActor(u"counter6fae78"_s, u"ep32695"_s, u"restart"_s);
        m_bindings.bind(u"<id:1>"_s, id);
        awaitActor(id, "pending_allocation_ts"_L1);
    } else if (name == "inspector-no-token"_L1) {
        m_bindings.clear();
        startEngine({u"counter"_s});
        beginWith(u"insp"_s);
        const auto token = ask("GET", u"/actors/<id:1>/kv/keys/Aw%3D%3D?namespace=default"_s);
        m_bindings.bind(u"<inspector-token>"_s,
                        QString::fromUtf8(QByteArray::fromBase64(
                            QJsonDocument::fromJson(token->body)["value"_L1].toString().toLatin1())));
    } else if (name == "serverless-envoys"_L1) {
        m_bindings.clear();
    } else if (name == "actor-destroyed-from-inside"_L1) {
        const QString id = beginWith(u"counter2fc10e"_s);
        expectDone("DELETE", u"/actors/%1?namespace=default"_s.arg(id), {});
        awaitActor(id, "destroy_ts"_L1);
    }
}

std::optional<Reply> EngineApiGoldenTest::send(const Request &request)
{
    // What is created in the same millisecond, as the engine counts them, has no order by time.
    while (QDateTime::currentMSecsSinceEpoch() <= m_lastAnswered + 1)
        QThread::yieldCurrentThread();
    auto reply = exchange(m_engine->endpoint().port(), request);
    m_lastAnswered = QDateTime::currentMSecsSinceEpoch();
    return reply;
}

std::optional<Reply> EngineApiGoldenTest::ask(const QByteArray &method, const QString &target,
                                              const QJsonValue &body)
{
    Request request{
        .method = method, .target = m_bindings.filled(target).toUtf8(), .headerLines = {}, .body = {}};
    if (body.isObject()) {
        request.headerLines += "Content-Type: application/json"_ba;
        request.body = QJsonDocument(body.toObject()).toJson(QJsonDocument::Compact);
    }
    return send(request);
}

void EngineApiGoldenTest::expectDone(const QByteArray &method, const QString &target, const QJsonValue &body)
{
    const auto reply = ask(method, target, body);
    QVERIFY2(reply && reply->status == 200,
             qPrintable(target % u": "_s % QString::fromUtf8(reply ? reply->body : "")));
}

QString EngineApiGoldenTest::createActor(const QString &key, const QString &pool, const QString &policy)
{
    const auto reply = ask("POST", u"/actors?namespace=default"_s,
                           QJsonObject{{u"name"_s, u"counter"_s},
                                       {u"key"_s, key},
                                       {u"runner_name_selector"_s, pool},
                                       {u"crash_policy"_s, policy}});
    return reply ? QJsonDocument::fromJson(reply->body)["actor"_L1]["actor_id"_L1].toString() : QString();
}

void EngineApiGoldenTest::awaitActor(const QString &id, QLatin1StringView timestamp)
{
    QTRY_VERIFY_WITH_TIMEOUT(
        [&] {
            const auto reply = ask("GET", u"/actors?namespace=default&actor_id="_s % id);
            return reply && isInstant(QJsonDocument::fromJson(reply->body)["actors"_L1][0][timestamp]);
        }(),
        10'000);
}

void EngineApiGoldenTest::putToSleep(const QString &id)
{
    awaitActor(id, "connectable_ts"_L1);
    expectDone("POST", u"/actors/%1/sleep?namespace=default"_s.arg(id), QJsonObject());
    awaitActor(id, "sleep_ts"_L1);
}

int EngineApiGoldenTest::slotCount()
{
    const auto reply = ask("GET", u"/envoys?namespace=default"_s);
    return reply ? QJsonDocument::fromJson(reply->body)["envoys"_L1][0]["slots"_L1].toInt(-1) : -1;
}

QTEST_GUILESS_MAIN(EngineApiGoldenTest)
#include "tst_engineapi.moc"
