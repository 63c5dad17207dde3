// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/client/codec.h"

#include "protocol/base/cbor.h"
#include "protocol/client/envelope.h"
#include "protocol/client/v1.h"
#include "protocol/client/v3.h"

#include <array>
#include <utility>

namespace rove::client {

using namespace Qt::StringLiterals;

namespace {

/// Queue messages came with version 3.
constexpr int queueVersionMin = 3;

template <class Message>
constexpr bool isQueueMessage =
    std::same_as<Message, v4::HttpQueueSendRequest> || std::same_as<Message, v4::HttpQueueSendResponse>;

template <class Message>
constexpr envelope::Direction directionOf =
    std::same_as<Message, v4::ToServer> || std::same_as<Message, v4::HttpActionRequest> ||
            std::same_as<Message, v4::HttpQueueSendRequest>
        ? envelope::Direction::ToServer
        : envelope::Direction::ToClient;

template <class... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};

// --- One version to the next and back; version 3 stands for 2 too ---

v4::ToClient toV4(v3::ToClient message)
{
    return std::visit(
        Overloaded{[](v3::Error &&error) -> v4::ToClient {
                       return v4::Error{.group = std::move(error.group),
                                        .code = std::move(error.code),
                                        .message = std::move(error.message),
                                        .metadata = std::move(error.metadata),
                                        .actionId = error.actionId,
                                        .actor = {}};
                   },
                   [](auto &&same) -> v4::ToClient { return std::forward<decltype(same)>(same); }},
        std::move(message));
}

v3::ToClient toV3(v4::ToClient message)
{
    return std::visit(
        Overloaded{[](v4::Error &&error) -> v3::ToClient {
                       return v3::Error{.group = std::move(error.group),
                                        .code = std::move(error.code),
                                        .message = std::move(error.message),
                                        .metadata = std::move(error.metadata),
                                        .actionId = error.actionId};
                   },
                   [](auto &&same) -> v3::ToClient { return std::forward<decltype(same)>(same); }},
        std::move(message));
}

v3::ToClient toV3(v1::ToClient message)
{
    return std::visit(
        Overloaded{[](v1::Init &&init) -> v3::ToClient {
                       return v3::Init{.actorId = std::move(init.actorId),
                                       .connectionId = std::move(init.connectionId)};
                   },
                   [](auto &&same) -> v3::ToClient { return std::forward<decltype(same)>(same); }},
        std::move(message));
}

v1::ToClient toV1(v3::ToClient message)
{
    return std::visit(
        Overloaded{[](v3::Init &&init) -> v1::ToClient {
                       return v1::Init{.actorId = std::move(init.actorId),
                                       .connectionId = std::move(init.connectionId),
                                       .connectionToken = {}};
                   },
                   [](auto &&same) -> v1::ToClient { return std::forward<decltype(same)>(same); }},
        std::move(message));
}

v4::HttpResponseError toV4(v3::HttpResponseError error)
{
    return {.group = std::move(error.group),
            .code = std::move(error.code),
            .message = std::move(error.message),
            .metadata = std::move(error.metadata),
            .actor = {}};
}

v3::HttpResponseError toV3(v4::HttpResponseError error)
{
    return {.group = std::move(error.group),
            .code = std::move(error.code),
            .message = std::move(error.message),
            .metadata = std::move(error.metadata)};
}

// --- Users' values: every QByteArray of the structs is one ---

using Conversion = Result<QByteArray> (*)(QByteArrayView);

template <class Field>
Result<> convertField(Field &field, Conversion conversion)
{
    if constexpr (std::same_as<Field, QByteArray>)
        field = TRY(conversion(field));
    else if constexpr (std::same_as<Field, std::optional<QByteArray>>)
        if (field)
            field = TRY(conversion(*field));
    return {};
}

template <class Message>
Result<> convertValues(Message &message, Conversion conversion)
{
    if constexpr (bare::detail::Variant<Message>) {
        return std::visit([&](auto &alternative) { return convertValues(alternative, conversion); }, message);
    } else {
        Result<> result;
        boost::pfr::for_each_field(message, [&](auto &field) {
            if (result)
                result = convertField(field, conversion);
        });
        return result;
    }
}

// --- BARE ---

template <class Message>
Result<Message> readBareBody(QByteArrayView body, int version)
{
    if constexpr (std::same_as<Message, v4::ToClient>) {
        if (version == 1)
            return toV4(toV3(TRY(bare::decode<v1::ToClient>(body))));
        if (version < versionMax)
            return toV4(TRY(bare::decode<v3::ToClient>(body)));
    } else if constexpr (std::same_as<Message, v4::HttpResponseError>) {
        if (version < versionMax)
            return toV4(TRY(bare::decode<v3::HttpResponseError>(body)));
    }
    return bare::decode<Message>(body);
}

template <class Message>
QByteArray writeBareBody(Message message, int version)
{
    if constexpr (std::same_as<Message, v4::ToClient>) {
        if (version == 1)
            return bare::encode(toV1(toV3(std::move(message))));
        if (version < versionMax)
            return bare::encode(toV3(std::move(message)));
    } else if constexpr (std::same_as<Message, v4::HttpResponseError>) {
        if (version < versionMax)
            return bare::encode(toV3(std::move(message)));
    }
    return bare::encode(message);
}

template <class Message>
Result<> checkVersion(int version)
{
    if (version < versionMin || version > versionMax)
        return failure(ErrorCode::ActorInvalidRequest, u"unknown client protocol version %1"_s.arg(version));
    if (isQueueMessage<Message> && version < queueVersionMin)
        return failure(ErrorCode::ActorInvalidRequest,
                       u"client protocol version %1 has no queue messages"_s.arg(version));
    return {};
}

template <class Message>
Result<Received<Message>> readBare(QByteArrayView bytes)
{
    bare::Reader reader(bytes);
    const int version = reader.fixed<std::uint16_t>();
    if (reader.failed())
        return failure(ErrorCode::ActorInvalidRequest, u"the message has no version"_s);
    TRY(checkVersion<Message>(version));
    auto message = TRY(readBareBody<Message>(bytes.sliced(sizeof(std::uint16_t)), version));
    if (version < versionMax)
        TRY(convertValues(message, &cbor::toCompat));
    return Received<Message>{.message = std::move(message), .version = version};
}

template <class Message>
Result<QByteArray> writeBare(Message message, int version)
{
    if (version < versionMax)
        TRY(convertValues(message, &cbor::toNative));
    bare::Writer writer;
    writer.fixed(static_cast<std::uint16_t>(version));
    writer.raw(writeBareBody(std::move(message), version));
    return writer.take();
}

// --- JSON and CBOR ---

template <class Message>
Result<Received<Message>> readEnvelope(QByteArrayView bytes, Encoding encoding)
{
    const envelope::Format format{
        .encoding = encoding, .version = versionMax, .direction = directionOf<Message>};
    return Received<Message>{
        .message = TRY(envelope::toMessage<Message>(TRY(envelope::read(bytes, encoding)), format)),
        .version = std::nullopt};
}

/// What peers of an older version do not know in an envelope.
template <class Message>
Message withoutActor(Message message)
{
    if constexpr (std::same_as<Message, v4::HttpResponseError>) {
        message.actor.reset();
    } else if constexpr (std::same_as<Message, v4::ToClient>) {
        if (auto *error = std::get_if<v4::Error>(&message))
            error->actor.reset();
    }
    return message;
}

template <class Message>
Result<QByteArray> writeEnvelope(const Message &message, Encoding encoding, int version)
{
    const envelope::Format format{
        .encoding = encoding, .version = version, .direction = directionOf<Message>};
    const QCborMap map =
        TRY(envelope::fromMessage(version < versionMax ? withoutActor(message) : message, format));
    return envelope::write(map, encoding);
}

Error as(ErrorCode code, Error error)
{
    error.code = code;
    return error;
}

} // namespace

