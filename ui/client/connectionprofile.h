// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/endpoint.h"

#include <QtCore/QList>
#include <QtCore/QObject>

namespace rove::ui {

/// How careful the window is with a connection. Production starts read-only.
enum class Environment { Development, Staging, Production };

/// A connection as the user keeps it: everything but the token, which lives in the keychain under `id`.
struct ConnectionProfile {
    /// Made once, never changes; the keychain entry's name.
    QString id;
    QString name;
    /// `#rrggbb`, or empty for none.
    QString colour;
    Environment environment = Environment::Development;
    /// Without a token, always.
    Endpoint endpoint;

    /// A profile with a fresh id for what the user typed; its token is left out.
    static ConnectionProfile create(const QString &name, const Endpoint &endpoint);

    friend bool operator==(const ConnectionProfile &, const ConnectionProfile &) = default;
};

/// The user's connections, kept in an INI file of the settings folder in the order the user gave them. Never
/// holds a secret: `save` drops a token that a profile still carries. Owned by the shell; GUI thread. An
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

signals:
    void changed();

private:
    void load();

    QString m_filePath;
    QList<ConnectionProfile> m_profiles;
};

} // namespace rove::ui
