// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gateway/gateway.h"

#include "engine/gateway/actorsocket.h"
#include "engine/gateway/runnerconnect.h"
#include "protocol/base/key.h"
#include "protocol/base/limits.h"

#include <array>
#include <bit>
#include <utility>

using namespace Qt::StringLiterals;

namespace rove::gateway {
namespace {

constexpr std::uint16_t closeInternalError = 1011;

bool isGatewayPath(const QByteArray &target)
{
    return target.startsWith("/gateway/");
}

bool isActorTraffic(const net::HttpRequest &head)
{
    if (isGatewayPath(head.target))
        return true;
    const auto target = net::headerValue(head.headers, "x-rivet-target");
    return target && *target != "api-public";
}

/// The first word of the path, if the API has something there: labels that clients cannot make up.
QByteArray routeOf(const net::HttpRequest &request)
{
    if (isActorTraffic(request))
        return "gateway"_ba;
    static const std::array known{"actors"_ba,   "datacenters"_ba, "envoys"_ba,         "health"_ba,
                                  "metadata"_ba, "namespaces"_ba,  "runner-configs"_ba, "runners"_ba};
    const auto found = std::ranges::find_if(
        known, [&](const QByteArray &name) { return request.target.startsWith(QByteArray('/' + name)); });
    return found == known.end() ? "other"_ba : *found;
}

/// `/request`, `/request/…` and `/request?…`: the only paths that are routed by header
/// (spec/client-gateway.md 5.3).
bool isRequestPath(const QByteArray &target)
{
    constexpr QByteArrayView path = "/request";
    return target.startsWith(path) &&
           (target.size() == path.size() || target[path.size()] == '/' || target[path.size()] == '?');
}

std::unexpected<Error> noRoute(const net::HttpRequest &request)
{
    const QString host =
        QString::fromLatin1(net::headerValue(request.headers, "host").value_or(QByteArray()));
    const QString hostName = host.section(u':', 0, 0);
    const QString path = QString::fromLatin1(request.target);
    return failure(ErrorCode::GuardNoRoute, u"No route found for hostname %1, path %2."_s.arg(hostName, path),
                   {{u"host"_s, hostName}, {u"path"_s, path}});
}

Result<ActorId> parseActorId(const QByteArray &text)
{
    const auto id = ActorId::parse(QString::fromUtf8(QByteArray::fromPercentEncoding(text)));
    if (!id)
        return failure(ErrorCode::InternalError);
    return *id;
}

Result<> checkSkipReadyWait(const net::HttpRequest &request)
{
    const auto value = net::headerValue(request.headers, "x-rivet-skip-ready-wait");
    if (!value || *value == "true" || *value == "false" || *value == "1" || *value == "0")
        return {};
    const QString detail = u"expected true, false, 1, or 0"_s;
    return failure(ErrorCode::GuardInvalidHeader,
                   "Invalid x-rivet-skip-ready-wait header: "_L1 + detail + u'.',
                   {{u"detail"_s, detail}, {u"header"_s, u"x-rivet-skip-ready-wait"_s}});
}

/// The value of the first offered subprotocol that starts with `prefix`.
std::optional<QByteArray> offeredValue(const net::HttpRequest &request, QByteArrayView prefix)
{
    for (const net::Header &header : request.headers)
        if (header.name == "sec-websocket-protocol")
            for (const QByteArray &offer : header.value.split(','))
                if (const QByteArray trimmed = offer.trimmed(); trimmed.startsWith(prefix))
                    return trimmed.sliced(prefix.size());
    return std::nullopt;
}

/// Which kind of host connects by this path.
std::optional<core::HostKind> hostByPath(const net::HttpRequest &request)
{
    if (isEnvoyConnectPath(request.target))
        return core::HostKind::Envoy;
    if (isRunnerConnectPath(request.target))
        return core::HostKind::Runner;
    return std::nullopt;
}

/// The same by path or, on any other path, by subprotocol (spec/runner-envoy.md 1.1).
std::optional<core::HostKind> connectingHost(const net::HttpRequest &request)
{
    if (isGatewayPath(request.target))
        return std::nullopt;
    if (const auto kind = hostByPath(request))
        return kind;
    const auto target = offeredValue(request, "rivet_target.");
    if (target == "envoy")
        return core::HostKind::Envoy;
    if (target == "runner")
        return core::HostKind::Runner;
    return std::nullopt;
}

net::Headers upgradeHeaders(const ReplyContext &context)
{
    net::Headers headers;
    addCommonHeaders(headers, context);
    return headers;
}

/// Opens the socket only to close it with the error: a handshake is never refused
/// (spec/client-gateway.md 5.8).
void acceptAndClose(net::WebSocketUpgrade &upgrade, const ReplyContext &context, const Error &error)
{
    upgrade.accept(upgradeHeaders(context), [&](const std::unique_ptr<net::WebSocket> &socket) {
        socket->close(closeInternalError, closeReason(error, context.rayId));
    });
}

} // namespace

Gateway::Gateway(net::Loop &loop, core::Conductor &conductor, KvReader &kv, Uplink &uplink, EnvoyPort &envoys,
                 const AccessRules &rules, const SocketRules &sockets)
    : m_loop(loop)
    , m_conductor(conductor)
    , m_envoys(envoys)
    , m_access(rules)
    , m_sockets(sockets)
    , m_waiter(loop, conductor)
    , m_traffic(loop, conductor.engine(), uplink)
    , m_api(conductor, kv, m_access)
{}

Gateway::~Gateway() = default;

void Gateway::setServerless(ServerlessPort &platforms)
{
    m_api.setServerless(platforms);
}

void Gateway::setPublicUrl(const QString &url)
{
    m_api.setPublicUrl(url);
}

Services Gateway::services()
{
    return {.loop = m_loop,
            .conductor = m_conductor,
            .waiter = m_waiter,
            .traffic = m_traffic,
            .sockets = m_sockets};
}

RayId Gateway::makeRayId()
{
    // A ray id tells requests apart and guards nothing, so it need not cost a call into the system.
    std::array<std::uint64_t, 2> random{m_random.generate64(), m_random.generate64()};
    auto bytes = std::bit_cast<std::array<std::uint8_t, 16>>(random);
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0f) | 0x40); // RFC 9562 4.2: the version,
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3f) | 0x80); // and 4.1: the variant.
    return RayId::fromUuid(QUuid::fromRfc4122(QByteArrayView(bytes)),
                           m_conductor.engine().policy().datacenterLabel);
}

