// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QList>
#include <QtGui/QAction>

class QActionGroup;

namespace rove::ui {

/// The commands of the events page, made once for it. They belong to `owner`; what they do is connected
/// there.
struct EventsCommands {
    explicit EventsCommands(QObject *owner);

    [[nodiscard]] QList<QAction *> all() const;

    QAction *pause;
    QAction *clear;
    QAction *follow;
    QAction *copy;
    QAction *copyJson;
    QAction *exportLog;
    QAction *facets;
    QAction *detail;
    QAction *onlyKind;
    QAction *withoutKind;
    QAction *goToCause;
    QAction *goToEffect;
    QAction *resetFilter;
    /// Local, UTC, since start: one of them is checked.
    QAction *timeLocal;
    QAction *timeUtc;
    QAction *timeSinceStart;
    QActionGroup *times;
};

} // namespace rove::ui