std::optional<Encoding> encodingFromName(QByteArrayView name)
{
    for (const Encoding encoding : {Encoding::Json, Encoding::Cbor, Encoding::Bare}) {
        if (name == encodingName(encoding))
            return encoding;
    }
    return std::nullopt;
}

QByteArray encodingName(Encoding encoding)
{
    switch (encoding) {
    case Encoding::Json:
        return "json"_ba;
    case Encoding::Cbor:
        return "cbor"_ba;
    case Encoding::Bare:
        break;
    }
    return "bare"_ba;
}

QByteArray contentType(Encoding encoding)
{
    return encoding == Encoding::Json ? "application/json"_ba : "application/octet-stream"_ba;
}

int versionFromUserAgent(QByteArrayView userAgent)
{
    if (userAgent.startsWith("RivetKit/2.0."))
        return 2;
    if (userAgent.startsWith("RivetKit/2.1.") || userAgent.startsWith("RivetKit/2.2."))
        return 3;
    return versionMax;
}

template <class Message>
Result<Received<Message>> decode(QByteArrayView bytes, Encoding encoding)
{
    auto received =
        encoding == Encoding::Bare ? readBare<Message>(bytes) : readEnvelope<Message>(bytes, encoding);
    return received.transform_error(
        [](Error error) { return as(ErrorCode::ActorInvalidRequest, std::move(error)); });
}

template <class Message>
Result<QByteArray> encode(const Message &message, Encoding encoding, int version)
{
    auto written = checkVersion<Message>(version).and_then([&] {
        return encoding == Encoding::Bare ? writeBare(message, version)
                                          : writeEnvelope(message, encoding, version);
    });
    return written.transform_error(
        [](Error error) { return as(ErrorCode::ActorSendFailed, std::move(error)); });
}

Result<QCborArray> decodeArguments(QByteArrayView value)
{
    if (value.isEmpty())
        return QCborArray();
    const QCborValue arguments = TRY(cbor::decodeCompat(value));
    if (arguments.isArray())
        return arguments.toArray();
    if (arguments.isNull() || arguments.isUndefined())
        return QCborArray();
    return QCborArray{arguments};
}

#define ROVE_INSTANTIATE(Message)                                                                            \
    template Result<Received<Message>> decode(QByteArrayView, Encoding);                                     \
    template Result<QByteArray> encode(const Message &, Encoding, int);

ROVE_INSTANTIATE(v4::ToClient)
ROVE_INSTANTIATE(v4::ToServer)
ROVE_INSTANTIATE(v4::HttpActionRequest)
ROVE_INSTANTIATE(v4::HttpActionResponse)
ROVE_INSTANTIATE(v4::HttpQueueSendRequest)
ROVE_INSTANTIATE(v4::HttpQueueSendResponse)
ROVE_INSTANTIATE(v4::HttpResponseError)
ROVE_INSTANTIATE(v4::HttpResolveResponse)

#undef ROVE_INSTANTIATE

} // namespace rove::client
