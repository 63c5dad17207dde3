// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/manager/json.h"

#include "protocol/base/cbor.h"
#include "protocol/manager/expected.h"
#include "protocol/manager/fields.h"

#include <QtCore/QJsonArray>
#include <QtCore/QStringList>

#include <array>
#include <initializer_list>
#include <utility>

namespace rove::manager {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array crashPolicies{
    std::pair{CrashPolicy::Restart, "restart"_L1},
    std::pair{CrashPolicy::Sleep, "sleep"_L1},
    std::pair{CrashPolicy::Destroy, "destroy"_L1},
};

template <class T>
constexpr bool isRequest =
    std::same_as<T, NamespacesCreateRequest> || std::same_as<T, ActorsCreateRequest> ||
    std::same_as<T, ActorsUpsertRequest> || std::same_as<T, RunnerConfigsUpsertRequest>;

template <class T, template <class...> class Template>
constexpr bool isInstance = false;
template <template <class...> class Template, class... Args>
constexpr bool isInstance<Template<Args...>, Template> = true;

// --- Writing ---

class JsonWriter;

template <class T>
QJsonObject writeObject(const T &value);

template <class T>
QJsonValue toValue(const T &value)
{
    if constexpr (std::same_as<T, CrashPolicy>) {
        return crashPolicyName(value);
    } else if constexpr (std::same_as<T, Instant>) {
        return static_cast<qint64>(value.time_since_epoch().count());
    } else if constexpr (std::same_as<T, QByteArray>) {
        return QString::fromLatin1(value.toBase64());
    } else if constexpr (std::integral<T> && !std::same_as<T, bool>) {
        return static_cast<qint64>(value);
    } else if constexpr (std::constructible_from<QJsonValue, T>) {
        return value;
    } else if constexpr (isInstance<T, std::vector>) {
        QJsonArray array;
        for (const auto &item : value)
            array.append(toValue(item));
        return array;
    } else if constexpr (isInstance<T, std::map>) {
        QJsonObject object;
        for (const auto &[key, mapped] : value)
            object.insert(key, toValue(mapped));
        return object;
    } else {
        return writeObject(value);
    }
}

/// Visits a struct's fields and puts them into an object.
class JsonWriter {
public:
    template <class T>
    void field(QStringView name, const T &value)
    {
        m_object.insert(name, toValue(value));
    }
    template <class T>
    void field(QStringView name, const std::optional<T> &value)
    {
        m_object.insert(name, value ? toValue(*value) : QJsonValue(QJsonValue::Null));
    }
    template <class T>
    void defaulted(QStringView name, const T &value)
    {
        field(name, value);
    }
    template <class T>
    void omittable(QStringView name, const std::optional<T> &value)
    {
        if (value)
            field(name, *value);
    }
    template <class... Kinds>
    void oneOf(const std::variant<Kinds...> &value, const std::array<QStringView, sizeof...(Kinds)> &names)
    {
        std::visit([&](const auto &kind) { field(names[value.index()], kind); }, value);
    }

    [[nodiscard]] QJsonObject object() const { return m_object; }

private:
    QJsonObject m_object;
};

template <class T>
QJsonObject writeObject(const T &value)
{
    JsonWriter writer;
    fields(value, writer);
    return writer.object();
}

// --- Reading ---

enum class Strictness { Request, Response };

/// What kept a value from being read, and where: names of fields from the outermost in.
struct Fault {
    QStringList path;
    QString reason;
};
using Read = std::expected<void, Fault>;

std::unexpected<Fault> fault(const QString &reason)
{
    return std::unexpected(Fault{.path = {}, .reason = reason});
}

QString described(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null:
        return u"null"_s;
    case QJsonValue::Bool:
        return u"boolean `%1`"_s.arg(value.toBool() ? u"true"_s : u"false"_s);
    case QJsonValue::Double:
        return u"number `%1`"_s.arg(value.toVariant().toString());
    case QJsonValue::String:
        return u"string \"%1\""_s.arg(value.toString());
    case QJsonValue::Array:
        return u"sequence"_s;
    default:
        return u"map"_s;
    }
}

