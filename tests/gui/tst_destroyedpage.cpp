// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/guirig.h"
#include "tests/gui/windowaudit.h"
#include "tests/support/await.h"
#include "tests/support/scriptedengine.h"
#include "ui/models/safedestroy.h"
#include "ui/pages/jobs/destroyedpage.h"
#include "ui/widgets/codeeditor.h"
#include "ui/widgets/command.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/messagebar.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QTableView>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::test;

/// The page of destroyed actors, offscreen, against a scripted engine.
class tst_DestroyedPage : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void isDesignedForNothing();
    void showsWhatIsInACopy();
    void restoresAnActor();
    void saysWhyItCannotRestore();
    void forgetsACopy();
    void everythingHasANameAndNothingIsCut();

private:
    void destroyOne(const QString &key);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedEngine> m_engine;
    std::unique_ptr<ui::HttpClient> m_http;
    std::unique_ptr<ui::DestroyedArchive> m_archive;
    std::unique_ptr<ui::DestroyedPage> m_page;
};

void tst_DestroyedPage::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_engine = std::make_unique<ScriptedEngine>();
    m_http = std::make_unique<ui::HttpClient>(ui::Endpoint::parse(m_engine->url()).value(),
                                              ui::WriteMode::Allowed);
    m_archive = std::make_unique<ui::DestroyedArchive>(m_folder->filePath(u"destroyed"_s));
    m_page = std::make_unique<ui::DestroyedPage>(*m_archive);
    m_page->setConnection(m_http.get(), u"Local engine"_s);
    m_page->resize(1000, 600);
    m_page->show();
}

void tst_DestroyedPage::cleanup()
{
    m_page.reset();
    m_archive.reset();
    m_http.reset();
    m_engine.reset();
    m_folder.reset();
}

void tst_DestroyedPage::destroyOne(const QString &key)
{
    const manager::Actor record = m_engine->addActor(u"room"_s, key, QCborMap{{u"n"_s, 3}}).record;
    QVERIFY(await(ui::destroySafely(*m_http, {.record = record, .archive = m_archive.get()})));
    QTRY_VERIFY(std::ranges::contains(m_archive->rows(), key, &ui::KeptCopy::key));
}

void tst_DestroyedPage::isDesignedForNothing()
{
    QVERIFY(m_page->emptyState()->isVisible());
    for (const QAction *command : m_page->commands())
        QCOMPARE(ui::disabledReason(command), u"No copy is chosen."_s);
}

void tst_DestroyedPage::showsWhatIsInACopy()
{
    destroyOne(u"a"_s);
    QTRY_VERIFY(m_page->content()->toPlainText().contains(u"\"n\": 3"_s));
    QVERIFY(m_page->content()->toPlainText().contains(u"\"name\": \"room\""_s));
}

void tst_DestroyedPage::restoresAnActor()
{
    destroyOne(u"a"_s);
    const QSignalSpy restored(m_page.get(), &ui::DestroyedPage::restored);
    m_page->commands().at(0)->trigger();
    QVERIFY(!m_page->commands().at(0)->isEnabled());
    QTRY_COMPARE(restored.count(), 1);
    const auto actor = restored.at(0).at(0).value<manager::Actor>();
    QCOMPARE(actor.key, std::optional(u"a"_s));
    QCOMPARE(m_engine->actor(actor.actorId).state, QCborValue(QCborMap{{u"n"_s, 3}}));
    QCOMPARE(m_page->messageBar()->text(), u"room was made again on Local engine."_s);
    QVERIFY(m_page->commands().at(0)->isEnabled());
}

void tst_DestroyedPage::saysWhyItCannotRestore()
{
    destroyOne(u"a"_s);
    m_http->setWriteMode(ui::WriteMode::ReadOnly);
    QCOMPARE(ui::disabledReason(m_page->commands().at(0)), u"The connection is read-only."_s);
    m_page->setConnection(nullptr, {});
    QCOMPARE(ui::disabledReason(m_page->commands().at(0)), u"Not connected."_s);
    QVERIFY(m_page->commands().at(1)->isEnabled());
}

void tst_DestroyedPage::forgetsACopy()
{
    destroyOne(u"a"_s);
    m_page->commands().at(1)->trigger();
    QTRY_COMPARE(m_archive->rowCount(), 0);
    QTRY_VERIFY(m_page->emptyState()->isVisible());
}

void tst_DestroyedPage::everythingHasANameAndNothingIsCut()
{
    destroyOne(u"a"_s);
    destroyOne(u"b"_s);
    settle();
    const QStringList faults = auditWindow(*m_page);
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

int main(int argc, char **argv)
{
    GuiRig rig(argc, argv);
    tst_DestroyedPage test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_destroyedpage.moc"
