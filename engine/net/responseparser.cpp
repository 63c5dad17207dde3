// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/responseparser.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>

namespace rove::net {

namespace http = boost::beast::http;

namespace {

QByteArrayView view(boost::beast::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

} // namespace

ResponseParser::ResponseParser(qsizetype headerBytesMax, Expects expects)
{
    header_limit(static_cast<std::uint32_t>(headerBytesMax));
    body_limit(boost::none); // Whoever takes the pieces counts them.
    skip(expects == Expects::NoBody);
}

ResponseParser::Step ResponseParser::step(InputBuffer &input)
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
    const bool needsMore = error == http::error::need_more;
    if (error && !needsMore)
        return Step::Failed;
    if (!m_isHeadRead) {
        if (needsMore)
            return Step::NeedsMore;
        m_isHeadRead = true;
        eager(true); // From here on nothing has to be looked at in between.
        return Step::HeadRead;
    }
    if (!m_piece.isEmpty())
        return Step::BodyRead;
    return is_done() ? Step::Complete : Step::NeedsMore;
}

ResponseParser::Step ResponseParser::end()
{
    ErrorCode error;
    if (!m_isHeadRead)
        return Step::Failed;
    if (!is_done())
        put_eof(error);
    return error || !is_done() ? Step::Failed : Step::Complete;
}

void ResponseParser::on_request_impl(http::verb, Text, Text, int, ErrorCode &) {}

void ResponseParser::on_response_impl(int status, Text, int, ErrorCode &)
{
    m_head.status = status;
}

void ResponseParser::on_field_impl(http::field, Text name, Text value, ErrorCode &)
{
    if (!m_isHeadRead) // Otherwise a trailer field.
        m_head.headers.push_back(
            {.name = view(name).toByteArray().toLower(), .value = view(value).toByteArray()});
}

void ResponseParser::on_header_impl(ErrorCode &) {}

void ResponseParser::on_body_init_impl(const boost::optional<std::uint64_t> &, ErrorCode &) {}

std::size_t ResponseParser::on_body_impl(Text body, ErrorCode &)
{
    m_piece.append(view(body));
    return body.size();
}

void ResponseParser::on_chunk_header_impl(std::uint64_t, Text, ErrorCode &) {}

std::size_t ResponseParser::on_chunk_body_impl(std::uint64_t, Text body, ErrorCode &)
{
    m_piece.append(view(body));
    return body.size();
}

void ResponseParser::on_finish_impl(ErrorCode &) {}

} // namespace rove::net
