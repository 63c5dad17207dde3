// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/manager/query.h"

#include "protocol/base/limits.h"
#include "protocol/manager/expected.h"
#include "protocol/manager/json.h"

#include <QtCore/QUrl>
#include <QtCore/QUtf8StringView>

#include <concepts>
#include <type_traits>

namespace rove::manager {

using namespace Qt::StringLiterals;

namespace {

// --- The parameters of each query, in the order in which the real engine lists them ---

template <class Self, class T>
concept Is = std::same_as<std::remove_const_t<Self>, T>;

void parameters(Is<NamespaceQuery> auto &self, auto &visitor)
{
    visitor.single(u"namespace", self.namespaceName);
}

void parameters(Is<NamespacesListQuery> auto &self, auto &visitor)
{
    visitor.single(u"limit", self.limit);
    visitor.single(u"cursor", self.cursor);
    visitor.single(u"name", self.name);
    visitor.olderList(u"namespace_ids", self.namespaceIds);
    visitor.repeatable(u"namespace_id", self.namespaceIds);
}

void parameters(Is<ActorsListQuery> auto &self, auto &visitor)
{
    visitor.single(u"namespace", self.namespaceName);
    visitor.single(u"name", self.name);
    visitor.single(u"key", self.key);
    visitor.list(u"actor_ids", self.legacyActorIds);
    visitor.repeatable(u"actor_id", self.actorIds);
    visitor.single(u"include_destroyed", self.includeDestroyed);
    visitor.single(u"limit", self.limit);
    visitor.single(u"cursor", self.cursor);
}

template <class Self>
    requires Is<Self, ActorsNamesQuery> || Is<Self, RunnersNamesQuery>
void parameters(Self &self, auto &visitor)
{
    visitor.single(u"namespace", self.namespaceName);
    visitor.single(u"limit", self.limit);
    visitor.single(u"cursor", self.cursor);
}

void parameters(Is<RunnersListQuery> auto &self, auto &visitor)
{
    visitor.single(u"namespace", self.namespaceName);
    visitor.single(u"name", self.name);
    visitor.olderList(u"runner_ids", self.runnerIds);
    visitor.repeatable(u"runner_id", self.runnerIds);
    visitor.single(u"include_stopped", self.includeStopped);
    visitor.single(u"limit", self.limit);
    visitor.single(u"cursor", self.cursor);
}

void parameters(Is<EnvoysListQuery> auto &self, auto &visitor)
{
    visitor.single(u"namespace", self.namespaceName);
    visitor.single(u"name", self.name);
    visitor.repeatable(u"envoy_key", self.envoyKeys);
    visitor.single(u"limit", self.limit);
    visitor.single(u"cursor", self.cursor);
}

void parameters(Is<RunnerConfigsListQuery> auto &self, auto &visitor)
{
    visitor.single(u"namespace", self.namespaceName);
    visitor.single(u"limit", self.limit);
    visitor.single(u"cursor", self.cursor);
    visitor.single(u"variant", self.variant);
    visitor.olderList(u"runner_names", self.runnerNames);
    visitor.repeatable(u"runner_name", self.runnerNames);
}

// --- Reading ---

using Fault = std::optional<QString>;

Fault readText(const QString &text, QString &value)
{
    value = text;
    return {};
}

Fault readText(const QString &text, std::uint64_t &value)
{
    bool isNumber = false;
    value = text.startsWith(u'+') ? 0 : text.toULongLong(&isNumber);
    return isNumber ? Fault() : u"invalid digit found in string"_s;
}

Fault readText(const QString &text, bool &value)
{
    value = text == u"true";
    return value || text == u"false" ? Fault() : u"provided string was not `true` or `false`"_s;
}

Fault readText(const QString &text, PoolVariant &value)
{
    value = text == u"normal" ? PoolVariant::Normal : PoolVariant::Serverless;
    if (value == PoolVariant::Normal || text == u"serverless")
        return {};
    return u"unknown variant `%1`, %2"_s.arg(text, expectedNames({u"serverless"_s, u"normal"_s}));
}

/// Visits a query's parameters and takes them from a query string; remembers their names, and the first
/// fault.
class QueryReader {
public:
    explicit QueryReader(const Query &query)
        : m_query(query)
    {}

    template <class T>
    void single(QStringView name, T &value)
    {
        if (const auto text = take(name))
            read(name, *text, value);
        else if (m_fault.isEmpty())
            m_fault = u"missing field `%1`"_s.arg(name);
    }
    template <class T>
    void single(QStringView name, std::optional<T> &value)
    {
        if (const auto text = take(name))
            read(name, *text, value.emplace());
    }
    void repeatable(QStringView name, QStringList &values)
    {
        m_names += name.toString();
        values += m_query.values(name);
    }
    void list(QStringView name, QStringList &values)
    {
        if (const auto text = take(name))
            values += text->split(u',', Qt::SkipEmptyParts);
    }
    void olderList(QStringView name, QStringList &values) { list(name, values); }

