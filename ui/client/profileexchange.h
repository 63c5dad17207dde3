// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/connectionprofile.h"

#include <QtCore/QByteArray>

/// Connections as a JSON file for another machine or another person. Secrets are never in it; paths of
/// certificate files are, as they were typed.
namespace rove::ui {

struct ImportedProfiles {
    /// With fresh ids, so that importing never replaces a connection.
    QList<ConnectionProfile> profiles = {};
    /// Entries that could not be read.
    int skippedCount = 0;
};

[[nodiscard]] QByteArray exportProfiles(const QList<ConnectionProfile> &profiles);
/// `ClientProtocol` if it is not such a file, or too long. A token somebody wrote into an endpoint is
/// dropped.
[[nodiscard]] Result<ImportedProfiles> importProfiles(const QByteArray &json);

} // namespace rove::ui
