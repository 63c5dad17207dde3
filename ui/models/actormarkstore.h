// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"

#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <array>
#include <optional>

namespace rove::ui {

/// A colour that a user gives to an actor. Each has a letter too, so that no one needs the colour.
enum class ActorMark { None, Red, Orange, Yellow, Green, Blue, Purple };

inline constexpr std::array actorMarks{ActorMark::Red,   ActorMark::Orange, ActorMark::Yellow,
                                       ActorMark::Green, ActorMark::Blue,   ActorMark::Purple};

/// `red`, for filters and files; empty for none.
[[nodiscard]] QString actorMarkName(ActorMark mark);
/// `Red`, translated.
[[nodiscard]] QString actorMarkTitle(ActorMark mark);
/// None for a name that is unknown.
[[nodiscard]] std::optional<ActorMark> actorMarkFromName(QStringView name);

/// Which actors of one namespace the user has pinned and marked: a small JSON file. Changes are written
/// shortly after and when it goes. A file that cannot be read is left alone and told by problem(): marks then
/// live until the window closes. Owned by the connection's holder; GUI thread.
class ActorMarkStore : public QObject {
    Q_OBJECT
public:
    static constexpr int countMax = 5000;

    /// An empty file name keeps everything in memory.
    explicit ActorMarkStore(const QString &file, QObject *parent = nullptr);
    ~ActorMarkStore() override;
    Q_DISABLE_COPY_MOVE(ActorMarkStore)

    /// Where the marks of an endpoint's namespace belong, under `folder`. `endpoint` is its address without
    /// secrets.
    [[nodiscard]] static QString fileFor(const QString &folder, const QString &endpoint,
                                         const QString &namespaceName);

    [[nodiscard]] bool isPinned(const QString &actorId) const { return m_entries.value(actorId).isPinned; }
    [[nodiscard]] ActorMark mark(const QString &actorId) const { return m_entries.value(actorId).mark; }
    [[nodiscard]] QStringList pinned() const;
    /// False if there are `countMax` already.
    bool setPinned(const QString &actorId, bool isPinned);
    bool setMark(const QString &actorId, ActorMark mark);
    [[nodiscard]] const std::optional<Error> &problem() const { return m_problem; }

    /// Writes what is not written yet.
    Result<> save();

signals:
    void changed(const QString &actorId);
    void problemChanged();

private:
    struct Entry {
        bool isPinned = false;
        ActorMark mark = ActorMark::None;

        friend bool operator==(const Entry &, const Entry &) = default;
    };

    Result<> load();
    bool set(const QString &actorId, const Entry &entry);
    void setProblem(const Result<> &result);

    QString m_file;
    QHash<QString, Entry> m_entries;
    QTimer m_saveTimer;
    std::optional<Error> m_problem;
    bool m_isWritable = true;
};

} // namespace rove::ui
