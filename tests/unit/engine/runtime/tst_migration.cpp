// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/migration.h"

#include <QtCore/QPromise>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace rove;
using namespace rove::runtime;
namespace v8 = envoy::v8;

/// A migration that goes wrong other than by its SQL; the rest is in tst_database.
class MigrationTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void oneThatTakesTooLongFailsAndIsRolledBack();
    void oneThatIsCancelledFails();
    void oneThatCannotBeginFails();

private:
    void run(const QFuture<Result<>> &outcome);
    /// Answers what was sent last.
    void answer(const std::variant<v8::ExecuteResult, v8::SqliteError> &result = {});

    std::vector<v8::SqliteExecuteRequest> m_sent;
    EngineLink::Sink m_sink;
    std::unique_ptr<EngineLink> m_link;
    std::unique_ptr<SqlQueue> m_queue;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<Migration> m_migration;
    std::vector<Result<>> m_outcomes;
};

void MigrationTest::init()
{
    m_sent.clear();
    m_outcomes.clear();
    m_sink = [this](const v8::ToRivet &message) {
        m_sent.push_back(std::get<v8::SqliteExecuteRequest>(message));
    };
    m_link = std::make_unique<EngineLink>(m_sink, 0, 1);
    m_queue =
        std::make_unique<SqlQueue>(*m_link, u"home"_s, ActorIdentity{.actorId = u"a"_s, .generation = 1});
    m_database = std::make_unique<Database>(m_queue.get());
    m_migration = std::make_unique<Migration>(1ms);
}

void MigrationTest::cleanup()
{
    m_migration.reset();
    m_database.reset();
    m_queue.reset();
    m_link.reset();
}

void MigrationTest::run(const QFuture<Result<>> &outcome)
{
    m_migration->run(
        *m_database, [outcome](Transaction &) { return outcome; },
        [this](const Result<> &result) { m_outcomes.push_back(result); });
}

void MigrationTest::answer(const std::variant<v8::ExecuteResult, v8::SqliteError> &result)
{
    const std::uint32_t id = m_sent.back().requestId;
    m_link->takeAnswer(id, v8::SqliteExecuteResponse{.requestId = id, .result = result});
}

void MigrationTest::oneThatTakesTooLongFailsAndIsRolledBack()
{
    QPromise<Result<>> never;
    never.start();
    run(never.future());
    answer();
    QTRY_COMPARE(m_outcomes.size(), 1u);
    QCOMPARE(m_outcomes[0].error().message, u"The migration of the database took longer than 1 ms."_s);
    QCOMPARE(m_sent.back().sql, u"ROLLBACK"_s);
    never.addResult(Result<>()); // Too late.
    never.finish();
    QCOMPARE(m_outcomes.size(), 1u);
    QCOMPARE(m_sent.size(), 2u);
}

void MigrationTest::oneThatIsCancelledFails()
{
    m_migration = std::make_unique<Migration>();
    auto promise = std::make_unique<QPromise<Result<>>>();
    promise->start();
    run(promise->future());
    answer();
    promise.reset();
    QTRY_COMPARE(m_outcomes.size(), 1u);
    QCOMPARE(m_outcomes[0].error().message, u"The migration was cancelled."_s);
    QCOMPARE(m_sent.back().sql, u"ROLLBACK"_s);
}

void MigrationTest::oneThatCannotBeginFails()
{
    m_migration = std::make_unique<Migration>();
    run({});
    answer(v8::SqliteError{.group = u"core"_s, .code = u"internal_error"_s, .message = u"not now"_s});
    QCOMPARE(m_outcomes.size(), 1u);
    QCOMPARE(m_outcomes[0].error().message, u"not now"_s);
    QCOMPARE(m_sent.size(), 1u);
}

QTEST_GUILESS_MAIN(MigrationTest)
#include "tst_migration.moc"
