// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/connection.h"

#include <QtCore/QByteArray>
#include <QtCore/QCborMap>
#include <QtCore/QList>
#include <QtCore/QVariantMap>

#include <optional>

namespace rove::ui {

/// An open actor as the session file keeps it.
struct SavedActor {
    QString id;
    QString label = {};
    bool isPreview = false;
    QString section = {};
    /// What each page looked like.
    QVariantMap views = {};
    /// StateDocument::saveDraft(); empty without edits.
    QCborMap draft = {};
    /// What was typed in the REPL and not run.
    QString replDraft = {};
};

/// A tab of a connection. Its target has no token, ever.
struct SavedConnection {
    ConnectionTarget target;
    QString view = {};
    QVariantMap viewStates = {};
    QList<SavedActor> actors = {};
    QString currentActor = {};
};

/// A window.
struct SavedWindow {
    QByteArray geometry = {};
    QByteArray docks = {};
    QList<SavedConnection> connections = {};
    int current = 0;
};

/// What was open. A value; its file is SessionStore's.
struct SavedSession {
    QList<SavedWindow> windows = {};
    /// False while the program runs: a session that reads as false was not ended.
    bool isEnded = false;

    [[nodiscard]] QByteArray toBytes() const;
    /// None for anything else, also for another version. Whatever is out of bounds is left out.
    static std::optional<SavedSession> fromBytes(const QByteArray &bytes);
    [[nodiscard]] bool isEmpty() const;
};

} // namespace rove::ui
