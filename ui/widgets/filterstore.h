// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtCore/QStringList>

namespace rove::ui {

struct SavedFilter {
    QString name;
    QString text;

    friend bool operator==(const SavedFilter &, const SavedFilter &) = default;
};

/// Filters that a user keeps under a name, and those typed lately: a small JSON file, written at each
/// change. What cannot be read starts empty and is written over at the next change; what cannot be written
/// is kept for as long as the store lives and told by isWritten(). Belongs to whoever knows what the filters
/// are for; GUI thread.
class FilterStore : public QObject {
    Q_OBJECT

public:
    static constexpr qsizetype savedCountMax = 50;
    static constexpr qsizetype historyCountMax = 30;
    static constexpr qsizetype nameLengthMax = 80;
    static constexpr qsizetype textLengthMax = 4096;

    /// An empty file name keeps everything in memory.
    explicit FilterStore(const QString &file = {}, QObject *parent = nullptr);

    [[nodiscard]] const QList<SavedFilter> &saved() const { return m_saved; }
    [[nodiscard]] bool contains(const QString &text) const;
    /// Replaces the one of that name. False if there is no room or nothing to save.
    bool save(const QString &name, const QString &text);
    void remove(const QString &name);
    /// False if there is none of that name, or another one of the new.
    bool rename(const QString &name, const QString &newName);

    /// Newest first.
    [[nodiscard]] const QStringList &history() const { return m_history; }
    void remember(const QString &text);
    [[nodiscard]] bool isWritten() const { return m_isWritten; }

signals:
    void changed();

private:
    void load();
    void write();
    [[nodiscard]] qsizetype find(const QString &name) const;

    QString m_file;
    QList<SavedFilter> m_saved;
    QStringList m_history;
    bool m_isWritten = true;
};

} // namespace rove::ui
