// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QCoreApplication>

namespace rove::ui {

/// The one translation context of ui/pages/events.
struct EventsText {
    Q_DECLARE_TR_FUNCTIONS(rove::ui::EventsPage)
};

} // namespace rove::ui
