// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"

#include <QtCore/QMap>
#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtGui/QKeySequence>

class QAction;

namespace rove::ui {

class ActionRegistry;

/// The keys that the user gave to commands in place of their own, for all windows, in `shortcuts.json` of the
/// settings folder. Each registry that is attached gets them at once, also for commands that it learns of
/// later. A file that cannot be read counts as none. Owned by main; GUI thread.
class ShortcutMap : public QObject {
    Q_OBJECT
public:
    using Keys = QList<QKeySequence>;

    explicit ShortcutMap(QString filePath, QObject *parent = nullptr);

    void attach(ActionRegistry &registry);

    /// Replaces the command's keys; those it was made with end the replacement.
    void setKeys(const QAction &command, const Keys &keys);
    void reset(const QString &id);
    void resetAll();
    [[nodiscard]] bool isChanged(const QString &id) const { return m_keys.contains(id); }
    /// Another command of the registry that acts window-wide on one of these keys; null if there is none.
    [[nodiscard]] static QAction *findConflict(const ActionRegistry &registry, const QAction &command,
                                               const Keys &keys);

    /// What the user changed, as JSON that `importFrom` reads.
    [[nodiscard]] QByteArray exported() const;
    /// Takes all of a file or nothing of it.
    Result<> importFrom(const QByteArray &json);

signals:
    void changed();

private:
    void applyTo(QAction &command) const;
    void applyToAll();
    void load();
    void save();

    QString m_filePath;
    QMap<QString, Keys> m_keys;
    QList<QPointer<ActionRegistry>> m_registries;
};

} // namespace rove::ui
