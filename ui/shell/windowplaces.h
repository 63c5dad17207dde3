// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/navigationlist.h"

#include <QtCore/QList>

namespace rove::ui {

/// A place of the window: what it is called in the rail and in menus. Its command is `view.ID`,
/// `section.ID` or `dock.ID`.
struct WindowPlace {
    QString id;
    QString text;
    /// For menus, with a mnemonic.
    QString commandText;
    QLatin1StringView icon;
    QString toolTip;
    /// What it is, in a few sentences, for What's This.
    QString help;

    [[nodiscard]] NavigationItem item() const { return {.id = id, .text = text, .icon = icon}; }
};

/// The views of the navigation, in their order.
[[nodiscard]] QList<WindowPlace> windowViews();
/// The sections of an actor's page, in their order.
[[nodiscard]] QList<WindowPlace> actorSections();
/// The docks, in their order.
[[nodiscard]] QList<WindowPlace> windowDocks();
/// The place with this id; the list must have it.
[[nodiscard]] WindowPlace placeOf(const QList<WindowPlace> &places, const QString &id);

} // namespace rove::ui
