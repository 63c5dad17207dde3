// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>

namespace rove::ui {

class Settings;

/// Makes what the settings say about looks come true for the whole application, at once and whenever they
/// change: colours, density, zoom, motion, the zone of times. The settings outlive it. Owned by Workspace;
/// GUI thread.
class Appearance : public QObject {
    Q_OBJECT
public:
    explicit Appearance(Settings &settings, QObject *parent = nullptr);
};

} // namespace rove::ui
