// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scriptedengine.h"
#include "ui/models/namespacesearch.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::ui {

using test::ScriptedEngine;
using test::ScriptedReply;
using test::ScriptedRequest;

class TestNamespaceSearch : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_engine = std::make_unique<ScriptedEngine>();
        for (const QString &name : {u"staging"_s, u"production"_s})
            m_engine->addNamespace(name);
        add(u"default"_s, u"counter"_s, u"general"_s);
        add(u"default"_s, u"counter"_s, u"other"_s);
        m_wanted = add(u"staging"_s, u"chatRoom"_s, u"general"_s);
        add(u"production"_s, u"countdown"_s, u"one"_s);
        m_http = std::make_unique<HttpClient>(Endpoint::parse(m_engine->url()).value(), WriteMode::ReadOnly);
        m_search = std::make_unique<NamespaceSearch>(*m_http);
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_search.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }

    void cleanup()
    {
        m_tester.reset();
        m_search.reset();
        m_http.reset();
        m_engine.reset();
    }

    void findsAnIdInWhateverNamespaceItIs()
    {
        find(m_wanted);
        QCOMPARE(m_search->rowCount(), 1);
        const NamespaceHit &hit = m_search->rowAt(0);
        QCOMPARE(hit.namespaceName, u"staging"_s);
        QCOMPARE(hit.why, NamespaceHit::Why::Id);
        QCOMPARE(m_search->index(0, static_cast<int>(NamespaceSearch::Column::Key)).data().toString(),
                 u"general"_s);
        QCOMPARE(m_search->doneCount(), 3);
    }

    void findsAKeyOfAnyTypeInEveryNamespace()
    {
        find(u"general"_s);
        QCOMPARE(namespacesFound(), QStringList({u"default"_s, u"staging"_s}));
        QCOMPARE(m_search->rowAt(0).why, NamespaceHit::Why::Key);
        QVERIFY(!m_search->isTruncated());
    }

    void findsTypesByTheirBeginning()
    {
        find(u"COUNT"_s);
        QCOMPARE(namespacesFound(), QStringList({u"default"_s, u"default"_s, u"production"_s}));
    }

    void anotherSearchReplacesTheFirst()
    {
        m_search->search(u"count"_s);
        find(u"general"_s);
        QCOMPARE(m_search->rowCount(), 2);
        QCOMPARE(m_search->text(), u"general"_s);
    }

    void canBeCancelled()
    {
        QSignalSpy finished(m_search.get(), &NamespaceSearch::finished);
        m_search->search(u"general"_s);
        QVERIFY(m_search->isSearching());
        m_search->cancel();
        QVERIFY(!m_search->isSearching());
        find(u"nothing like it"_s);
        QCOMPARE(finished.count(), 1);
        QCOMPARE(m_search->rowCount(), 0);
    }

    void noTextFindsNothingAndAsksNobody()
    {
        QSignalSpy finished(m_search.get(), &NamespaceSearch::finished);
        m_search->search(u"  "_s);
        QCOMPARE(finished.count(), 1);
        QVERIFY(m_engine->requests().isEmpty());
    }

    void aNamespaceThatFailsDoesNotHideTheOthers()
    {
        m_engine->intercept([](const ScriptedRequest &request) -> std::optional<ScriptedReply> {
            if (request.target.contains("namespace=staging"))
                return ScriptedReply{.status = 500, .body = "oops"};
            return std::nullopt;
        });
        find(u"general"_s);
        QCOMPARE(namespacesFound(), QStringList{u"default"_s});
        QCOMPARE(m_search->failedCount(), 1);
        QCOMPARE(m_search->error()->code, ErrorCode::InternalError);
    }

    void saysThatNamespacesCannotBeListed()
    {
        m_engine->setAdminToken("s3cret");
        find(u"general"_s);
        QCOMPARE(m_search->error()->code, ErrorCode::ApiForbidden);
        QCOMPARE(m_search->rowCount(), 0);
    }

    void hitsAreBounded()
    {
        for (int type = 0; type < 60; ++type)
            for (int i = 0; i < 12; ++i)
                add(u"default"_s, u"many%1"_s.arg(type), QString::number(i));
        find(u"many"_s);
        QCOMPARE(m_search->rowCount(), NamespaceSearch::hitCountMax);
        QVERIFY(m_search->isTruncated());
        QVERIFY(!m_search->isSearching());
    }

private:
    QString add(const QString &namespaceName, const QString &name, const QString &key)
    {
        test::ScriptedActor &actor = m_engine->addActor(name, key);
        actor.namespaceName = namespaceName;
        return actor.record.actorId;
    }

    void find(const QString &text)
    {
        QSignalSpy finished(m_search.get(), &NamespaceSearch::finished);
        m_search->search(text);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 20000);
    }

    [[nodiscard]] QStringList namespacesFound() const
    {
        QStringList names;
        for (const NamespaceHit &hit : m_search->rows())
            names.append(hit.namespaceName);
        names.sort();
        return names;
    }

    std::unique_ptr<ScriptedEngine> m_engine;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<NamespaceSearch> m_search;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    QString m_wanted;
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestNamespaceSearch)
#include "tst_namespacesearch.moc"