ReplyContext Gateway::contextOf(const net::HttpRequest &request, Surface surface)
{
    auto ray = net::headerValue(request.headers, "x-rivet-ray-id");
    if (!ray)
        ray = makeRayId().toString().toLatin1();
    return {.surface = surface,
            .rayId = *std::move(ray),
            .origin = net::headerValue(request.headers, "origin").value_or(QByteArray())};
}

qsizetype Gateway::bodyBytesMax(const net::HttpRequest &head) const
{
    return isActorTraffic(head) ? limits::httpBodyBytesMax : limits::apiBodyBytesMax;
}

bool Gateway::streamsBody(const net::HttpRequest &head) const
{
    return isActorTraffic(head);
}

net::HttpResponse Gateway::refuse(const net::HttpRequest &head, net::Refusal reason)
{
    const bool isGateway = isGatewayPath(head.target);
    return refusalResponse(reason, contextOf(head, isGateway ? Surface::Gateway : Surface::Api));
}

void Gateway::handleRequest(net::HttpRequest request, std::shared_ptr<net::HttpResponder> responder)
{
    responder = counted(std::move(responder), m_answerCounts, routeOf(request));
    if (const auto kind = hostByPath(request); kind && request.method == "GET")
        return responder->respond(greetHost(*kind, request));
    auto target = findTarget(request);
    if (target && !*target)
        return m_api.handle(request, contextOf(request, Surface::Api), std::move(responder));
    ReplyContext context = contextOf(request, Surface::Gateway);
    if (request.method == "OPTIONS")
        return responder->respond(preflightResponse(request, context, {}));
    if (target)
        if (const auto checked =
                checkSkipReadyWait(request).and_then([&] { return permit(**target, request); });
            !checked)
            target = std::unexpected(checked.error());
    if (!target)
        return responder->respond(errorResponse(target.error(), context));
    handleActorRequest(**std::move(target), std::move(request), std::move(context), std::move(responder));
}

void Gateway::handleActorRequest(Target target, net::HttpRequest request, ReplyContext context,
                                 std::shared_ptr<net::HttpResponder> responder)
{
    request.target = std::exchange(target.path, {});
    resolve(target, [services = services(), request = std::move(request), context = std::move(context),
                     responder = std::move(responder)](Result<ActorId> actorId) mutable {
        if (!actorId)
            return responder->respond(errorResponse(actorId.error(), context));
        std::make_shared<ActorCall>(services, *actorId, std::move(request), std::move(context),
                                    std::move(responder))
            ->start();
    });
}

