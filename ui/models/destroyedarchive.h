// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorexport.h"
#include "ui/models/joblimits.h"
#include "ui/models/tablemodel.h"

#include <QtCore/QThreadPool>

namespace rove::ui {

/// A copy that is kept of a destroyed actor, as the list shows it.
struct KeptCopy {
    /// The file's name in the archive; its identity.
    QString file;
    QString actorId;
    QString name;
    QString key;
    QString endpoint;
    QString namespaceName;
    QDateTime keptAt;
    bool hasState = false;
    qint64 bytes = 0;
};

/// Copies of actors that were destroyed through this program: record and last state, one file each in one
/// folder, readable by their owner only. Bounded in number, size and age; the oldest go first. Each can be
/// read and made into an actor again. Files are written and read by one worker thread; the model lives in the
/// GUI thread. `IoFailed` where the disk does not play along.
class DestroyedArchive : public TableModel<KeptCopy> {
    Q_OBJECT
public:
    enum class Column { Type, Key, KeptAt, State, From };
    struct Bounds {
        int countMax = joblimits::keptCopyCountMax;
        qint64 bytesMax = joblimits::keptCopyBytesMax;
        std::chrono::seconds ageMax = joblimits::keptCopyAgeMax;
    };

    explicit DestroyedArchive(QString folder, QObject *parent = nullptr);
    DestroyedArchive(QString folder, Bounds bounds, QObject *parent = nullptr);
    /// Waits for what is being written.
    ~DestroyedArchive() override;

    [[nodiscard]] const QString &folder() const { return m_folder; }
    /// Reads the folder again.
    Async<> refresh();
    /// Keeps a copy; once it has answered, the copy is on disk.
    Async<> keep(const ActorExport &exported);
    Async<ActorExport> read(const QString &file);
    Async<> remove(const QString &file);
    /// Makes the actor again, under the name and key that it had, and gives it its state back.
    Async<CloneResult> recreate(HttpClient &http, const QString &file);

protected:
    QString keyOf(const KeptCopy &row) const override { return row.file; }
    bool isSame(const KeptCopy &before, const KeptCopy &after) const override;

private:
    template <class T, class Work>
    Async<T> onWorker(Work work);
    Async<> thenList(Async<> answer);

    QString m_folder;
    Bounds m_bounds;
    QThreadPool m_pool;
    QTimer m_refreshTimer;
};

} // namespace rove::ui
