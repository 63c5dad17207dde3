// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/connectionprofile.h"
#include "ui/client/tokenvault.h"

/// The three things of a connection that never go into a file: where the vault keeps each, and how they come
/// back into an endpoint.
namespace rove::ui {

/// A value; empty members are secrets that the connection does not have.
struct ProfileSecrets {
    QString token = {};
    QString keyPassphrase = {};
    QString proxyPassword = {};

    [[nodiscard]] bool isEmpty() const
    {
        return token.isEmpty() && keyPassphrase.isEmpty() && proxyPassword.isEmpty();
    }
    /// What an endpoint carries.
    static ProfileSecrets of(const Endpoint &endpoint);
    /// The endpoint with them.
    [[nodiscard]] Endpoint applyTo(Endpoint endpoint) const;

    friend bool operator==(const ProfileSecrets &, const ProfileSecrets &) = default;
};

/// What the vault has for a profile. Asks only for secrets that the profile's options leave room for, so that
/// a keychain is not asked three times for a plain connection. `KeychainFailed` if it cannot say.
Async<ProfileSecrets> readSecrets(TokenVault &vault, const ConnectionProfile &profile);
/// Keeps them, and forgets those that are empty now. The first failure is told, and what came after it is not
/// tried.
Async<> keepSecrets(TokenVault &vault, const QString &profileId, const ProfileSecrets &secrets,
                    TokenVault::Keep keep);
/// Forgets all of them, in every place.
Async<> forgetSecrets(TokenVault &vault, const QString &profileId);

} // namespace rove::ui
