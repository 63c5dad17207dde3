// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gateway/managerapi.h"

#include "engine/gateway/managercall.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::gateway {
namespace {

/// A path without its query, parted at the slashes and decoded.
QStringList segmentsOf(QByteArrayView path)
{
    QStringList segments;
    for (const QByteArray &segment : path.toByteArray().split('/'))
        segments += QString::fromUtf8(QByteArray::fromPercentEncoding(segment));
    segments.removeFirst();
    return segments;
}

} // namespace

std::unexpected<Error> badRequest(const QString &reason)
{
    return failure(ErrorCode::ApiBadRequest, "Request is invalid: "_L1 + reason, {{u"reason"_s, reason}});
}

std::unexpected<Error> invalidInput(const QString &message)
{
    return failure(ErrorCode::ValidationInvalidInput, message, {{u"message"_s, message}});
}

QString idFault(QStringView text)
{
    constexpr qsizetype shortestId = 4;
    return text.size() < shortestId ? u"invalid input length: expected at least 4 characters"_s
                                    : u"not a valid id"_s;
}

std::size_t limitOf(const std::optional<std::uint64_t> &limit, std::size_t fallback)
{
    return static_cast<std::size_t>(limit.value_or(fallback));
}

Result<std::optional<core::Instant>> instantOf(const std::optional<QString> &cursor)
{
    if (!cursor)
        return std::nullopt;
    bool isNumber = false;
    const qlonglong milliseconds = cursor->toLongLong(&isNumber);
    if (!isNumber)
        return badRequest(u"cursor: invalid digit found in string"_s);
    return core::Instant(std::chrono::milliseconds(milliseconds));
}

/// A path, with `*` for a segment that names something, and who handles its methods.
struct ManagerApi::Route {
    struct Method {
        QByteArrayView name;
        Result<> (ManagerApi::*handle)(const CallPointer &);
        bool hasBody = false;
    };
    QStringList pattern;
    std::vector<Method> methods;
    Cors cors = Cors::Usual;

    [[nodiscard]] bool matches(const QStringList &segments) const
    {
        return std::ranges::equal(pattern, segments, [](const QString &wanted, const QString &segment) {
            return wanted == "*"_L1 || wanted == segment;
        });
    }
    [[nodiscard]] QByteArray allow() const
    {
        QByteArrayList names;
        for (const Method &method : methods) {
            names += method.name.toByteArray();
            if (method.name == "GET")
                names += QByteArrayLiteral("HEAD");
        }
        return names.join(',');
    }
};

ManagerApi::ManagerApi(core::Conductor &conductor, KvReader &kv, const Access &access)
    : m_conductor(conductor)
    , m_kv(kv)
    , m_access(access)
{}

const std::vector<ManagerApi::Route> &ManagerApi::routes()
{
    using Api = ManagerApi;
    static const std::vector<Route> table{
        {{u"health"_s}, {{"GET", &Api::health}}, Cors::Unnamed},
        {{u"health"_s, u"fanout"_s}, {{"GET", &Api::healthFanout}}},
        {{u"metadata"_s}, {{"GET", &Api::metadata}}},
        {{u"datacenters"_s}, {{"GET", &Api::listDatacenters}}},
        {{u"namespaces"_s}, {{"GET", &Api::listNamespaces}, {"POST", &Api::createNamespace, true}}},
        {{u"actors"_s},
         {{"GET", &Api::listActors}, {"POST", &Api::createActor, true}, {"PUT", &Api::upsertActor, true}}},
        {{u"actors"_s, u"names"_s}, {{"GET", &Api::listActorNames}}},
        {{u"actors"_s, u"*"_s}, {{"DELETE", &Api::destroyActor}}},
        {{u"actors"_s, u"*"_s, u"sleep"_s}, {{"POST", &Api::sleepActor, true}}},
        {{u"actors"_s, u"*"_s, u"reschedule"_s}, {{"POST", &Api::rescheduleActor, true}}},
        {{u"actors"_s, u"*"_s, u"kv"_s, u"keys"_s, u"*"_s}, {{"GET", &Api::readActorKv}}},
        {{u"runners"_s}, {{"GET", &Api::listRunners}}},
        {{u"runners"_s, u"names"_s}, {{"GET", &Api::listRunnerNames}}},
        {{u"envoys"_s}, {{"GET", &Api::listEnvoys}}},
        {{u"runner-configs"_s}, {{"GET", &Api::listRunnerConfigs}}},
        {{u"runner-configs"_s, u"serverless-health-check"_s}, {{"POST", &Api::checkServerless, true}}},
        {{u"runner-configs"_s, u"*"_s, u"refresh-metadata"_s}, {{"POST", &Api::refreshServerless, true}}},
        {{u"runner-configs"_s, u"*"_s},
         {{"PUT", &Api::putRunnerConfig, true}, {"DELETE", &Api::removeRunnerConfig}}},
    };
    return table;
}

void ManagerApi::handle(const net::HttpRequest &request, ReplyContext context,
                        std::shared_ptr<net::HttpResponder> responder)
{
    const qsizetype questionMark = request.target.indexOf('?');
    const QByteArrayView path = questionMark < 0 ? QByteArrayView(request.target)
                                                 : QByteArrayView(request.target).first(questionMark);
    const QStringList segments = path.startsWith('/') ? segmentsOf(path) : QStringList();
    const auto route =
        std::ranges::find_if(routes(), [&](const Route &each) { return each.matches(segments); });
    context.cors = route == routes().end() ? Cors::AnyOne : route->cors;
    if (route == routes().end())
        return responder->respond(errorResponse(Error::of(ErrorCode::ApiNotFound), context));
    if (request.method == "OPTIONS" && route->cors != Cors::Unnamed)
        return responder->respond(preflightResponse(request, context, route->allow()));

    const QByteArrayView wanted = request.method == "HEAD" ? QByteArrayView("GET") : request.method;
    const auto method = std::ranges::find(route->methods, wanted, &Route::Method::name);
    if (method == route->methods.end())
        return responder->respond(methodNotAllowedResponse(context, route->allow()));

    const auto call = std::make_shared<const Call>(
        questionMark < 0 ? QByteArray() : request.target.sliced(questionMark + 1), segments, request,
        std::move(context), std::move(responder));
    const QByteArray contentType = net::headerValue(request.headers, "content-type").value_or(QByteArray());
    if (method->hasBody && !contentType.trimmed().toLower().startsWith("application/json"))
        return call->fail(badRequest(u"Expected request with `Content-Type: application/json`"_s).error());
    if (const Result<> handled = (this->*method->handle)(call); !handled)
        call->fail(handled.error());
}

Result<NamespaceId> ManagerApi::enter(const Call &call, const QString &name) const
{
    TRY(m_access.permitNamespace(call.authorization, name));
    if (const core::Namespace *found = m_conductor.engine().findNamespace(name))
        return found->id;
    return failure(ErrorCode::NamespaceNotFound);
}

} // namespace rove::gateway
