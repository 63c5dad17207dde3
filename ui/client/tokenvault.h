// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/async.h"

#include <QtCore/QHash>
#include <QtCore/QObject>

namespace rove::ui {

/// Where the tokens of connection profiles are: in the user's keychain, or, where the user decides so, in
/// memory until the program ends. Never in a file of ours. Owned by the shell; GUI thread; the keychain
/// answers whenever it likes. `KeychainFailed` says in its message what the user can do, for example where no
/// keychain service runs.
class TokenVault : public QObject {
    Q_OBJECT
public:
    enum class Keep { InKeychain, ThisSession };

    using QObject::QObject;

    /// The profile's token; an empty string if none is kept. A token of this session comes before the
    /// keychain's.
    Async<QString> read(const QString &profileId);
    Async<> write(const QString &profileId, const QString &token, Keep keep);
    /// Forgets it in both places; fine if it is in neither.
    Async<> remove(const QString &profileId);

private:
    QHash<QString, QString> m_session;
};

} // namespace rove::ui
