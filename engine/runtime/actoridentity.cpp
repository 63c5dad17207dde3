// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/actoridentity.h"

#include "protocol/base/key.h"

namespace rove::runtime {

using namespace Qt::StringLiterals;

ActorIdentity ActorIdentity::of(const envoy::v8::Checkpoint &checkpoint, const envoy::v8::ActorConfig &config)
{
    return {.actorId = checkpoint.actorId,
            .generation = checkpoint.generation,
            .name = config.name,
            .keyText = config.key,
            .key = config.key ? parseKey(*config.key) : QStringList()};
}

client::v4::ActorSpecifier ActorIdentity::specifier() const
{
    // RivetKit shows an empty key as an empty text, not as the engine writes it.
    std::optional<QString> text = keyText;
    if (text && key.isEmpty())
        text = QString(u""_s);
    return {.actorId = actorId, .generation = {generation}, .key = text};
}

} // namespace rove::runtime
