// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/migration.h"

#include <exception>
#include <utility>

namespace rove::runtime {

using namespace Qt::StringLiterals;

Migration::Migration(std::chrono::milliseconds patience)
    : m_patience(patience)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        finish(failure(ErrorCode::InternalError,
                       u"The migration of the database took longer than %1 ms."_s.arg(m_patience.count())));
    });
}

void Migration::run(Database &database, Hook hook, DoneHandler done)
{
    m_done = std::move(done);
    m_timer.start(m_patience);
    database.begin().then(this,
                          [this, hook = std::move(hook)](const Result<std::shared_ptr<Transaction>> &begun) {
                              migrate(begun, hook);
                          });
}

void Migration::migrate(const Result<std::shared_ptr<Transaction>> &begun, const Hook &hook)
{
    if (!m_done)
        return; // It has taken too long.
    if (!begun)
        return finish(std::unexpected(begun.error()));
    m_transaction = *begun;
    hook(*m_transaction)
        .then(this, [this](const Result<> &result) { migrated(result); })
        .onFailed(this,
                  [this](const std::exception &exception) {
                      migrated(failure(ErrorCode::InternalError, QString::fromUtf8(exception.what())));
                  })
        .onCanceled(
            this, [this] { migrated(failure(ErrorCode::InternalError, u"The migration was cancelled."_s)); });
}

void Migration::migrated(const Result<> &result)
{
    if (!m_done)
        return;
    if (!result)
        return finish(result);
    m_transaction->commit().then(this, [this](const Result<> &committed) { finish(committed); });
}

void Migration::finish(const Result<> &result)
{
    m_timer.stop();
    m_transaction.reset(); // Rolls back what is not committed.
    if (DoneHandler done = std::exchange(m_done, nullptr))
        done(result);
}

} // namespace rove::runtime
