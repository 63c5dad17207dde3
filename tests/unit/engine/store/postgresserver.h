// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QProcess>
#include <QtCore/QString>
#include <QtCore/QTemporaryDir>

namespace rove::store {

/// A real PostgreSQL server in a temporary folder, reached only through a socket in that folder. It ends with
/// this object, or with the process.
class PostgresServer {
public:
    ~PostgresServer();

    /// Makes the database cluster and starts the server. Empty if that worked; otherwise why not.
    QString start();
    /// Ends the server at once, as a crash would, and starts it again.
    QString restart();
    /// A connection string for a schema of its own, which is new.
    QString newPlace();
    /// Runs SQL in that place and returns what psql printed.
    QByteArray run(const QString &place, const QString &sql) const;

private:
    QString launch();
    [[nodiscard]] QStringList asServerUser(const QString &program, const QStringList &arguments) const;
    [[nodiscard]] QString dataFolder() const { return m_folder.filePath(QStringLiteral("data")); }

    QTemporaryDir m_folder;
    QProcess m_server;
    int m_placeCount = 0;
};

} // namespace rove::store
