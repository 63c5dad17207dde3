// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/client.h"
#include "engine/net/inputbuffer.h"

#include <boost/beast/http/basic_parser.hpp>

#include <utility>

namespace rove::net {

/// Reads one HTTP/1.0 or 1.1 answer out of a connection's input, its body piece by piece, with no bound on
/// their sum. Trailer fields are dropped. After `Failed` the input makes no sense any more.
class ResponseParser final : private boost::beast::http::basic_parser<false> {
public:
    enum class Step {
        NeedsMore,
        HeadRead, ///< Once.
        BodyRead, ///< There is a piece of the body to take.
        Complete, ///< Nothing else follows; the last piece has been told.
        Failed,
    };
    enum class Expects { Body, NoBody };

    /// `NoBody`: the answer to HEAD, whose length means nothing.
    ResponseParser(qsizetype headerBytesMax, Expects expects);

    [[nodiscard]] Step step(InputBuffer &input);
    /// The peer has ended: a body without a length is complete then, everything else has failed.
    [[nodiscard]] Step end();

    [[nodiscard]] bool isHeadRead() const { return m_isHeadRead; }
    [[nodiscard]] ResponseHead takeHead() { return std::move(m_head); }
    [[nodiscard]] QByteArray takePiece() { return std::exchange(m_piece, {}); }

private:
    using ErrorCode = boost::system::error_code;
    using Text = boost::beast::string_view;

    void on_request_impl(boost::beast::http::verb verb, Text method, Text target, int version,
                         ErrorCode &error) override;
    void on_response_impl(int status, Text reason, int version, ErrorCode &error) override;
    void on_field_impl(boost::beast::http::field field, Text name, Text value, ErrorCode &error) override;
    void on_header_impl(ErrorCode &error) override;
    void on_body_init_impl(const boost::optional<std::uint64_t> &length, ErrorCode &error) override;
    std::size_t on_body_impl(Text body, ErrorCode &error) override;
    void on_chunk_header_impl(std::uint64_t size, Text extensions, ErrorCode &error) override;
    std::size_t on_chunk_body_impl(std::uint64_t remaining, Text body, ErrorCode &error) override;
    void on_finish_impl(ErrorCode &error) override;

    ResponseHead m_head;
    QByteArray m_piece;
    bool m_isHeadRead = false;
};

} // namespace rove::net