Result<std::optional<Target>> Gateway::findTarget(const net::HttpRequest &request) const
{
    if (isGatewayPath(request.target))
        return parseGatewayTarget(request.target);
    const auto kind = net::headerValue(request.headers, "x-rivet-target");
    if (!kind || *kind == "api-public")
        return std::nullopt;
    if (*kind != "actor")
        return noRoute(request);
    const auto actorId = net::headerValue(request.headers, "x-rivet-actor");
    if (!actorId)
        return failure(ErrorCode::GuardMissingHeader, u"Missing x-rivet-actor header."_s,
                       {{u"header"_s, u"x-rivet-actor"_s}});
    if (!isRequestPath(request.target))
        return noRoute(request);
    return Target{.actor = DirectTarget{TRY(parseActorId(*actorId))}, .path = request.target};
}

Result<std::optional<Target>> Gateway::findSocketTarget(const net::HttpRequest &request) const
{
    if (isGatewayPath(request.target))
        return parseGatewayTarget(request.target);
    const auto kind = offeredValue(request, "rivet_target.");
    if (!kind || *kind != "actor")
        return std::nullopt;
    const auto actorId = offeredValue(request, "rivet_actor.");
    if (!actorId)
        return failure(ErrorCode::GuardMissingHeader, u"Missing rivet_actor protocol."_s,
                       {{u"header"_s, u"sec-websocket-protocol"_s}});
    return Target{.actor = DirectTarget{TRY(parseActorId(*actorId))}, .path = request.target};
}

void Gateway::handleUpgrade(net::HttpRequest request, std::shared_ptr<net::WebSocketUpgrade> upgrade)
{
    if (const auto kind = connectingHost(request))
        return handleHost(*kind, request, *upgrade);
    const ReplyContext context = contextOf(request, Surface::Gateway);
    auto target = findSocketTarget(request);
    if (!target)
        return acceptAndClose(*upgrade, context, target.error());
    if (!*target)
        return acceptAndClose(*upgrade, context, Error::of(ErrorCode::GuardWebsocketNotSupported));
    if (const auto permitted = permit(**target, request); !permitted)
        return acceptAndClose(*upgrade, context, permitted.error());

    // Routing, with waking or creating the actor, happens before the handshake is answered.
    resolve(**target, [services = services(), context, upgrade, path = (*target)->path,
                       headers =
                           actorHeaders(request.headers, context.rayId)](Result<ActorId> actorId) mutable {
        if (!actorId)
            return acceptAndClose(*upgrade, context, actorId.error());
        auto socket = std::make_shared<ActorSocket>(services, *actorId, std::move(path), std::move(headers),
                                                    context.rayId);
        services.waiter.whenReady(*actorId, [context, upgrade, socket](const Result<Placement> &placement) {
            if (!placement)
                return acceptAndClose(*upgrade, context, placement.error());
            upgrade->accept(upgradeHeaders(context),
                            [socket, placement = *placement](std::unique_ptr<net::WebSocket> client) {
                                socket->start(std::move(client), placement);
                            });
        });
    });
}

Result<core::EnvoyJoined> Gateway::readEnvoy(const net::HttpRequest &request) const
{
    const EnvoyConnect connect = TRY(parseEnvoyConnect(request.target));
    TRY(m_access.permitEnvoy(offeredValue(request, "rivet_token."), connect.namespaceName));
    const core::Engine &engine = m_conductor.engine();
    const core::Namespace *home = engine.findNamespace(connect.namespaceName);
    if (!home)
        return failure(ErrorCode::NamespaceNotFound);
    const auto configs = engine.runnerConfigs(home->id);
    if (std::ranges::none_of(configs, [&](const auto &config) { return config.first == connect.pool; }))
        return hostRefused(u"no_runner_config"_s);
    return core::EnvoyJoined{.envoyKey = connect.envoyKey,
                             .namespaceId = home->id,
                             .pool = connect.pool,
                             .version = connect.version,
                             .protocolVersion = connect.protocolVersion};
}

