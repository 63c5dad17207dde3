// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/managerclient.h"

#include <QtCore/QDateTime>
#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <vector>

namespace rove::ui {

/// Actors that will be destroyed unless the user thinks again: each waits for `patience`. Until then nothing
/// was sent; what still waits when this object goes is not destroyed. Owned by the actor commands; the
/// HttpClient outlives it; GUI thread.
class DelayedDestroy : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::seconds patience{10};

    explicit DelayedDestroy(HttpClient &http, QObject *parent = nullptr);

    /// `label` is what the user calls it.
    void add(const QString &actorId, const QString &label);
    void undoAll();
    void destroyNow();

    [[nodiscard]] int count() const { return static_cast<int>(m_waiting.size()); }
    /// Of the newest.
    [[nodiscard]] QString label() const { return m_waiting.empty() ? QString() : m_waiting.back().label; }
    [[nodiscard]] int secondsLeft() const;
    [[nodiscard]] bool contains(const QString &actorId) const;

signals:
    /// What waits, or how long, is new.
    void changed();
    void destroyed(const QString &actorId);
    void failed(const QString &label, const rove::Error &error);

private:
    struct Waiting {
        QString actorId;
        QString label;
        QDateTime at;
    };

    void tick();
    void destroy(const Waiting &waiting);

    ManagerClient m_manager;
    std::vector<Waiting> m_waiting;
    QTimer m_timer;
};

} // namespace rove::ui
