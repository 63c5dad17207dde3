// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/joinoptions.h"

#include "engine/runtime/examples/examples.h"

namespace rove::app {
namespace {

using namespace Qt::StringLiterals;

/// The first of the three that says anything.
QString firstSaid(const std::optional<QString> &word, const QString &inUrl, const char *variable)
{
    if (word)
        return *word;
    return inUrl.isEmpty() ? qEnvironmentVariable(variable) : inUrl;
}

} // namespace

Result<host::JoinOptions> joinOptions(const JoinWords &words)
{
    const QUrl url(words.url, QUrl::StrictMode);
    const bool isHttp = url.scheme() == "http"_L1 || url.scheme() == "https"_L1;
    if (!url.isValid() || !isHttp || url.host().isEmpty())
        return failure(ErrorCode::ClientInvalidEndpoint,
                       u"--join wants the http or https address of an engine, not \"%1\"."_s.arg(words.url));
    host::JoinOptions options;
    options.endpoint = url;
    options.actors = runtime::examples::registry();
    options.token = firstSaid(words.token, url.password(QUrl::FullyDecoded), "RIVET_TOKEN");
    const QString namespaceName =
        firstSaid(words.namespaceName, url.userName(QUrl::FullyDecoded), "RIVET_NAMESPACE");
    if (!namespaceName.isEmpty())
        options.namespaceName = namespaceName;
    const QString pool = firstSaid(words.pool, {}, "RIVET_POOL");
    if (!pool.isEmpty())
        options.pool = pool;
    const QString version = firstSaid(words.version, {}, "RIVET_ENVOY_VERSION");
    bool isNumber = version.isEmpty();
    if (!isNumber)
        options.version = version.toUInt(&isNumber);
    if (!isNumber)
        return failure(ErrorCode::ValidationInvalidInput,
                       u"--envoy-version wants a number from 0 to 4294967295, not \"%1\"."_s.arg(version));
    return options;
}

} // namespace rove::app
