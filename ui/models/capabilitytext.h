// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/capabilities.h"

#include <QtCore/QString>

/// How the window says what an actor's runtime does not offer.
namespace rove::ui {

/// "Schedules".
[[nodiscard]] QString featureName(Feature feature);
/// "Schedules: needs RivetKit 2.3.5; this actor runs 2.2.1." Empty where the feature is there.
[[nodiscard]] QString missingFeatureText(const Capabilities &capabilities, Feature feature);

} // namespace rove::ui
