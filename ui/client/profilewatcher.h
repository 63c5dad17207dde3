// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/connectionprofile.h"
#include "ui/client/httpclient.h"

#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <chrono>
#include <deque>
#include <memory>
#include <optional>

namespace rove::ui {

/// What is known of a saved connection that is not open.
struct ProfileStatus {
    enum class State {
        /// Not asked: production, or it needs secrets to be reached.
        NotAsked,
        Asking,
        Online,
        Offline,
    };

    State state = State::NotAsked;
    QString version = {};
    std::chrono::microseconds roundTrip{};
    /// Why it is offline.
    std::optional<Error> error = {};

    friend bool operator==(const ProfileStatus &, const ProfileStatus &) = default;
};

/// Says which of the user's connections answer, while somebody looks: asks each for `/metadata`, which needs
/// no token and touches nothing, a few at a time and every half minute. Production is never asked without a
/// click, nor is anything that would need a secret out of the keychain. Owned by the shell; GUI thread. The
/// store outlives it.
class ProfileWatcher : public QObject {
    Q_OBJECT
public:
    explicit ProfileWatcher(ProfileStore &store, QObject *parent = nullptr);
    ~ProfileWatcher() override;

    void setActive(bool active);
    /// Asks all that may be asked, now.
    void refresh();

    [[nodiscard]] ProfileStatus status(const QString &profileId) const { return m_known.value(profileId); }

signals:
    void changed(const QString &profileId);

private:
    void onProfilesChanged();
    void askNext();
    void ask(const ConnectionProfile &profile);
    void take(const QString &profileId, const ProfileStatus &status);

    ProfileStore &m_store;
    QTimer m_timer;
    QHash<QString, ProfileStatus> m_known;
    std::deque<QString> m_waiting;
    QHash<QString, HttpClient *> m_asking;
};

} // namespace rove::ui