Result<core::EnvoyJoined> Gateway::readRunner(const net::HttpRequest &request) const
{
    TRY(m_access.permitEnvoy(offeredValue(request, "rivet_token."), connectNamespaceOf(request.target)));
    const RunnerConnect connect = TRY(parseRunnerConnect(request.target));
    const core::Namespace *home = m_conductor.engine().findNamespace(connect.namespaceName);
    if (!home)
        return failure(ErrorCode::NamespaceNotFound);
    return core::EnvoyJoined{.namespaceId = home->id,
                             .kind = core::HostKind::Runner,
                             .runnerKey = connect.runnerKey,
                             .protocolVersion = connect.protocolVersion};
}

void Gateway::handleHost(core::HostKind kind, const net::HttpRequest &request, net::WebSocketUpgrade &upgrade)
{
    const ReplyContext context = contextOf(request, Surface::Gateway);
    const Result<core::EnvoyJoined> host =
        kind == core::HostKind::Envoy ? readEnvoy(request) : readRunner(request);
    if (!host)
        return acceptAndClose(upgrade, context, host.error());
    upgrade.accept(upgradeHeaders(context), [&](std::unique_ptr<net::WebSocket> socket) {
        m_envoys.arrived(*host, std::move(socket), context.rayId);
    });
}

/// For those who look whether there is an engine before they open the socket.
net::HttpResponse Gateway::greetHost(core::HostKind kind, const net::HttpRequest &request)
{
    ReplyContext context = contextOf(request, Surface::Gateway);
    context.cors = Cors::Unnamed;
    const auto token = net::headerValue(request.headers, "x-rivet-token");
    if (const auto permitted = m_access.permitEnvoy(token, connectNamespaceOf(request.target)); !permitted)
        return errorResponse(permitted.error(), context);
    net::HttpResponse response{.status = 200,
                               .headers = {{"content-type", "text/plain"}},
                               .body = kind == core::HostKind::Envoy
                                           ? "pegboard-envoy WebSocket endpoint"_ba
                                           : "pegboard-runner WebSocket endpoint"_ba};
    addCommonHeaders(response.headers, context);
    return response;
}

Result<> Gateway::permit(const Target &target, const net::HttpRequest &request) const
{
    std::optional<QByteArray> token = target.token;
    if (!token)
        token = net::headerValue(request.headers, "x-rivet-token");
    if (!token)
        token = offeredValue(request, "rivet_token.");
    if (const auto *query = std::get_if<QueryTarget>(&target.actor))
        return m_access.permitActor(token, query->namespaceName);
    const core::Engine &engine = m_conductor.engine();
    const core::Actor *actor = engine.findActor(std::get<DirectTarget>(target.actor).actorId);
    if (!actor)
        return {}; // It is told so, whoever asks.
    return m_access.permitActor(token, engine.findNamespace(actor->namespaceId)->name);
}

void Gateway::resolve(const Target &target, Resolved resolved)
{
    if (const auto *query = std::get_if<QueryTarget>(&target.actor))
        return resolveQuery(*query, std::move(resolved));
    const ActorId actorId = std::get<DirectTarget>(target.actor).actorId;
    if (actorId.datacenterLabel() != m_conductor.engine().policy().datacenterLabel)
        return resolved(failure(ErrorCode::DatacenterNotFound));
    resolved(actorId);
}

void Gateway::resolveQuery(const QueryTarget &target, Resolved resolved)
{
    const core::Engine &engine = m_conductor.engine();
    const core::Namespace *found = engine.findNamespace(target.namespaceName);
    if (!found)
        return resolved(failure(ErrorCode::NamespaceNotFound));
    if (target.region && *target.region != engine.policy().datacenterName)
        return resolved(failure(ErrorCode::DatacenterNotFound));
    const QString key = serializeKey(target.key);
    if (const core::Actor *actor = engine.findActorByKey(found->id, target.name, key))
        return resolved(actor->id);
    if (target.method == QueryMethod::Get)
        return resolved(failure(ErrorCode::ActorNotFound));
    m_conductor.request(core::CreateActor{.namespaceId = found->id,
                                          .name = target.name,
                                          .key = key,
                                          .input = target.input,
                                          .pool = target.pool,
                                          .crashPolicy = target.crashPolicy,
                                          .ifExists = core::IfExists::Return},
                        [resolved = std::move(resolved)](Result<core::Answer> answer) mutable {
                            resolved(answer.transform([](const core::Answer &created) {
                                return std::get<core::ActorCreated>(created).actorId;
                            }));
                        });
}

void Gateway::actorChanged(const core::ActorChanged &change)
{
    m_traffic.actorChanged(change);
    m_waiter.actorChanged(change);
}

} // namespace rove::gateway
