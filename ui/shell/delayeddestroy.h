// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/safedestroy.h"

#include <QtCore/QDateTime>
#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <vector>

namespace rove::ui {

/// Actors that will be destroyed unless the user thinks again: each waits for `patience()`. Until then
/// nothing was sent; what still waits when this object goes is not destroyed. Of each, a copy is kept first,
/// if there is an archive. Owned by the actor commands; the HttpClient outlives it; GUI thread.
class DelayedDestroy : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::seconds defaultPatience{10};

    explicit DelayedDestroy(HttpClient &http, QObject *parent = nullptr);

    /// For those added from now on; with none, they are destroyed at once.
    void setPatience(std::chrono::seconds patience) { m_patience = patience; }
    [[nodiscard]] std::chrono::seconds patience() const { return m_patience; }
    void setArchive(DestroyedArchive *archive) { m_archive = archive; }

    /// `label` is what the user calls it, `remembered` the state that was heard last, if any.
    void add(const manager::Actor &record, const QString &label,
             const std::optional<QCborValue> &remembered = {});
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
    /// `note` says what was kept, translated; empty for nothing.
    void destroyed(const QString &actorId, const QString &label, const QString &note);
    void failed(const QString &label, const rove::Error &error);

private:
    struct Waiting {
        manager::Actor record;
        QString label;
        std::optional<QCborValue> remembered;
        QDateTime at;
    };

    void tick();
    void destroy(const Waiting &waiting);

    HttpClient &m_http;
    QPointer<DestroyedArchive> m_archive;
    std::chrono::seconds m_patience = defaultPatience;
    std::vector<Waiting> m_waiting;
    QTimer m_timer;
};

} // namespace rove::ui
