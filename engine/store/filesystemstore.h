// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/store.h"

#include <QtCore/QString>

#include <memory>

namespace rove::store {

class FilesystemWorker;

/// A store in one SQLite file of a folder, with a thread of its own that alone touches the file. The thread
/// takes everything that was asked for since it last looked and does it in one transaction, so that one sync
/// of the disk serves many writes; answers leave after the commit. What was acknowledged survives a kill, a
/// crash of the machine and a power cut.
///
/// The queue is bounded (`limits::storeQueue…`): beyond that a call is refused with `StoreFailed`, in its
/// turn. A full or failing disk fails the calls of one transaction, all of them, and leaves the file as it
/// was before.
class FilesystemStore final : public Store {
public:
    /// Makes the folder if it is missing. `StoreLocked` if another engine has it open, `StoreTooNew` if a
    /// newer version wrote it, `IoFailed` or `StoreFailed` if it cannot be used.
    static Result<std::unique_ptr<Store>> open(const QString &folder, Post post);

    explicit FilesystemStore(std::unique_ptr<FilesystemWorker> worker);
    ~FilesystemStore() override;

    void write(Batch batch, Written written) override;
    void get(std::vector<QByteArray> keys, Read read) override;
    void list(Range range, Read read) override;

private:
    std::unique_ptr<FilesystemWorker> m_worker;
};

} // namespace rove::store
