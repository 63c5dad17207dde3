// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/client/profilesecrets.h"

#include <QtCore/QPointer>

namespace rove::ui {

using namespace Qt::StringLiterals;

namespace {

QString passphraseEntry(const QString &profileId)
{
    return profileId % u"/key-passphrase";
}

QString proxyEntry(const QString &profileId)
{
    return profileId % u"/proxy-password";
}

/// `next` once `first` has ended well; its error otherwise. The vault may be gone by then.
template <class T, class Next>
auto after(TokenVault &vault, Async<T> first, Next next)
{
    using Last = std::invoke_result_t<Next, const Result<T> &>;
    using Value = decltype(std::declval<Last>().result());
    return first
        .then(&vault,
              [next](const Result<T> &result) -> Last {
                  if (!result)
                      return QtFuture::makeReadyValueFuture<Value>(std::unexpected(result.error()));
                  return next(result);
              })
        .unwrap();
}

Async<QString> readIf(bool isWanted, TokenVault &vault, const QString &entry)
{
    return isWanted ? vault.read(entry) : ready<QString>(QString());
}

Async<> keepOne(TokenVault &vault, const QString &entry, const QString &secret, TokenVault::Keep keep)
{
    if (!secret.isEmpty())
        return vault.write(entry, secret, keep);
    // Where no keychain runs there is nothing to forget in it.
    return vault.remove(entry).then([](const Result<> &) { return Result<>(); });
}

} // namespace

ProfileSecrets ProfileSecrets::of(const Endpoint &endpoint)
{
    return {.token = endpoint.token,
            .keyPassphrase = endpoint.transport.tls.keyPassphrase,
            .proxyPassword = endpoint.transport.proxy.password};
}

Endpoint ProfileSecrets::applyTo(Endpoint endpoint) const
{
    endpoint.token = token;
    endpoint.transport.tls.keyPassphrase = keyPassphrase;
    endpoint.transport.proxy.password = proxyPassword;
    return endpoint;
}

Async<ProfileSecrets> readSecrets(TokenVault &vault, const ConnectionProfile &profile)
{
    const QString id = profile.id;
    const bool hasKey = !profile.endpoint.transport.tls.keyFile.isEmpty();
    const bool hasProxyUser = !profile.endpoint.transport.proxy.user.isEmpty();
    return after(vault, vault.read(id), [&vault, id, hasKey, hasProxyUser](const Result<QString> &token) {
        const auto withPassphrase = [&vault, id, hasProxyUser,
                                     token = *token](const Result<QString> &passphrase) {
            return readIf(hasProxyUser, vault, proxyEntry(id))
                .then([token, passphrase = *passphrase](const Result<QString> &password) {
                    return password.transform([&](const QString &text) {
                        return ProfileSecrets{
                            .token = token, .keyPassphrase = passphrase, .proxyPassword = text};
                    });
                });
        };
        return after(vault, readIf(hasKey, vault, passphraseEntry(id)), withPassphrase);
    });
}

Async<> keepSecrets(TokenVault &vault, const QString &profileId, const ProfileSecrets &secrets,
                    TokenVault::Keep keep)
{
    return after(vault, keepOne(vault, profileId, secrets.token, keep),
                 [&vault, profileId, secrets, keep](const Result<> &) {
                     const auto withProxy = [&vault, profileId, secrets, keep](const Result<> &) {
                         return keepOne(vault, proxyEntry(profileId), secrets.proxyPassword, keep);
                     };
                     return after(vault,
                                  keepOne(vault, passphraseEntry(profileId), secrets.keyPassphrase, keep),
                                  withProxy);
                 });
}

Async<> forgetSecrets(TokenVault &vault, const QString &profileId)
{
    const auto forgetRest = [&vault, profileId](const Result<> &) {
        return after(vault, vault.remove(passphraseEntry(profileId)),
                     [&vault, profileId](const Result<> &) { return vault.remove(proxyEntry(profileId)); });
    };
    return after(vault, vault.remove(profileId), forgetRest);
}

} // namespace rove::ui
