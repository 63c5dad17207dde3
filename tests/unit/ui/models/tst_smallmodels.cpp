// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/await.h"
#include "tests/support/scriptedengine.h"
#include "ui/models/connectionprofilemodel.h"
#include "ui/models/namespacemodel.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::ui {

using Failure = QAbstractItemModelTester::FailureReportingMode;
using test::await;

/// The pickers' models, each too small for a program of its own.
class TestSmallModels : public QObject {
    Q_OBJECT
private slots:
    void listsAndCreatesNamespaces()
    {
        test::ScriptedEngine engine;
        HttpClient http(Endpoint::parse(engine.url()).value(), WriteMode::Allowed);
        NamespaceModel model(http);
        const QAbstractItemModelTester tester(&model, Failure::QtTest);
        QSignalSpy refreshed(&model, &NamespaceModel::refreshed);
        model.refresh();
        QTRY_COMPARE(refreshed.count(), 1);
        QCOMPARE(model.index(0, 0).data().toString(), u"default"_s);
        QVERIFY(await(model.create(u"staging"_s, u"Staging"_s)));
        QCOMPARE(model.find(u"staging"_s)->displayName, u"Staging"_s);
    }

    void keepsNamespacesWhenTheEngineIsLost()
    {
        test::ScriptedEngine engine;
        HttpClient http(Endpoint::parse(engine.url()).value(), WriteMode::ReadOnly);
        NamespaceModel model(http);
        QSignalSpy refreshed(&model, &NamespaceModel::refreshed);
        model.refresh();
        QTRY_COMPARE(refreshed.count(), 1);
        QCOMPARE(await(model.create(u"x"_s, u"X"_s)).error().code, ErrorCode::ClientReadOnly);
        engine.close();
        model.refresh();
        QTRY_COMPARE(refreshed.count(), 2);
        QCOMPARE(model.error()->code, ErrorCode::ClientUnreachable);
        QCOMPARE(model.rowCount(), 1);
    }

    void followsTheStoreOfConnections()
    {
        const QTemporaryDir folder;
        ProfileStore store(folder.filePath(u"connections.ini"_s));
        ConnectionProfileModel model(store);
        const QAbstractItemModelTester tester(&model, Failure::QtTest);
        ConnectionProfile profile =
            ConnectionProfile::create(u"One"_s, Endpoint::parse(u"http://one"_s).value());
        QVERIFY(store.save(profile));
        QCOMPARE(model.rowCount(), 1);
        const QPersistentModelIndex row = model.index(0, 0);
        profile.name = u"Renamed"_s;
        profile.environment = Environment::Production;
        QVERIFY(store.save(profile));
        QCOMPARE(row.data().toString(), u"Renamed"_s);
        QCOMPARE(row.data(Qt::AccessibleTextRole).toString(),
                 u"Renamed, http://one, Production, read-only"_s);
        QVERIFY(store.remove(profile.id));
        QCOMPARE(model.rowCount(), 0);
    }
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestSmallModels)
#include "tst_smallmodels.moc"
