// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/gateway/managerapi.h"
#include "protocol/manager/json.h"
#include "protocol/manager/query.h"

#include <algorithm>
#include <optional>
#include <vector>

/// What the routes of the manager API share; only they include it.
namespace rove::gateway {

/// The release of Rivet whose API and protocols this engine speaks; clients choose by it
/// (spec/inspector.md 7.2).
inline constexpr auto emulatedVersion = QLatin1StringView("2.3.19");
inline constexpr int envoyProtocolVersion = 8;
inline constexpr std::size_t listLimitDefault = 100;

[[nodiscard]] std::unexpected<Error> badRequest(const QString &reason);
[[nodiscard]] std::unexpected<Error> invalidInput(const QString &message);
/// What is wrong with a text that is no id.
[[nodiscard]] QString idFault(QStringView text);
/// `limit`, or what a list shows if it is not asked for a number.
[[nodiscard]] std::size_t limitOf(const std::optional<std::uint64_t> &limit,
                                  std::size_t fallback = listLimitDefault);
/// A cursor in milliseconds; `ApiBadRequest` if it is none.
[[nodiscard]] Result<std::optional<core::Instant>> instantOf(const std::optional<QString> &cursor);

/// The first text of a repeatable parameter that is no id is refused by its place.
template <class Id>
[[nodiscard]] Result<std::vector<Id>> readIds(const QString &parameter, const QStringList &texts)
{
    std::vector<Id> ids;
    for (qsizetype i = 0; i < texts.size(); ++i) {
        const auto id = Id::parse(texts[i]);
        if (!id)
            return badRequest(QStringLiteral("Failed to deserialize query string: %1[%2]: %3")
                                  .arg(parameter, QString::number(i), idFault(texts[i])));
        ids.push_back(*id);
    }
    return ids;
}

/// The time of the last record shown, where the next page starts; none on an empty page.
template <class Record>
[[nodiscard]] manager::Pagination pageAfter(const std::vector<Record> &records)
{
    if (records.empty())
        return {};
    return {.cursor = QString::number(records.back().createTs.time_since_epoch().count())};
}

/// Keeps the newest records first and at most `limit` of them.
template <class Record>
void sortNewestFirst(std::vector<const Record *> &records, std::size_t limit)
{
    std::ranges::stable_sort(records, std::greater(), &Record::createTs);
    records.resize(std::min(records.size(), limit));
}

/// One request on its way through the API, and the answer to it.
struct ManagerApi::Call : std::enable_shared_from_this<Call> {
    Call(QByteArray requestQuery, QStringList pathSegments, const net::HttpRequest &request,
         ReplyContext replyContext, std::shared_ptr<net::HttpResponder> replyTo)
        : query(std::move(requestQuery))
        , segments(std::move(pathSegments))
        , body(request.body)
        , authorization(net::headerValue(request.headers, "authorization").value_or(QByteArray()))
        , context(std::move(replyContext))
        , responder(std::move(replyTo))
    {}

    const QByteArray query;
    const QStringList segments;
    const QByteArray body;
    const QByteArray authorization;
    const ReplyContext context;
    const std::shared_ptr<net::HttpResponder> responder;

    void answer(const Result<QJsonObject> &result) const
    {
        responder->respond(result ? jsonResponse(*result, context) : errorResponse(result.error(), context));
    }
    /// Answers with a body type of protocol/manager.
    template <class Body>
    void answerWith(const Body &value) const
    {
        answer(manager::toJson(value));
    }
    void fail(const Error &error) const { answer(std::unexpected(error)); }

    /// Turns the core's reply into the answer.
    template <class ToBody>
    [[nodiscard]] core::Conductor::Answered answerTo(ToBody toBody) const
    {
        return [call = shared_from_this(), toBody](const Result<core::Answer> &reply) {
            call->answer(reply.transform(toBody));
        };
    }
    /// The same, for a request that has no result of its own.
    [[nodiscard]] core::Conductor::Answered answerDone() const
    {
        return answerTo([](const core::Answer &) { return QJsonObject(); });
    }
};

} // namespace rove::gateway