    /// Empty if there is none.
    [[nodiscard]] QString finish() const
    {
        if (!m_fault.isEmpty())
            return m_fault;
        for (const auto &[name, value] : m_query.parameters()) {
            if (!m_names.contains(name))
                return name % ": "_L1 % unknownField(name, m_names);
        }
        return {};
    }

private:
    std::optional<QString> take(QStringView name)
    {
        m_names += name.toString();
        const QStringList values = m_query.values(name);
        if (values.size() > 1 && m_fault.isEmpty())
            m_fault = u"duplicate field `%1`"_s.arg(name);
        return values.isEmpty() ? std::nullopt : std::optional(values.first());
    }
    template <class T>
    void read(QStringView name, const QString &text, T &value)
    {
        const Fault fault = readText(text, value);
        if (fault && m_fault.isEmpty())
            m_fault = name % ": "_L1 % *fault;
    }

    const Query &m_query;
    QStringList m_names;
    QString m_fault;
};

// --- Writing ---

QString writeText(const QString &value)
{
    return value;
}

QString writeText(std::uint64_t value)
{
    return QString::number(value);
}

QString writeText(bool value)
{
    return value ? u"true"_s : u"false"_s;
}

QString writeText(PoolVariant value)
{
    return value == PoolVariant::Normal ? u"normal"_s : u"serverless"_s;
}

/// Visits a query's parameters and writes those that are set.
class QueryWriter {
public:
    template <class T>
    void single(QStringView name, const T &value)
    {
        if (!m_text.isEmpty())
            m_text += '&';
        m_text += percentEncoded(name) + '=' + percentEncoded(writeText(value));
    }
    template <class T>
    void single(QStringView name, const std::optional<T> &value)
    {
        if (value)
            single(name, *value);
    }
    void repeatable(QStringView name, const QStringList &values)
    {
        for (const QString &value : values)
            single(name, value);
    }
    void list(QStringView name, const QStringList &values)
    {
        if (!values.isEmpty())
            single(name, values.join(u','));
    }
    /// The same list has been or will be written in the newer style.
    void olderList(QStringView, const QStringList &) {}

    [[nodiscard]] QByteArray text() const { return m_text; }

private:
    QByteArray m_text;
};

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// The byte that `%xx` at the start of a text stands for.
std::optional<char> escapedByte(QByteArrayView text)
{
    if (text.size() < 3 || text[0] != '%')
        return std::nullopt;
    const int high = hexDigit(text[1]);
    const int low = hexDigit(text[2]);
    if (high < 0 || low < 0)
        return std::nullopt;
    return static_cast<char>(high * 16 + low);
}

} // namespace

std::optional<QString> formDecoded(QByteArrayView text)
{
    QByteArray decoded;
    decoded.reserve(text.size());
    while (!text.isEmpty()) {
        const auto escaped = escapedByte(text);
        decoded.append(escaped.value_or(text[0] == '+' ? ' ' : text[0]));
        text.slice(escaped ? 3 : 1);
    }
    const QUtf8StringView utf8(decoded.data(), decoded.size());
    return utf8.isValidUtf8() ? std::optional(utf8.toString()) : std::nullopt;
}

QByteArray percentEncoded(QStringView text)
{
    return QUrl::toPercentEncoding(text.toString());
}

Result<Query> Query::parse(QByteArrayView query)
{
    Query parsed;
    while (!query.isEmpty()) {
        const qsizetype end = query.indexOf('&');
        const QByteArrayView part = end < 0 ? query : query.first(end);
        query = end < 0 ? QByteArrayView() : query.sliced(end + 1);
        if (part.isEmpty())
            continue;
        const qsizetype equals = part.indexOf('=');
        const auto name = formDecoded(equals < 0 ? part : part.first(equals));
        const auto value = formDecoded(equals < 0 ? QByteArrayView() : part.sliced(equals + 1));
        if (!name || !value)
            return badRequest(u"Failed to deserialize query string: invalid UTF-8"_s);
        if (parsed.m_parameters.size() >= limits::queryParameterCountMax)
            return badRequest(u"Failed to deserialize query string: too many parameters"_s);
        parsed.m_parameters.emplace_back(*name, *value);
    }
    return parsed;
}

QStringList Query::values(QStringView name) const
{
    QStringList values;
    for (const auto &parameter : m_parameters) {
        if (parameter.first == name)
            values += parameter.second;
    }
    return values;
}

template <class T>
Result<T> readQuery(QByteArrayView query)
{
    const Query parsed = TRY(Query::parse(query));
    T value;
    QueryReader reader(parsed);
    parameters(value, reader);
    if (const QString fault = reader.finish(); !fault.isEmpty())
        return badRequest(u"Failed to deserialize query string: "_s + fault);
    return value;
}

template <class T>
QByteArray writeQuery(const T &query)
{
    QueryWriter writer;
    parameters(query, writer);
    return writer.text();
}

#define ROVE_INSTANTIATE(T)                                                                                  \
    template Result<T> readQuery(QByteArrayView);                                                            \
    template QByteArray writeQuery(const T &);

ROVE_INSTANTIATE(NamespaceQuery)
ROVE_INSTANTIATE(NamespacesListQuery)
ROVE_INSTANTIATE(ActorsListQuery)
ROVE_INSTANTIATE(ActorsNamesQuery)
ROVE_INSTANTIATE(RunnersListQuery)
ROVE_INSTANTIATE(RunnersNamesQuery)
ROVE_INSTANTIATE(EnvoysListQuery)
ROVE_INSTANTIATE(RunnerConfigsListQuery)

#undef ROVE_INSTANTIATE

} // namespace rove::manager
