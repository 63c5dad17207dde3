// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/savedsession.h"

#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <functional>

namespace rove::ui {

/// Keeps the session file `session.cbor` of the settings folder true: writes it a moment after something
/// changed, and at the end, always as a whole, readable by the user alone. What it cannot write or read is
/// logged and no more. Owned by WindowKeeper; GUI thread.
class SessionStore : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds saveDelay = std::chrono::seconds(2);

    /// `describe` tells what is open now.
    SessionStore(QString filePath, std::function<SavedSession()> describe, QObject *parent = nullptr);

    /// What the file says; none if there is no usable one.
    [[nodiscard]] std::optional<SavedSession> load() const;
    /// Writes soon.
    void touch();
    /// Writes now.
    void save();
    /// The program ends in order: writes for the last time.
    void end();
    /// Writes a session that says nothing was open.
    void forget();

private:
    void write(const SavedSession &session) const;

    QString m_filePath;
    std::function<SavedSession()> m_describe;
    QTimer m_timer;
    bool m_hasEnded = false;
};

} // namespace rove::ui
