// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actor.h"
#include "engine/runtime/restarguments.h"

#include <QtCore/QCborMap>
#include <QtCore/QStringList>

namespace rove::kitactors {

/// The actor of most checks: lines of text that everybody who listens hears of.
class Notebook : public runtime::Actor {
    Q_OBJECT
    Q_PROPERTY(QString title MEMBER m_title)
    Q_PROPERTY(QCborValue attachment MEMBER m_attachment)
    Q_PROPERTY(QStringList lines MEMBER m_lines)
    Q_PROPERTY(QStringList visits MEMBER m_visits)
    Q_PROPERTY(QCborMap kept MEMBER m_kept)
    Q_PROPERTY(int wakes MEMBER m_wakes)
    Q_PROPERTY(qint64 stopMilliseconds MEMBER m_stopMilliseconds)
    Q_PROPERTY(QCborValue witness MEMBER m_witness)

public:
    static runtime::ActorOptions options();

    Result<> onCreate(const QCborValue &input) override;
    Result<> onWake() override;
    void onSleep() override;
    void onDestroy() override;
    Result<> onBeforeConnect(const QCborValue &params) override;
    QCborValue createConnectionState(const QCborValue &params) override;
    void onConnect(runtime::Connection &connection) override;
    void onDisconnect(runtime::Connection &connection) override;
    Result<runtime::HttpResponse> onRequest(const runtime::HttpRequest &request) override;

    Q_INVOKABLE qsizetype write(const QString &line);
    Q_INVOKABLE QCborMap read() const;
    Q_INVOKABLE qsizetype length() const { return m_lines.size(); }
    Q_INVOKABLE int reads() { return ++m_reads; }
    Q_INVOKABLE void clear() { m_lines.clear(); }

    Q_INVOKABLE void keep(const QString &name, const QCborValue &value);
    Q_INVOKABLE void change(const QString &name, const QString &key, const QCborValue &value);
    Q_INVOKABLE QCborValue kept(const QString &name) const { return m_kept.value(name); }
    Q_INVOKABLE rove::runtime::ActionResult writeForGood(const QString &line);
    Q_INVOKABLE rove::runtime::ActionResult save();

    Q_INVOKABLE QCborArray echo(const rove::runtime::RestArguments &rest) const { return rest.values; }
    Q_INVOKABLE void nothing() const {}
    Q_INVOKABLE void announce(const rove::runtime::RestArguments &rest);
    Q_INVOKABLE void announceMany(int count);

    Q_INVOKABLE QCborMap who() const;
    Q_INVOKABLE int sign(const QString &line);
    Q_INVOKABLE QStringList readers() const;
    Q_INVOKABLE void whisper(const QString &reader, const QString &text);
    Q_INVOKABLE void expel(const QString &reader);

    Q_INVOKABLE rove::runtime::ActionResult writeLater(qint64 delay, const QString &line);
    Q_INVOKABLE rove::runtime::ActionResult writeAt(qint64 timestamp, const QString &line);
    Q_INVOKABLE QCborArray scheduled() const;
    Q_INVOKABLE bool unschedule(const QString &id);
    Q_INVOKABLE rove::runtime::ActionResult writeEvery(const QString &name, qint64 interval,
                                                       const QString &line);
    Q_INVOKABLE rove::runtime::ActionResult writeWhen(const QString &name, const QString &expression,
                                                      const QString &line);
    Q_INVOKABLE QCborArray repeating() const;
    Q_INVOKABLE rove::runtime::ActionResult repeated(const QString &name);
    Q_INVOKABLE rove::runtime::ActionResult stopRepeating(const QString &name);

    Q_INVOKABLE void doze();
    Q_INVOKABLE void dozeSlowly(qint64 milliseconds);
    Q_INVOKABLE void writeLast(const QString &line, qint64 milliseconds);
    Q_INVOKABLE void close(const QCborValue &witness = QCborValue(nullptr));

    Q_INVOKABLE rove::runtime::ActionResult refuse(const QString &reason, const QCborMap &metadata = {});
    Q_INVOKABLE void crash() const;
    Q_INVOKABLE rove::runtime::ActionResult writeTo(const QStringList &key, const QString &line);

signals:
    void written(const QString &line);

private:
    [[nodiscard]] std::vector<runtime::Connection *> connectionsOf(const QString &reader) const;

    QString m_title;
    QCborValue m_attachment = QCborValue(QCborValue::Undefined);
    QStringList m_lines;
    QStringList m_visits;
    QCborMap m_kept;
    int m_wakes = 0;
    qint64 m_stopMilliseconds = 0;
    QCborValue m_witness = QCborValue(nullptr);
    int m_reads = 0; ///< In this life.
};

} // namespace rove::kitactors
