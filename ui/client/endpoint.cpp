// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/client/endpoint.h"

#include <QtNetwork/QHostAddress>

namespace rove::ui {

using namespace Qt::StringLiterals;

namespace {

const QString defaultNamespace = u"default"_s;

/// `localhost` and loopback addresses speak plain HTTP unless told otherwise; the rest of the world does not.
QString withScheme(const QString &text)
{
    if (text.contains(u"://"))
        return text;
    const QUrl guess(u"http://" % text);
    const QString host = guess.host();
    const bool isLocal = host == u"localhost" || QHostAddress(host).isLoopback();
    return (isLocal ? u"http://"_s : u"https://"_s) % text;
}

Result<> check(const QUrl &url)
{
    // No message quotes the input: a token may be in it.
    if (!url.isValid() || url.host().isEmpty())
        return failure(ErrorCode::ClientInvalidEndpoint,
                       u"The endpoint is not a web address such as https://namespace:token@host:port."_s);
    if (url.scheme() != u"http" && url.scheme() != u"https")
        return failure(ErrorCode::ClientInvalidEndpoint,
                       u"The endpoint must begin with http:// or https://."_s);
    if (url.hasQuery() || url.hasFragment())
        return failure(ErrorCode::ClientInvalidEndpoint,
                       u"The endpoint must not have a query (?) or a fragment (#)."_s);
    if (!url.password().isEmpty() && url.userName().isEmpty())
        return failure(ErrorCode::ClientInvalidEndpoint,
                       u"The endpoint has a token without a namespace; write namespace:token@host."_s);
    return {};
}

} // namespace

Result<Endpoint> Endpoint::parse(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return failure(ErrorCode::ClientInvalidEndpoint, u"The endpoint is empty."_s);
    QUrl url(withScheme(trimmed), QUrl::StrictMode);
    TRY(check(url));

    Endpoint endpoint;
    endpoint.namespaceName = url.userName(QUrl::FullyDecoded);
    endpoint.token = url.password(QUrl::FullyDecoded);
    if (endpoint.namespaceName.isEmpty())
        endpoint.namespaceName = defaultNamespace;
    url.setUserInfo(QString());
    QString path = url.path(QUrl::FullyEncoded);
    while (path.endsWith(u'/'))
        path.chop(1);
    url.setPath(path, QUrl::StrictMode);
    endpoint.base = url;
    return endpoint;
}

Endpoint Endpoint::withNamespace(const QString &name) const
{
    Endpoint other = *this;
    other.namespaceName = name;
    return other;
}

Endpoint Endpoint::withToken(const QString &newToken) const
{
    Endpoint other = *this;
    other.token = newToken;
    return other;
}

Endpoint Endpoint::withTransport(const TransportOptions &options) const
{
    Endpoint other = *this;
    other.transport = options;
    return other;
}

Endpoint Endpoint::withoutSecrets() const
{
    return withToken({}).withTransport(transport.withoutSecrets());
}

bool Endpoint::isSamePlace(const Endpoint &other) const
{
    const auto hostOf = [](const Endpoint &endpoint) {
        return endpoint.isLoopback() ? u"localhost"_s : endpoint.base.host();
    };
    const int usualPort = base.scheme() == u"https" ? 443 : 80;
    return base.scheme() == other.base.scheme() && hostOf(*this) == hostOf(other) &&
           base.port(usualPort) == other.base.port(usualPort) && base.path() == other.base.path() &&
           namespaceName == other.namespaceName;
}

QUrl Endpoint::url(const QByteArray &encodedPath) const
{
    return QUrl::fromEncoded(QByteArray(base.toEncoded() + encodedPath));
}

QUrl Endpoint::webSocketUrl(const QByteArray &encodedPath) const
{
    QUrl result = url(encodedPath);
    result.setScheme(base.scheme() == u"https" ? u"wss"_s : u"ws"_s);
    return result;
}

QString Endpoint::display() const
{
    QUrl shown = base;
    if (namespaceName != defaultNamespace)
        shown.setUserName(namespaceName, QUrl::DecodedMode);
    return shown.toString(QUrl::FullyEncoded);
}

bool Endpoint::isLoopback() const
{
    const QString host = base.host();
    return host == u"localhost" || QHostAddress(host).isLoopback();
}

QDebug operator<<(QDebug debug, const Endpoint &endpoint)
{
    const QDebugStateSaver saver(debug);
    return debug.nospace() << "Endpoint(" << endpoint.display() << ')';
}

} // namespace rove::ui
