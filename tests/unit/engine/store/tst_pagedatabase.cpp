// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/pagedatabase.h"
#include "protocol/base/limits.h"

#include <QtTest/QTest>

using namespace rove;
using namespace rove::store;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Pages in a map, as a store would keep them.
class MapSource final : public PageSource {
public:
    Result<Pages> read(std::uint32_t first, std::uint32_t count) override
    {
        ++readCount;
        if (fails)
            return failure(ErrorCode::StoreFailed);
        return Pages(pages.lower_bound(first), pages.lower_bound(first + count));
    }

    Pages pages;
    int readCount = 0;
    bool fails = false;
};

constexpr SqlBounds generous{
    .time = 30s, .resultBytes = 16 * limits::mebi, .memoryBytes = 256 * limits::mebi};

} // namespace

/// SQL on pages that are kept elsewhere. The words of failures are those of Rivet's engine 2.3.19.
class TestPageDatabase : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void aScriptGivesItsLastRows();
    void everyKindOfValueComesBack();
    void parametersAreBoundByPlace();
    void aStatementSaysWhatItChanged();
    void moreThanOneStatementIsRefused();
    void nothingToDoGivesNothing();
    void failuresSayWhichStep_data();
    void failuresSayWhichStep();
    void aScriptKeepsWhatSucceededBeforeItsFailure();
    void aBatchIsAllOrNothing();
    void aTransactionSpansCalls();
    void committedPagesMakeTheSameDatabaseAgain();
    void aTransactionLeavesNoChangesUntilItCommits();
    void vacuumShrinksTheFile();
    void itReachesNoFile();
    void settingsOfTheFileStayAsTheyAre();
    void aLogThatIsNotThereIsNotAskedFor();
    void anEndlessStatementIsInterrupted();
    void aResultOverTheBoundFails();
    void aSourceThatFailsFailsTheStatement();
    void foreignKeysHold();

private:
    void reopen(const SqlBounds &bounds = generous);
    /// Brings what was committed to the source, as an engine would.
    void keepChanges();
    QVariant value(const QString &sql);

    std::atomic<bool> m_interrupted = false;
    std::unique_ptr<MapSource> m_source;
    std::uint32_t m_pageCount = 0;
    std::unique_ptr<PageDatabase> m_database;
};

void TestPageDatabase::init()
{
    m_database.reset();
    m_source = std::make_unique<MapSource>();
    m_pageCount = 0;
    m_interrupted = false;
    reopen();
}

void TestPageDatabase::reopen(const SqlBounds &bounds)
{
    m_database = PageDatabase::open(*m_source, m_pageCount, bounds, m_interrupted).value_or(nullptr);
    QVERIFY(m_database);
}

void TestPageDatabase::keepChanges()
{
    PageFile &file = m_database->file();
    for (auto &[number, bytes] : file.takeChanges())
        m_source->pages.insert_or_assign(number, bytes);
    m_pageCount = file.pageCount();
    m_source->pages.erase(m_source->pages.upper_bound(m_pageCount), m_source->pages.end());
}

QVariant TestPageDatabase::value(const QString &sql)
{
    const auto result = m_database->execute({.sql = sql, .parameters = {}});
    if (!result || result->rows.empty())
        return result ? QVariant() : QVariant(result.error().message);
    const SqlValue &first = result->rows[0][0];
    if (const auto *integer = std::get_if<std::int64_t>(&first))
        return QVariant(static_cast<qlonglong>(*integer));
    if (const auto *text = std::get_if<QString>(&first))
        return *text;
    return {};
}

void TestPageDatabase::aScriptGivesItsLastRows()
{
    const auto result = m_database->runScript(
        u"create table t(a); insert into t values(1),(2); select * from t; select count(*) as n from t; "
        "insert into t values(3) -- the end"_s);
    QVERIFY(result);
    QCOMPARE(result->columns, std::vector<QString>{u"n"_s});
    QCOMPARE(result->rows, (std::vector<std::vector<SqlValue>>{{std::int64_t{2}}}));
    QCOMPARE(value(u"select count(*) from t"_s), QVariant(3LL));
}