std::unexpected<Fault> invalidType(const QJsonValue &value, QStringView expected)
{
    return fault(u"invalid type: %1, expected %2"_s.arg(described(value), expected));
}

template <class T>
Read readObject(const QJsonObject &object, Strictness strictness, T &value);

template <class T>
Read readNumber(const QJsonValue &json, T &value)
{
    if (!json.isDouble())
        return invalidType(json, u"a number");
    if constexpr (std::floating_point<T>) {
        value = json.toDouble();
    } else {
        const qint64 number = json.toInteger(-1);
        if ((number == -1 && json.toDouble() != -1) || !std::in_range<T>(number))
            return fault(u"invalid value: %1, expected a whole number in range"_s.arg(described(json)));
        value = static_cast<T>(number);
    }
    return {};
}

Read readText(const QJsonValue &json, QString &value)
{
    if (!json.isString())
        return invalidType(json, u"a string");
    value = json.toString();
    return {};
}

Read readBytes(const QJsonValue &json, QByteArray &value)
{
    auto decoded =
        QByteArray::fromBase64Encoding(json.toString().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!json.isString() || !decoded)
        return invalidType(json, u"base64");
    value = *decoded;
    return {};
}

Read readCrashPolicy(const QJsonValue &json, CrashPolicy &value)
{
    QString name;
    if (auto read = readText(json, name); !read)
        return read;
    const auto policy = crashPolicyFromName(name);
    if (!policy) {
        QStringList names;
        for (const auto &known : crashPolicies)
            names += known.second;
        return fault(u"unknown variant `%1`, %2"_s.arg(name, expectedNames(names)));
    }
    value = *policy;
    return {};
}

template <class T>
Read readValue(const QJsonValue &json, Strictness strictness, T &value);

template <class T>
Read readList(const QJsonValue &json, Strictness strictness, std::vector<T> &list)
{
    if (!json.isArray())
        return invalidType(json, u"a sequence");
    for (const QJsonValue item : json.toArray()) {
        if (auto read = readValue(item, strictness, list.emplace_back()); !read) {
            read.error().path.prepend(QString::number(list.size() - 1));
            return read;
        }
    }
    return {};
}

template <class T>
Read readMap(const QJsonValue &json, Strictness strictness, std::map<QString, T> &map)
{
    if (!json.isObject())
        return invalidType(json, u"a map");
    const QJsonObject object = json.toObject();
    for (auto entry = object.begin(); entry != object.end(); ++entry) {
        if (auto read = readValue(entry.value(), strictness, map[entry.key()]); !read) {
            read.error().path.prepend(entry.key());
            return read;
        }
    }
    return {};
}

template <class T>
Read readValue(const QJsonValue &json, Strictness strictness, T &value)
{
    if constexpr (std::same_as<T, QJsonValue>) {
        value = json;
    } else if constexpr (std::same_as<T, QString>) {
        return readText(json, value);
    } else if constexpr (std::same_as<T, QByteArray>) {
        return readBytes(json, value);
    } else if constexpr (std::same_as<T, CrashPolicy>) {
        return readCrashPolicy(json, value);
    } else if constexpr (std::same_as<T, bool>) {
        if (!json.isBool())
            return invalidType(json, u"a boolean");
        value = json.toBool();
    } else if constexpr (std::is_arithmetic_v<T>) {
        return readNumber(json, value);
    } else if constexpr (std::same_as<T, Instant>) {
        qint64 milliseconds = 0;
        auto read = readNumber(json, milliseconds);
        value = Instant(std::chrono::milliseconds(milliseconds));
        return read;
    } else if constexpr (isInstance<T, std::vector>) {
        return readList(json, strictness, value);
    } else if constexpr (isInstance<T, std::map>) {
        return readMap(json, strictness, value);
    } else {
        if (!json.isObject())
            return invalidType(json, u"a map");
        if constexpr (std::same_as<T, QJsonObject>)
            value = json.toObject();
        else
            return readObject(json.toObject(), strictness, value);
    }
    return {};
}

