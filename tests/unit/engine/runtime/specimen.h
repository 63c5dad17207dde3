// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actor.h"
#include "engine/runtime/actorregistry.h"
#include "engine/runtime/keepawake.h"
#include "engine/runtime/restarguments.h"

#include <QtCore/QPromise>

#include <semaphore>

namespace rove::runtime::test {

/// A request for `/hold` says here that it keeps its worker, until the test lets it go.
inline std::binary_semaphore workerIsHeld{0};
inline std::binary_semaphore workerMayGoOn{0};

/// A gadget, for state and arguments.
struct Note {
    Q_GADGET
    Q_PROPERTY(int number MEMBER number)
    Q_PROPERTY(QString text MEMBER text)

public:
    int number = 0;
    QString text;

    friend bool operator==(const Note &, const Note &) = default;
};

/// An actor that can do, and do wrong, everything that a test wants to see.
class Specimen : public Actor {
    Q_OBJECT
    Q_PROPERTY(int count MEMBER m_count NOTIFY countChanged)
    Q_PROPERTY(QString label MEMBER m_label)
    Q_PROPERTY(QList<Note> notes MEMBER m_notes)
    Q_PROPERTY(int doubled READ doubled STORED false)

public:
    static ActorOptions options();

    [[nodiscard]] int doubled() const { return m_count * 2; }

    Result<> onCreate(const QCborValue &input) override;
    Result<> onWake() override;
    void onSleep() override;
    void onDestroy() override;
    Result<> onBeforeConnect(const QCborValue &params) override;
    QCborValue createConnectionState(const QCborValue &params) override;
    void onConnect(Connection &connection) override;
    void onDisconnect(Connection &connection) override;
    Result<HttpResponse> onRequest(const HttpRequest &request) override;
    /// Below `/websocket/echo` it says again what it hears; `count` counts what it heard, and each close.
    Result<> onWebSocket(WebSocket &socket) override;

    Q_INVOKABLE int add(int by = 1);
    Q_INVOKABLE QCborValue echo(const QCborValue &value) { return value; }
    Q_INVOKABLE QCborArray rest(int first, const rove::runtime::RestArguments &others);
    Q_INVOKABLE QCborMap look() const;
    Q_INVOKABLE ActionResult callOther(const QString &key, const QString &action, int by);
    /// Makes the state so large, or a little larger.
    Q_INVOKABLE void grow(qint64 bytes) { m_notes = {{0, QString(bytes, u'x')}}; }
    Q_INVOKABLE qint64 noteSize() const { return m_notes.value(0).text.size(); }
    Q_INVOKABLE void addNote(const Note &note) { m_notes.append(note); }
    Q_INVOKABLE ActionResult userFailure();
    Q_INVOKABLE ActionResult ownFailure();
    Q_INVOKABLE void crash();
    Q_INVOKABLE QString big(int size) { return QString(size, u'x'); }
    Q_INVOKABLE QString whoAmI();
    /// Answers when `release` is called.
    Q_INVOKABLE ActionResult wait();
    Q_INVOKABLE void release();
    Q_INVOKABLE void releaseLater();
    Q_INVOKABLE void changeLater();
    /// The actor's end waits for this.
    Q_INVOKABLE void finishLater();
    Q_INVOKABLE void goToSleep();
    Q_INVOKABLE void letGo() { m_keepAwake.reset(); }
    Q_INVOKABLE void goAway();
    Q_INVOKABLE ActionResult saveNow();
    Q_INVOKABLE ActionResult schedule(int milliseconds, int by);
    Q_INVOKABLE bool cancel(const QString &id);
    Q_INVOKABLE ActionResult remember(const QString &key, const QString &value);
    Q_INVOKABLE ActionResult recall(const QString &key);
    Q_INVOKABLE ActionResult recallAll();
    Q_INVOKABLE ActionResult forget(const QString &key);
    /// Under `key 000`, `key 001` and so on, their numbers.
    Q_INVOKABLE ActionResult rememberMany(int count);
    Q_INVOKABLE ActionResult recallMany(const QStringList &keys);
    Q_INVOKABLE ActionResult recallRange(const QString &start, const QString &end, int limit, bool reverse);
    Q_INVOKABLE ActionResult forgetMany(const QStringList &keys);
    Q_INVOKABLE ActionResult forgetRange(const QString &start, const QString &end);
    Q_INVOKABLE void sendTo(const QString &connectionId, const QString &text);
    Q_INVOKABLE void kick(const QString &connectionId);
    Q_INVOKABLE void say(const QString &text) { emit said(text, m_count); }
    Q_INVOKABLE void logLine(const QString &text);

signals:
    void countChanged();
    void said(const QString &text, int count);

private:
    int m_count = 0;
    QString m_label;
    QList<Note> m_notes;
    std::vector<QPromise<QCborValue>> m_waiting;
    QPromise<void> m_finish;
    std::optional<KeepAwake> m_keepAwake;
};

/// Without stored properties: state is off.
class Stateless : public Actor {
    Q_OBJECT

public:
    Q_INVOKABLE int answer() const { return 42; }
};

/// `specimen`, with short waits; `lasting`, whose own sockets outlive its sleep; `sleepy`, which falls asleep
/// at once; `slow`, the same with a state that is saved once an hour; `impatient`, whose actions may take no
/// time; `stateless`.
[[nodiscard]] ActorRegistry specimens();

} // namespace rove::runtime::test

Q_DECLARE_METATYPE(rove::runtime::test::Note)
