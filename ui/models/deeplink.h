// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"

#include <QtCore/QString>

namespace rove::ui {

/// A link into Rove: an endpoint, a namespace, and maybe an actor and a section of its page.
///
///     rove://open?endpoint=URL&namespace=NAME[&actor=ID | &name=TYPE&key=KEY][&section=SECTION]
///
/// All values are percent-encoded. `key` is the key's text as protocol/base/key.h writes it, and comes with
/// `name` only. A link never carries a token. A value.
struct DeepLink {
    /// `http(s)://host[:port][/prefix]`, without user information.
    QString endpoint;
    QString namespaceName;
    QString actorId = {};
    QString name = {};
    std::optional<QString> key = {};
    /// An id such as `state` or `events`; empty for the page's own choice.
    QString section = {};

    [[nodiscard]] QString toText() const;
    /// Strict, as anybody may write links: `ValidationInvalidInput` for another scheme or verb, an unknown or
    /// repeated parameter, one that is missing, too long or of another form, and for a token.
    static Result<DeepLink> parse(const QString &text);

    friend bool operator==(const DeepLink &, const DeepLink &) = default;
};

} // namespace rove::ui
