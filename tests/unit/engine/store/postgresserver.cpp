// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/engine/store/postgresserver.h"

#include <QtCore/QDeadlineTimer>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QStandardPaths>

#include <sys/stat.h>

#include <chrono>
#include <pwd.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace rove::store {
namespace {

constexpr int patienceMilliseconds = 60'000;

/// Debian keeps each version's programs in a folder of its own.
QString serverProgram(const QString &name)
{
    QStringList folders;
    const QDir versions(u"/usr/lib/postgresql"_s);
    for (const QString &version : versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        folders.prepend(versions.filePath(version + "/bin"_L1));
    const QString found = QStandardPaths::findExecutable(name, folders);
    return found.isEmpty() ? QStandardPaths::findExecutable(name) : found;
}

QString runToEnd(const QStringList &command)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(command.first(), command.sliced(1));
    if (!process.waitForFinished(patienceMilliseconds))
        return command.first() + u" did not end"_s;
    return process.exitCode() == 0 ? QString() : QString::fromUtf8(process.readAll());
}

} // namespace

PostgresServer::~PostgresServer()
{
    m_server.kill();
    m_server.waitForFinished(patienceMilliseconds);
}

QString PostgresServer::start()
{
    const QString initdb = serverProgram(u"initdb"_s);
    if (initdb.isEmpty())
        return u"PostgreSQL is not installed."_s;
    // The server refuses to run as root, so somebody else has to get in.
    const QByteArray folder = QFile::encodeName(m_folder.path());
    ::chmod(folder.constData(), 0777);
    const QString made =
        runToEnd(asServerUser(initdb, {u"--pgdata="_s + dataFolder(), u"--auth=trust"_s, u"--username=rove"_s,
                                       u"--encoding=UTF8"_s, u"--locale=C"_s, u"--no-sync"_s}));
    return made.isEmpty() ? launch() : made;
}

QString PostgresServer::restart()
{
    // The killed server's own processes end a little later, and until then hold what the next one needs.
    const QDeadlineTimer deadline(patienceMilliseconds);
    QString problem;
    do {
        m_server.kill();
        m_server.waitForFinished(patienceMilliseconds);
        problem = launch();
    } while (problem.contains("is still in use"_L1) && !deadline.hasExpired());
    return problem;
}

QString PostgresServer::launch()
{
    m_server.setProcessChannelMode(QProcess::MergedChannels);
    const QStringList command = asServerUser(serverProgram(u"postgres"_s),
                                             {u"-D"_s, dataFolder(), u"-k"_s, m_folder.path(), u"-c"_s,
                                              u"listen_addresses="_s, u"-c"_s, u"shared_buffers=16MB"_s});
    m_server.start(command.first(), command.sliced(1));
    QByteArray log;
    while (!log.contains("ready to accept connections")) {
        if (!m_server.waitForReadyRead(patienceMilliseconds))
            return QString::fromUtf8(log);
        log += m_server.readAll();
    }
    return {};
}

QStringList PostgresServer::asServerUser(const QString &program, const QStringList &arguments) const
{
    QStringList command = {u"setpriv"_s, u"--pdeathsig"_s, u"KILL"_s};
    if (::geteuid() == 0)
        command += {u"--reuid=postgres"_s, u"--regid=postgres"_s, u"--clear-groups"_s};
    return command + QStringList{program} + arguments;
}

QString PostgresServer::newPlace()
{
    const QString schema = u"place%1"_s.arg(++m_placeCount);
    const QString server = u"host=%1 user=rove dbname=postgres"_s.arg(m_folder.path());
    run(server, u"CREATE SCHEMA "_s + schema);
    return server + u" options='-c search_path=%1'"_s.arg(schema);
}

QByteArray PostgresServer::run(const QString &place, const QString &sql) const
{
    QProcess psql;
    psql.setProcessChannelMode(QProcess::MergedChannels);
    psql.start(serverProgram(u"psql"_s), {u"-X"_s, u"-A"_s, u"-t"_s, u"-c"_s, sql, place});
    psql.waitForFinished(patienceMilliseconds);
    return psql.readAll().trimmed();
}

} // namespace rove::store