void TestPageDatabase::everyKindOfValueComesBack()
{
    const auto result =
        m_database->runScript(u"select 9223372036854775807, -0.25, 'ä\u2603', null, x'0001ff', x'', ''"_s);
    QVERIFY(result);
    const std::vector<SqlValue> wanted{std::numeric_limits<std::int64_t>::max(),
                                       -0.25,
                                       u"ä\u2603"_s,
                                       std::monostate(),
                                       QByteArray("\0\1\xff", 3),
                                       QByteArray(),
                                       QString()};
    QCOMPARE(result->rows.at(0), wanted);
}

void TestPageDatabase::parametersAreBoundByPlace()
{
    const auto result = m_database->execute({.sql = u"select ?1, ?2, ?3, typeof(?4), ?5"_s,
                                             .parameters = {std::int64_t{-1}, 2.5, u"a\0b"_s, QByteArray()}});
    QVERIFY(result);
    const std::vector<SqlValue> wanted{std::int64_t{-1}, 2.5, u"a\0b"_s, u"blob"_s, std::monostate()};
    QCOMPARE(result->rows.at(0), wanted);
    const auto tooMany = m_database->execute({.sql = u"select 1"_s, .parameters = {std::int64_t{1}}});
    QCOMPARE(tooMany.error().message, u"failed to bind sqlite parameter: column index out of range"_s);
}

void TestPageDatabase::aStatementSaysWhatItChanged()
{
    QVERIFY(m_database->runScript(u"create table t(a integer primary key, b)"_s));
    const auto result = m_database->execute({.sql = u"insert into t(b) values(1),(2)"_s, .parameters = {}});
    QCOMPARE(result->changes, 2);
    QCOMPARE(result->lastInsertRowId, 2);
    const auto returned =
        m_database->execute({.sql = u"delete from t where a=1 returning b"_s, .parameters = {}});
    QCOMPARE(returned->changes, 1);
    QCOMPARE(returned->columns, std::vector<QString>{u"b"_s});
    QCOMPARE(returned->rows.size(), 1u);
}

void TestPageDatabase::moreThanOneStatementIsRefused()
{
    const auto result = m_database->execute({.sql = u"select 1; select 2"_s, .parameters = {}});
    QCOMPARE(result.error().message, u"sqlite execute only supports a single statement"_s);
}

void TestPageDatabase::nothingToDoGivesNothing()
{
    for (const auto &sql : {u""_s, u"  -- only a word"_s}) {
        const auto result = m_database->execute({.sql = sql, .parameters = {}});
        QVERIFY(result && result->columns.empty() && !result->lastInsertRowId);
        QVERIFY(m_database->runScript(sql));
    }
    QVERIFY(m_database->executeBatch({})->empty());
}

void TestPageDatabase::failuresSayWhichStep_data()
{
    QTest::addColumn<bool>("isScript");
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("message");
    QTest::newRow("syntax") << true << u"selec 1"_s
                            << u"failed to prepare sqlite exec statement: near \"selec\": syntax error"_s;
    QTest::newRow("table") << true << u"select * from nope"_s
                           << u"failed to prepare sqlite exec statement: no such table: nope"_s;
    QTest::newRow("column") << false << u"select selec"_s
                            << u"failed to prepare sqlite execute statement: no such column: selec"_s;
    QTest::newRow("constraint")
        << false << u"insert into t values('one')"_s
        << u"failed to step sqlite execute statement: UNIQUE constraint failed: t.a"_s;
    QTest::newRow("constraint of a script")
        << true << u"insert into t values('one')"_s
        << u"failed to step sqlite exec statement: UNIQUE constraint failed: t.a"_s;
    QTest::newRow("nul") << true << QString(u"select '"_s + QChar(0) + u"'"_s)
                         << u"nul byte found in provided data at position: 8"_s;
}

void TestPageDatabase::failuresSayWhichStep()
{
    QFETCH(bool, isScript);
    QFETCH(QString, sql);
    QFETCH(QString, message);
    QVERIFY(m_database->runScript(u"create table t(a unique); insert into t values('one')"_s));
    const auto result =
        isScript ? m_database->runScript(sql) : m_database->execute({.sql = sql, .parameters = {}});
    QVERIFY(!result);
    QCOMPARE(result.error().message, message);
}

