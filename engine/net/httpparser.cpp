// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/httpparser.h"

#include "protocol/base/limits.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>

namespace rove::net {

namespace http = boost::beast::http;

namespace {

constexpr std::size_t headerCountUsual = 16;

QByteArrayView view(boost::beast::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

/// The lower-case name. Well-known ones share one copy a thread: they are most of what a request makes us
/// allocate.
QByteArray fieldName(http::field field, boost::beast::string_view name)
{
    if (field == http::field::unknown)
        return view(name).toByteArray().toLower();
    thread_local std::vector<QByteArray> known;
    const auto index = static_cast<std::size_t>(field);
    if (known.size() <= index)
        known.resize(index + 1);
    if (known[index].isNull())
        known[index] = view(name).toByteArray().toLower();
    return known[index];
}

} // namespace

HttpParser::HttpParser(qsizetype headerBytesMax)
{
    header_limit(static_cast<std::uint32_t>(headerBytesMax));
    body_limit(boost::none); // Set by limitBody(), once the head says what the request is.
}

HttpParser::Step HttpParser::step(InputBuffer &input)
{
    if (m_isHeadRead && is_done())
        return Step::Complete;
    const QByteArrayView bytes = input.bytes();
    if (bytes.isEmpty())
        return Step::NeedsMore;
    ErrorCode error;
    const std::size_t used =
        put(boost::asio::const_buffer(bytes.data(), static_cast<std::size_t>(bytes.size())), error);
    input.consume(static_cast<qsizetype>(used));
    if (error == http::error::need_more)
        return Step::NeedsMore;
    if (error) {
        m_refusal = error == http::error::header_limit ? Refusal::HeaderTooLong
                    : error == http::error::body_limit ? Refusal::BodyTooLong
                                                       : Refusal::Malformed;
        return Step::Failed;
    }
    if (!m_isHeadRead) {
        m_isHeadRead = true;
        eager(true); // From here on nothing has to be looked at in between.
        return Step::HeadRead;
    }
    return is_done() ? Step::Complete : Step::NeedsMore;
}

bool HttpParser::limitBody(qsizetype bytesMax)
{
    const auto bound = static_cast<std::uint64_t>(bytesMax);
    body_limit(bound);
    return content_length().value_or(0) <= bound;
}

void HttpParser::on_request_impl(http::verb, Text method, Text target, int version, ErrorCode &)
{
    m_request.method = view(method).toByteArray();
    m_request.target = view(target).toByteArray();
    m_request.headers.reserve(headerCountUsual);
    m_version = version;
}

void HttpParser::on_response_impl(int, Text, int, ErrorCode &) {}

void HttpParser::on_field_impl(http::field field, Text name, Text value, ErrorCode &)
{
    if (!m_isHeadRead) // Otherwise a trailer field.
        m_request.headers.push_back({.name = fieldName(field, name), .value = view(value).toByteArray()});
}

void HttpParser::on_header_impl(ErrorCode &) {}

void HttpParser::on_body_init_impl(const boost::optional<std::uint64_t> &length, ErrorCode &)
{
    // Room for what the client announces, but not on its word alone: the rest grows as it comes.
    const auto announced = std::min<std::uint64_t>(length.value_or(0), limits::connectionInputBytesMax);
    m_request.body.reserve(static_cast<qsizetype>(announced));
}

std::size_t HttpParser::on_body_impl(Text body, ErrorCode &)
{
    m_request.body.append(view(body));
    return body.size();
}

void HttpParser::on_chunk_header_impl(std::uint64_t, Text, ErrorCode &) {}

std::size_t HttpParser::on_chunk_body_impl(std::uint64_t, Text body, ErrorCode &)
{
    m_request.body.append(view(body));
    return body.size();
}

void HttpParser::on_finish_impl(ErrorCode &) {}

} // namespace rove::net
