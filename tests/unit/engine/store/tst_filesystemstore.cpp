// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/filesystemstore.h"
#include "engine/store/sqlite.h"
#include "tests/unit/engine/store/answers.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::store {
/// The store in one file: what it makes of folders and files that are no store, or a damaged one.
class FilesystemStoreTest : public QObject {
    Q_OBJECT

    Result<std::unique_ptr<Store>> open() { return openFilesystemStore(m_folder->path(), m_answers.post()); }

    QString filePath() const { return m_folder->filePath(u"rove.sqlite"_s); }

    void overwriteFile(const QByteArray &content)
    {
        QFile file(filePath());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

    Answers m_answers;
    std::unique_ptr<QTemporaryDir> m_folder;

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void makesItsFolder()
    {
        const QString deep = m_folder->filePath(u"x/y/z"_s);
        QVERIFY(openFilesystemStore(deep, m_answers.post()));
        QVERIFY(QFile::exists(deep + u"/rove.sqlite"_s));
    }

    void saysIfTheFolderCannotBeMade()
    {
        overwriteFile("");
        const auto opened = openFilesystemStore(filePath() + u"/below-a-file"_s, m_answers.post());
        QCOMPARE(opened.error().code, ErrorCode::IoFailed);
    }

    void saysIfTheFileCannotBeOpened()
    {
        QVERIFY(QDir(m_folder->path()).mkdir(u"rove.sqlite"_s));
        QCOMPARE(open().error().code, ErrorCode::IoFailed);
    }

    void refusesADatabaseOfAnotherProgram()
    {
        {
            Database database = Database::open(filePath()).value();
            QVERIFY(database.execute("CREATE TABLE songs (title TEXT)"));
        }
        QCOMPARE(open().error().code, ErrorCode::StoreFailed);
    }

    void refusesADamagedFile_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("text") << QByteArray("This is not a database. ").repeated(1000);
        QTest::newRow("header of a database, then nothing") << QByteArray("SQLite format 3\0", 16);
        QTest::newRow("noise") << QByteArray("\x93\x1f\x07\xee", 4).repeated(4096);
    }
    void refusesADamagedFile()
    {
        QFETCH(const QByteArray, content);
        overwriteFile(content);
        const auto opened = open();
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::StoreFailed);
        QVERIFY(!opened.error().message.contains(u'\n'));
    }

    void answersReadsOfADamagedPageWithAnError()
    {
        {
            const auto store = open().value();
            for (int i = 0; i < 200; ++i)
                QVERIFY(m_answers.write(*store, {Put{QByteArray::number(i), QByteArray(3000, 'x')}}));
        }
        QFile file(filePath());
        QVERIFY(file.open(QIODevice::ReadWrite));
        for (qint64 at = 4096; at < file.size(); at += 4096) {
            QVERIFY(file.seek(at));
            file.write(QByteArray(512, '\xff'));
        }
        file.close();
        const auto store = open().value();
        const auto found = m_answers.list(*store, {});
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::StoreFailed);
    }
};

} // namespace rove::store

QTEST_GUILESS_MAIN(rove::store::FilesystemStoreTest)
#include "tst_filesystemstore.moc"