void TestPageDatabase::aScriptKeepsWhatSucceededBeforeItsFailure()
{
    QVERIFY(m_database->runScript(u"create table t(a unique)"_s));
    QVERIFY(!m_database->runScript(
        u"insert into t values(1); insert into t values(1); insert into t values(2)"_s));
    QCOMPARE(value(u"select group_concat(a) from t"_s), QVariant(u"1"_s));
}

void TestPageDatabase::aBatchIsAllOrNothing()
{
    QVERIFY(m_database->runScript(u"create table t(a unique)"_s));
    const auto done = m_database->executeBatch({{.sql = u"insert into t values(?)"_s, .parameters = {u"x"_s}},
                                                {.sql = u"select count(*) from t"_s, .parameters = {}}});
    QVERIFY(done);
    QCOMPARE(done->size(), 2u);
    QCOMPARE(done->at(0).changes, 1);
    QCOMPARE(done->at(1).rows.at(0).at(0), SqlValue(std::int64_t{1}));

    const auto failed = m_database->executeBatch({{.sql = u"insert into t values('y')"_s, .parameters = {}},
                                                  {.sql = u"insert into t values('x')"_s, .parameters = {}}});
    QCOMPARE(failed.error().message,
             u"execute remote sqlite batch statement: failed to step sqlite execute statement: "
             "UNIQUE constraint failed: t.a"_s);
    QVERIFY(!m_database->isInTransaction());
    QCOMPARE(value(u"select count(*) from t"_s), QVariant(1LL));

    QVERIFY(m_database->runScript(u"begin"_s));
    const auto nested = m_database->executeBatch({{.sql = u"select 1"_s, .parameters = {}}});
    QCOMPARE(nested.error().message, u"failed to step sqlite exec statement: "
                                     "cannot start a transaction within a transaction"_s);
}

void TestPageDatabase::aTransactionSpansCalls()
{
    QVERIFY(m_database->runScript(u"create table t(a)"_s));
    QVERIFY(m_database->runScript(u"begin"_s));
    QVERIFY(m_database->isInTransaction());
    QVERIFY(m_database->runScript(u"insert into t values(1)"_s));
    QVERIFY(m_database->runScript(u"rollback"_s));
    QCOMPARE(value(u"select count(*) from t"_s), QVariant(0LL));
    QVERIFY(m_database->runScript(u"create temp table tt(x)"_s));
    QCOMPARE(value(u"select count(*) from tt"_s), QVariant(0LL));
}

void TestPageDatabase::committedPagesMakeTheSameDatabaseAgain()
{
    QVERIFY(m_database->runScript(u"create table t(a integer primary key, b); insert into t(b) "
                                  "select hex(randomblob(500)) from (with recursive n(i) as "
                                  "(select 1 union all select i+1 from n where i<2000) select i from n)"_s));
    const QVariant sum = value(u"select group_concat(substr(b,1,2)) from t"_s);
    keepChanges();
    QVERIFY(m_pageCount > 200);
    for (const auto &[number, bytes] : m_source->pages)
        QCOMPARE(bytes.size(), PageFile::pageBytes);
    m_source->readCount = 0;
    reopen();
    QCOMPARE(value(u"select group_concat(substr(b,1,2)) from t"_s), sum);
    QCOMPARE(value(u"pragma integrity_check"_s), QVariant(u"ok"_s));
    QVERIFY(m_source->readCount < static_cast<int>(m_pageCount));
    QVERIFY(!m_database->file().hasChanges());
}

void TestPageDatabase::aTransactionLeavesNoChangesUntilItCommits()
{
    QVERIFY(m_database->runScript(u"create table t(a); pragma cache_size=10"_s));
    keepChanges();
    QVERIFY(
        m_database->runScript(u"begin; insert into t select randomblob(2000) from (with recursive n(i) as "
                              "(select 1 union all select i+1 from n where i<1000) select i from n)"_s));
    QVERIFY(!m_database->file().hasChanges());
    QVERIFY(m_database->runScript(u"commit"_s));
    QVERIFY(m_database->file().hasChanges());
}

