// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/connectionprofile.h"

#include <QtCore/QDateTime>
#include <QtCore/QObject>

namespace rove::ui {

/// A namespace or an actor that was open once.
struct RecentPlace {
    /// Of a saved connection; empty for the local engine and for one that was typed.
    QString profileId = {};
    bool isLocalEngine = false;
    /// What the connection was called.
    QString connectionName;
    Environment environment = Environment::Development;
    /// Without a token, always.
    Endpoint endpoint;
    /// Empty for the namespace itself.
    QString actorId = {};
    /// What people call the actor.
    QString label = {};
    QDateTime at = {};

    /// The same place, whenever it was.
    [[nodiscard]] bool isSamePlace(const RecentPlace &other) const;
};

/// The places that were open last, newest first, in `recent.json` of the settings folder. At most `countMax`
/// are kept. Never holds a token. What cannot be read or written is an empty list and no more. Owned by main;
/// GUI thread.
class RecentStore : public QObject {
    Q_OBJECT
public:
    static constexpr int countMaxMax = 100;

    explicit RecentStore(QString filePath, QObject *parent = nullptr);

    [[nodiscard]] const QList<RecentPlace> &places() const { return m_places; }
    /// Puts it first.
    void note(RecentPlace place);
    void clear();
    void setCountMax(int count);
    /// If false nothing is written, and what was written is removed.
    void setKept(bool kept);

signals:
    void changed();

private:
    void load();
    void save() const;

    QString m_filePath;
    QList<RecentPlace> m_places;
    int m_countMax = 20;
    bool m_isKept = true;
};

} // namespace rove::ui