/// Visits a struct's fields and takes them from an object; remembers their names, and the first fault.
class JsonReader {
public:
    JsonReader(const QJsonObject &object, Strictness strictness)
        : m_object(object)
        , m_strictness(strictness)
    {}

    template <class T>
    void field(QStringView name, T &value)
    {
        const QJsonValue json = take(name);
        if (!json.isUndefined())
            read(name, json, value);
        else if (m_read)
            m_read = fault(u"missing field `%1`"_s.arg(name));
    }
    template <class T>
    void field(QStringView name, std::optional<T> &value)
    {
        const QJsonValue json = take(name);
        if (!json.isUndefined() && !json.isNull())
            read(name, json, value.emplace());
    }
    template <class T>
    void defaulted(QStringView name, T &value)
    {
        if (const QJsonValue json = take(name); !json.isUndefined())
            read(name, json, value);
    }
    /// Null counts as none, except where any JSON may stand.
    template <class T>
    void omittable(QStringView name, std::optional<T> &value)
    {
        const QJsonValue json = take(name);
        if (!json.isUndefined() && (!json.isNull() || std::same_as<T, QJsonValue>) )
            read(name, json, value.emplace());
    }
    template <class... Kinds>
    void oneOf(std::variant<Kinds...> &value, const std::array<QStringView, sizeof...(Kinds)> &names)
    {
        std::size_t i = 0;
        bool isFound = false;
        const auto look = [&]<class Kind>(std::type_identity<Kind>) {
            const QStringView name = names[i++];
            const QJsonValue json = take(name);
            if (json.isUndefined())
                return;
            if (isFound && m_read)
                m_read = fault(u"more than one kind"_s);
            isFound = true;
            read(name, json, value.template emplace<Kind>());
        };
        (look(std::type_identity<Kinds>{}), ...);
        if (!isFound && m_read)
            m_read = fault(u"no variant of enum RunnerConfigKind found in flattened data"_s);
    }

    [[nodiscard]] Read finish()
    {
        if (m_strictness == Strictness::Response || !m_read)
            return m_read;
        for (const QString &name : m_object.keys()) {
            if (!m_names.contains(name))
                return std::unexpected(Fault{.path = {name}, .reason = unknownField(name, m_names)});
        }
        return {};
    }

private:
    QJsonValue take(QStringView name)
    {
        m_names += name.toString();
        return m_object.value(name);
    }
    template <class T>
    void read(QStringView name, const QJsonValue &json, T &value)
    {
        if (!m_read)
            return;
        m_read = readValue(json, m_strictness, value);
        if (!m_read)
            m_read.error().path.prepend(name.toString());
    }

    QJsonObject m_object;
    Strictness m_strictness;
    QStringList m_names;
    Read m_read;
};

template <class T>
Read readObject(const QJsonObject &object, Strictness strictness, T &value)
{
    JsonReader reader(object, strictness);
    fields(value, reader);
    return reader.finish();
}

template <class T>
std::unexpected<Error> invalidBody(const QString &reason)
{
    if constexpr (isRequest<T>)
        return badRequest(u"Failed to deserialize the JSON body into the target type: "_s + reason);
    else
        return failure(ErrorCode::ClientProtocol, u"the response is not as expected: "_s + reason);
}

} // namespace

template <class T>
QJsonObject toJson(const T &value)
{
    return writeObject(value);
}

template <class T>
Result<T> fromJson(const QJsonObject &object)
{
    T value{};
    const Read read = readObject(object, isRequest<T> ? Strictness::Request : Strictness::Response, value);
    if (read)
        return value;
    const Fault &found = read.error();
    return invalidBody<T>(found.path.isEmpty() ? found.reason
                                               : QString(found.path.join(u'.') % ": "_L1 % found.reason));
}