void TestPageDatabase::vacuumShrinksTheFile()
{
    QVERIFY(m_database->runScript(
        u"create table t(a); insert into t select randomblob(2000) from (with recursive n(i) as "
        "(select 1 union all select i+1 from n where i<200) select i from n)"_s));
    keepChanges();
    const std::uint32_t before = m_pageCount;
    QVERIFY(m_database->runScript(u"delete from t; vacuum"_s));
    keepChanges();
    QVERIFY(m_pageCount < before / 10);
    reopen();
    QCOMPARE(value(u"pragma integrity_check"_s), QVariant(u"ok"_s));
}

void TestPageDatabase::itReachesNoFile()
{
    for (const auto &sql : {u"attach '/tmp/other.db' as other"_s, u"vacuum into '/tmp/other.db'"_s,
                            u"select load_extension('x')"_s})
        QVERIFY2(m_database->runScript(sql)
                     .transform([](const SqlResult &) { return u"succeeded"_s; })
                     .error_or(Error())
                     .message.contains(u"authoriz"_s),
                 qPrintable(sql));
    QVERIFY(m_database->runScript(u"attach ':memory:' as m; create table m.t(a)"_s));
}

void TestPageDatabase::settingsOfTheFileStayAsTheyAre()
{
    QVERIFY(
        m_database->runScript(u"pragma journal_mode=wal; pragma page_size=512; pragma locking_mode=normal; "
                              "create table t(a)"_s));
    QCOMPARE(value(u"pragma journal_mode"_s), QVariant(u"memory"_s));
    QCOMPARE(value(u"pragma page_size"_s), QVariant(4096LL));
    keepChanges();
    QCOMPARE(m_source->pages.at(1).size(), PageFile::pageBytes);
}

void TestPageDatabase::aLogThatIsNotThereIsNotAskedFor()
{
    QVERIFY(m_database->runScript(u"create table t(a); insert into t values(7)"_s));
    keepChanges();
    m_source->pages.at(1)[18] = m_source->pages.at(1)[19] = 2; // Written with a log beside it.
    reopen();
    QCOMPARE(value(u"select a from t"_s), QVariant(7LL));
}

void TestPageDatabase::anEndlessStatementIsInterrupted()
{
    const QString endless =
        u"with recursive n(i) as (select 1 union all select i+1 from n) select count(*) from n"_s;
    reopen({.time = 50ms, .resultBytes = limits::mebi, .memoryBytes = 16 * limits::mebi});
    QCOMPARE(m_database->runScript(endless).error().message,
             u"failed to step sqlite exec statement: interrupted"_s);
    reopen();
    m_interrupted = true;
    QVERIFY(!m_database->runScript(endless));
    m_interrupted = false;
    QCOMPARE(value(u"select 'after'"_s), QVariant(u"after"_s));
}

void TestPageDatabase::aResultOverTheBoundFails()
{
    reopen({.time = 30s, .resultBytes = limits::mebi, .memoryBytes = 16 * limits::mebi});
    QVERIFY(m_database->runScript(u"select zeroblob(1000000)"_s));
    QVERIFY(!m_database->runScript(u"select zeroblob(2000000)"_s));
    QVERIFY(!m_database->runScript(
        u"with recursive n(i) as (select 1 union all select i+1 from n where i<100000) "
        "select i from n"_s));
}

void TestPageDatabase::aSourceThatFailsFailsTheStatement()
{
    QVERIFY(m_database->runScript(
        u"create table t(a); insert into t select randomblob(2000) from (with recursive n(i) as "
        "(select 1 union all select i+1 from n where i<200) select i from n)"_s));
    keepChanges();
    reopen();
    m_source->fails = true;
    QVERIFY(!m_database->runScript(u"select sum(length(a)) from t"_s));
    m_source->fails = false;
    QCOMPARE(value(u"select sum(length(a)) from t"_s), QVariant(400000LL));
}

void TestPageDatabase::foreignKeysHold()
{
    QVERIFY(m_database->runScript(u"create table a(x primary key); create table b(y references a(x))"_s));
    QVERIFY(m_database->runScript(u"insert into b values(1)"_s).error().message.contains(u"FOREIGN KEY"_s));
}

QTEST_APPLESS_MAIN(TestPageDatabase)
#include "tst_pagedatabase.moc"
