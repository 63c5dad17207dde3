// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QCoreApplication>

namespace rove::ui {

/// The translation context of ui/models.
struct ModelsText {
    Q_DECLARE_TR_FUNCTIONS(rove::ui::Models)
};

} // namespace rove::ui