template <class T>
QByteArray writeBody(const T &value)
{
    return cbor::writeJson(writeObject(value));
}

template <class T>
Result<T> readBody(QByteArrayView text)
{
    const auto json = cbor::parseJson(text);
    if (!json && isRequest<T>)
        return badRequest(u"Failed to parse the request body as JSON: "_s + json.error().message);
    if (!json)
        return failure(ErrorCode::ClientProtocol, u"the response is not JSON: "_s + json.error().message);
    if (!json->isObject())
        return invalidBody<T>(u"invalid type: %1, expected a map"_s.arg(described(*json)));
    return fromJson<T>(json->toObject());
}

ErrorBody errorBody(const Error &error)
{
    ErrorBody body{.group = error.group(),
                   .code = error.codeName(),
                   .message = error.message,
                   .metadata = {},
                   .actor = {}};
    if (!error.metadata.isEmpty())
        body.metadata = cbor::toJson(error.metadata);
    return body;
}

Error errorFromBody(const ErrorBody &body)
{
    const QCborMap metadata = cbor::fromJson(body.metadata.value_or(QJsonObject())).toMap();
    return Error::fromWire(body.group, body.code, body.message, metadata);
}

std::unexpected<Error> badRequest(const QString &reason)
{
    return failure(ErrorCode::ApiBadRequest, u"Request is invalid: "_s + reason, {{u"reason"_s, reason}});
}

QString crashPolicyName(CrashPolicy policy)
{
    return crashPolicies[static_cast<std::size_t>(policy)].second;
}

std::optional<CrashPolicy> crashPolicyFromName(QStringView name)
{
    for (const auto &[policy, known] : crashPolicies) {
        if (name == known)
            return policy;
    }
    return std::nullopt;
}

#define ROVE_INSTANTIATE(T)                                                                                  \
    template QJsonObject toJson(const T &);                                                                  \
    template Result<T> fromJson(const QJsonObject &);                                                        \
    template QByteArray writeBody(const T &);                                                                \
    template Result<T> readBody(QByteArrayView);

ROVE_INSTANTIATE(Health)
ROVE_INSTANTIATE(HealthFanoutResponse)
ROVE_INSTANTIATE(Metadata)
ROVE_INSTANTIATE(Datacenter)
ROVE_INSTANTIATE(DatacentersListResponse)
ROVE_INSTANTIATE(ErrorBody)
ROVE_INSTANTIATE(Empty)
ROVE_INSTANTIATE(Namespace)
ROVE_INSTANTIATE(NamespacesListResponse)
ROVE_INSTANTIATE(NamespacesCreateRequest)
ROVE_INSTANTIATE(NamespacesCreateResponse)
ROVE_INSTANTIATE(Actor)
ROVE_INSTANTIATE(ActorsListResponse)
ROVE_INSTANTIATE(ActorsCreateRequest)
ROVE_INSTANTIATE(ActorsCreateResponse)
ROVE_INSTANTIATE(ActorsUpsertRequest)
ROVE_INSTANTIATE(ActorsUpsertResponse)
ROVE_INSTANTIATE(ActorsNamesResponse)
ROVE_INSTANTIATE(KvValue)
ROVE_INSTANTIATE(Runner)
ROVE_INSTANTIATE(RunnersListResponse)
ROVE_INSTANTIATE(RunnersNamesResponse)
ROVE_INSTANTIATE(Envoy)
ROVE_INSTANTIATE(EnvoysListResponse)
ROVE_INSTANTIATE(RunnerConfig)
ROVE_INSTANTIATE(RunnerConfigSettings)
ROVE_INSTANTIATE(RunnerConfigsListResponse)
ROVE_INSTANTIATE(RunnerConfigsUpsertRequest)
ROVE_INSTANTIATE(RunnerConfigsUpsertResponse)

#undef ROVE_INSTANTIATE

} // namespace rove::manager
