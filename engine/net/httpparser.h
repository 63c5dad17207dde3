// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/http.h"
#include "engine/net/inputbuffer.h"
#include "engine/net/server.h"

#include <boost/beast/http/basic_parser.hpp>

#include <utility>

namespace rove::net {

/// Reads one HTTP/1.0 or 1.1 request out of a connection's input. Beast takes the bytes apart; this class
/// puts the pieces straight into an HttpRequest and stops once between head and body, so that the body's
/// limit can depend on the head. Trailer fields of a chunked body are dropped. After `Failed` the
/// connection's input makes no sense any more.
class HttpParser final : private boost::beast::http::basic_parser<true> {
public:
    enum class Step { NeedsMore, HeadRead, Complete, Failed };

    explicit HttpParser(qsizetype headerBytesMax);

    [[nodiscard]] Step step(InputBuffer &input);
    /// Why the last step failed.
    [[nodiscard]] Refusal refusal() const { return m_refusal; }

    [[nodiscard]] bool hasBegun() const { return got_some(); }
    [[nodiscard]] bool isHeadRead() const { return m_isHeadRead; }

    /// What was read so far.
    [[nodiscard]] HttpRequest &request() { return m_request; }

    // After the head was read:
    /// False if the body is known to be longer already; otherwise the bound for what follows.
    [[nodiscard]] bool limitBody(qsizetype bytesMax);
    /// True while some of the body has not come.
    [[nodiscard]] bool hasBody() const { return !is_done(); }
    /// What came of the body since it was taken last.
    [[nodiscard]] QByteArray takeBody() { return std::exchange(m_request.body, {}); }
    [[nodiscard]] bool keepsAlive() const { return keep_alive(); }
    [[nodiscard]] bool isHttp11() const { return m_version == 11; }
    [[nodiscard]] bool isUpgrade() const { return upgrade(); }

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

    HttpRequest m_request;
    int m_version = 11;
    bool m_isHeadRead = false;
    Refusal m_refusal = Refusal::Malformed;
};

} // namespace rove::net
