// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/tablemodel.h"

#include <QtCore/QDateTime>

namespace rove::ui {

/// Something that happened and that somebody may want to know later.
struct Notification {
    enum class Level { Information, Success, Warning, Error };
    /// How far it is heard: in the window, or also while another program is in front.
    enum class Reach { Window, Desktop };

    Level level = Level::Information;
    /// One sentence, translated.
    QString text;
    /// What it is about: a connection, an actor, the local engine.
    QString source = {};
    /// The wire's own words, not translated; may be empty.
    QString details = {};
    /// A link that shows what it is about; may be empty.
    QString link = {};
    Reach reach = Reach::Window;

    // Filled in by the model.
    QString id = {};
    QDateTime at = {};
    /// How often it happened, the last time at `at`.
    int count = 1;
    bool isRead = false;

    friend bool operator==(const Notification &, const Notification &) = default;
};

/// One word for people, translated.
[[nodiscard]] QString notificationLevelWord(Notification::Level level);

/// What happened while the program runs, in all windows, newest last. The same thing again raises the counter
/// of the one before instead of adding a row. At most `countMax` are kept; the oldest go first. Owned by
/// main; GUI thread.
class NotificationModel : public TableModel<Notification> {
    Q_OBJECT
public:
    enum class Column { Level, Text, Source, At };
    static constexpr int countMaxMax = 1000;

    explicit NotificationModel(QObject *parent = nullptr);

    void add(Notification notification);
    void setCountMax(int count);
    void markAllRead();
    void remove(const QString &id);
    void clear();

    [[nodiscard]] int unreadCount() const { return m_unreadCount; }
    /// The most serious of those that are not read.
    [[nodiscard]] Notification::Level unreadLevel() const { return m_unreadLevel; }

signals:
    void unreadChanged();
    void added(const rove::ui::Notification &notification);

protected:
    QString keyOf(const Notification &row) const override { return row.id; }
    bool isSame(const Notification &before, const Notification &after) const override;
    void rowsChanged() override;

private:
    void trim();

    int m_countMax = 200;
    qint64 m_lastId = 0;
    int m_unreadCount = 0;
    Notification::Level m_unreadLevel = Notification::Level::Information;
};

} // namespace rove::ui
