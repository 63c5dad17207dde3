// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/actoreventexport.h"
#include "ui/models/actoreventfields.h"
#include "ui/models/actoreventlimits.h"
#include "ui/models/actoreventlog.h"
#include "ui/models/actoreventmodel.h"
#include "ui/models/actorsession.h"

#include <QtCore/QCborMap>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QTemporaryDir>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::ui {

using Model = ActorEventModel;

namespace {

const manager::Instant start(1'764'223'200'000ms);

ActorEvent makeEvent(EventKind kind, const QString &summary, std::chrono::milliseconds after = 0ms)
{
    return {.at = start + after, .kind = kind, .summary = summary};
}

} // namespace

class TestActorEventModel : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_http = std::make_unique<HttpClient>(Endpoint::parse(u"http://127.0.0.1:1"_s).value(),
                                              WriteMode::ReadOnly);
        m_session = std::make_unique<ActorSession>(*m_http, u"actor"_s);
        m_log = std::make_unique<ActorEventLog>(*m_session);
        m_model = std::make_unique<Model>();
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_model->setLog(m_log.get());
    }

    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
        m_log.reset();
        m_session.reset();
        m_http.reset();
    }

    void showsRowsInTheirOrder()
    {
        fill();
        QCOMPARE(m_model->rowCount(), 4);
        QCOMPARE(cell(0, Model::SummaryColumn), u"count: 1 → 2"_s);
        QCOMPARE(cell(1, Model::KindColumn), u"Action"_s);
        QCOMPARE(cell(1, Model::DeltaColumn), u"+250 ms"_s);
        QCOMPARE(cell(2, Model::DeltaColumn), u"+1.8 s"_s);
        QCOMPARE(cell(0, Model::DeltaColumn), QString());
        QCOMPARE(cell(1, Model::DurationColumn), u"3.1 ms"_s);
    }

    void tellsTimesInThreeWays()
    {
        fill();
        m_model->setTimeMode(Model::TimeMode::Utc);
        QCOMPARE(cell(1, Model::TimeColumn), u"06:00:00.250"_s);
        QCOMPARE(m_model->headerData(Model::TimeColumn, Qt::Horizontal).toString(), u"Time (UTC)"_s);
        m_model->setTimeMode(Model::TimeMode::SinceStart);
        QVERIFY(cell(1, Model::TimeColumn).startsWith(u"0:"));
    }

    void filtersByKindLevelAndText()
    {
        fill();
        ActorEventFilter filter;
        filter.isHidden[size_t(EventKind::State)] = true;
        m_model->setFilter(filter);
        QCOMPARE(m_model->rowCount(), 3);
        m_model->setFilter({.levelMin = EventLevel::Important});
        QCOMPARE(m_model->rowCount(), 1);
        const auto query = [](const QString &text) {
            return eventMatcher(FilterQuery::parse(text, eventFilterFields()), 0);
        };
        m_model->setFilter({.matches = query(u"kind:action,gap"_s)});
        QCOMPARE(m_model->rowCount(), 2);
        m_model->setFilter({.matches = query(u"-kind:action incr"_s)});
        QCOMPARE(m_model->rowCount(), 0);
        m_model->setFilter({.matches = query(u"duration>3ms"_s)});
        QCOMPARE(m_model->rowCount(), 1);
        m_model->setFilter({.matches = query(u"has:connection"_s)});
        QCOMPARE(m_model->rowCount(), 1);
        m_model->setFilter({});
        QCOMPARE(m_model->rowCount(), 4);
    }

    void pausingLetsRowsWait()
    {
        fill();
        m_model->setPaused(true);
        m_log->append(makeEvent(EventKind::Queue, u"later"_s, 9s));
        m_log->flush();
        QCOMPARE(m_model->rowCount(), 4);
        QCOMPARE(m_model->waitingCount(), 1);
        m_model->setPaused(false);
        QCOMPARE(m_model->rowCount(), 5);
        QCOMPARE(m_model->waitingCount(), 0);
        QCOMPARE(cell(4, Model::SummaryColumn), u"later"_s);
    }

    void staysWithinBoundsWhilePaused()
    {
        fill();
        m_model->setPaused(true);
        for (int i = 0; i < 120'000; ++i)
            m_log->append(makeEvent(EventKind::Queue, u"x"_s));
        m_log->flush();
        QCOMPARE(m_model->rowCount(), 0);
        QCOMPARE(m_model->waitingCount(), int(m_log->count()));
        m_model->setPaused(false);
        QCOMPARE(m_model->rowCount(), int(m_log->count()));
    }

    void followsAnUpdate()
    {
        fill();
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        ActorEvent copy = *m_log->find(m_model->idAt(1));
        copy.summary = u"increment(1) → 2"_s;
        m_log->update(copy);
        m_log->flush();
        QCOMPARE(changed.size(), 1);
        QCOMPARE(cell(1, Model::SummaryColumn), copy.summary);
    }

    void emptiesWithItsLog()
    {
        fill();
        m_log->clear();
        QCOMPARE(m_model->rowCount(), 0);
        fill();
        QCOMPARE(m_model->rowCount(), 4);
        m_log.reset();
        QCOMPARE(m_model->rowCount(), 0);
    }

    void writesJson()
    {
        fill();
        const QByteArray text = writeEvents(m_log->copyOf(m_model->ids()), EventFormat::Json);
        const QJsonArray rows = QJsonDocument::fromJson(text).array();
        QCOMPARE(rows.size(), 4);
        QCOMPARE(rows[1].toObject().value("time"_L1).toString(), u"2025-11-27T06:00:00.250Z"_s);
        QCOMPARE(rows[1].toObject().value("kind"_L1).toString(), u"action"_s);
        QCOMPARE(rows[1].toObject().value("durationMs"_L1).toDouble(), 3.1);
        QCOMPARE(rows[0].toObject().value("after"_L1).toObject().value("count"_L1).toInt(), 2);
    }

    void writesCsvWithAwkwardText()
    {
        m_log->append(makeEvent(EventKind::State, u"a \"quoted\", thing"_s));
        m_log->flush();
        const QByteArray text = writeEvents(m_log->copyOf(m_model->ids()), EventFormat::Csv);
        const QList<QByteArray> lines = text.split('\n');
        QCOMPARE(lines[0], "id,time,kind,level,summary,connection,durationMs,failed,cause\r");
        QVERIFY(lines[1].contains(R"("a ""quoted"", thing")"));
    }

    void writesTextAndTables()
    {
        fill();
        const std::vector<ActorEvent> events = m_log->copyOf(m_model->ids());
        QCOMPARE(writeEvents(events, EventFormat::Text).count('\n'), 4);
        QVERIFY(writeEvents(events, EventFormat::Text).startsWith("2025-11-27T06:00:00.000Z  state"));
        QCOMPARE(writeEvents(events, EventFormat::Tsv).count('\n'), 5);
        QCOMPARE(writeEvents({}, EventFormat::Json), "[\n]\n");
    }

    void exportsToAFileOrSaysWhyNot()
    {
        fill();
        const QTemporaryDir folder;
        const std::vector<ActorEvent> events = m_log->copyOf(m_model->ids());
        Async<> written = exportEvents(events, EventFormat::Text, folder.filePath(u"log.txt"_s));
        QTRY_VERIFY(written.isFinished());
        QVERIFY(written.result());
        QFile file(folder.filePath(u"log.txt"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), writeEvents(events, EventFormat::Text));
        Async<> refused = exportEvents(events, EventFormat::Text, folder.filePath(u"no/such/log.txt"_s));
        QTRY_VERIFY(refused.isFinished());
        QVERIFY(!refused.result());
    }

private:
    void fill()
    {
        ActorEvent change = makeEvent(EventKind::State, u"count: 1 → 2"_s);
        change.payload = std::make_shared<EventPayload>(EventPayload{
            .before = QCborValue(QCborMap{{u"count"_s, 1}}), .after = QCborValue(QCborMap{{u"count"_s, 2}})});
        m_log->append(change);
        ActorEvent action = makeEvent(EventKind::Action, u"increment(1)"_s, 250ms);
        action.duration = 3100us;
        m_log->append(action);
        ActorEvent gap = makeEvent(EventKind::Gap, u"37 dropped"_s, 2s);
        gap.level = EventLevel::Important;
        m_log->append(gap);
        ActorEvent connection = makeEvent(EventKind::Connection, u"Connected"_s, 5s);
        connection.connectionId = u"c1"_s;
        m_log->append(connection);
        m_log->flush();
    }

    [[nodiscard]] QString cell(int row, int column) const
    {
        return m_model->index(row, column).data().toString();
    }

    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<ActorSession> m_session;
    std::unique_ptr<ActorEventLog> m_log;
    std::unique_ptr<Model> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestActorEventModel)
#include "tst_actoreventmodel.moc"
