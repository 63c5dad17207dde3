// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/endpoint.h"

#include <QtCore/QDateTime>
#include <QtCore/QList>
#include <QtCore/QObject>

namespace rove::ui {

/// How careful the window is with a connection. Production starts read-only.
enum class Environment { Development, Staging, Production };

/// The word for files: `development`, `staging`, `production`.
[[nodiscard]] QString environmentId(Environment environment);
/// An unknown word is taken for production, the careful reading.
[[nodiscard]] Environment environmentFromId(const QString &id);

/// A connection as the user keeps it: everything but its secrets, which live in the keychain under `id`.
struct ConnectionProfile {
    /// Made once, never changes; the keychain entry's name.
    QString id;
    QString name;
    /// `#rrggbb` of `profileColours`, or empty for none.
    QString colour = {};
    Environment environment = Environment::Development;
    /// Nothing is written through it until the user allows it. Production is read-only without it.
    bool isReadOnly = false;
    /// Whether its secrets were put into the keychain, so that this can be said without asking the keychain.
    bool hasKeptSecrets = false;
    /// Null for never.
    QDateTime lastUsed = {};
    /// Without secrets, always.
    Endpoint endpoint;

    /// A profile with a fresh id for what the user typed; its secrets are left out.
    static ConnectionProfile create(const QString &name, const Endpoint &endpoint);
    /// The same under a fresh id and another name; whoever makes it copies the secrets.
    [[nodiscard]] ConnectionProfile duplicate(const QString &newName) const;

    /// How a connection by it begins.
    [[nodiscard]] bool startsReadOnly() const { return isReadOnly || environment == Environment::Production; }

    friend bool operator==(const ConnectionProfile &, const ConnectionProfile &) = default;
};

/// The user's connections, kept in an INI file of the settings folder in the order the user gave them. Never
/// holds a secret: `save` drops those that a profile still carries. Owned by the shell; GUI thread. An
/// entry that cannot be read is left out of the list but stays in the file.
class ProfileStore : public QObject {
    Q_OBJECT
public:
    /// Reads `filePath`; a file that is not there is an empty list.
    explicit ProfileStore(QString filePath, QObject *parent = nullptr);

    [[nodiscard]] const QList<ConnectionProfile> &profiles() const { return m_profiles; }
    [[nodiscard]] const ConnectionProfile *find(const QString &id) const;

    /// Adds the profile or replaces the one with its id, and writes the file. `IoFailed` if that cannot be
    /// done.
    Result<> save(const ConnectionProfile &profile);
    Result<> remove(const QString &id);
    /// Remembers that it was connected to at this moment. Fine if there is no such profile.
    Result<> markUsed(const QString &id, const QDateTime &when = QDateTime::currentDateTimeUtc());

signals:
    void changed();

private:
    void load();

    QString m_filePath;
    QList<ConnectionProfile> m_profiles;
};

} // namespace rove::ui
