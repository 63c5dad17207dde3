// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QString>

namespace rove::ui {

/// Where panes and docks of a window stand, under a name that the user gave.
struct NamedLayout {
    QString name;
    /// WindowDocks::save().
    QByteArray docks = {};
    /// Between the list of actors and the actor.
    QByteArray split = {};
    bool isNavigationNarrow = false;

    friend bool operator==(const NamedLayout &, const NamedLayout &) = default;
};

/// The layouts that were saved, for all windows, by name, in `layouts.json` of the settings folder. A file
/// that cannot be read, or that is out of bounds, counts as none. Owned by Workspace; GUI thread.
class LayoutStore : public QObject {
    Q_OBJECT
public:
    static constexpr qsizetype countMax = 24;
    static constexpr qsizetype nameLengthMax = 60;

    explicit LayoutStore(QString filePath, QObject *parent = nullptr);

    /// By name.
    [[nodiscard]] const QList<NamedLayout> &layouts() const { return m_layouts; }
    /// Null if there is none.
    [[nodiscard]] const NamedLayout *find(const QString &name) const;
    /// Replaces one of the same name. False, and nothing changes, for one too many and for a name that is
    /// empty or too long.
    bool put(NamedLayout layout);
    void remove(const QString &name);

signals:
    void changed();

private:
    void load();
    void save() const;

    QString m_filePath;
    QList<NamedLayout> m_layouts;
};

} // namespace rove::ui
