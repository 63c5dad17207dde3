// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/http/httpreply.h"
#include "protocol/envoy/v8.h"

#include <QtCore/QString>

#include <functional>

namespace rove::runtime {

class ActorInstance;

/// Answers a request below `/inspector` (spec/inspector.md 4): first whether it may ask, then what. `respond`
/// runs once, perhaps later, and not after the instance is gone.
void handleInspectorRequest(ActorInstance &instance, const QString &path,
                            const envoy::v8::RequestStart &request,
                            std::move_only_function<void(HttpReply)> respond);

} // namespace rove::runtime
