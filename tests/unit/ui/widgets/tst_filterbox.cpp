// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/style.h"
#include "ui/style/theme.h"
#include "ui/widgets/filterbox.h"
#include "ui/widgets/filtercompleter.h"
#include "ui/widgets/filterstore.h"
#include "ui/widgets/savedfiltermenu.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QApplication>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

/// A language of words: `bad` is wrong, after `a` comes `apple`, and `name:` has values.
struct ToyLanguage {
    std::vector<FilterPiece> spans(const QString &text) const
    {
        return {{.start = 0,
                 .length = text.size(),
                 .isNegated = text.startsWith(u'-'),
                 .isWrong = text == u"bad"_s}};
    }
    QString problem(const QString &text) const { return text == u"bad"_s ? u"That is bad"_s : QString(); }
    std::vector<FilterOffer> suggestions(const QString &text, qsizetype cursor) const
    {
        if (text == u"a"_s)
            return {{0, cursor, u"apple"_s, u"a fruit"_s}, {0, cursor, u"avocado"_s, {}}};
        if (text == u"n"_s)
            return {{0, cursor, u"name:"_s, u"a field"_s}};
        if (text == u"name:"_s)
            return {{5, cursor - 5, u"ada"_s, {}}};
        return {};
    }
};

} // namespace

class TestFilterBox : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_box = std::make_unique<FilterBox>();
        m_box->setLanguage(ToyLanguage());
        m_box->show();
        m_box->activateWindow();
        m_box->setFocus();
        QVERIFY(QTest::qWaitForWindowActive(m_box.get()));
    }
    void cleanup() { m_box.reset(); }

    void aWrongFilterIsToldAndNotReported()
    {
        QSignalSpy reports(m_box.get(), &FilterBox::filterChanged);
        QSignalSpy errors(m_box.get(), &FilterBox::errorChanged);
        QTest::keyClicks(m_box.get(), u"good"_s);
        QTest::keyClick(m_box.get(), Qt::Key_Return);
        QCOMPARE(reports.size(), 1);
        m_box->setText(u"bad"_s);
        QTRY_VERIFY(m_box->hasError());
        QCOMPARE(m_box->error(), u"That is bad"_s);
        QCOMPARE(m_box->accessibleDescription(), u"That is bad"_s);
        QCOMPARE(reports.size(), 1);
        QCOMPARE(m_box->appliedText(), u"good"_s);
        m_box->setText(u"good again"_s);
        QTRY_COMPARE(reports.size(), 2);
        QVERIFY(!m_box->hasError());
        QCOMPARE(errors.size(), 2);
    }

    void chosenByKeyboardAnOfferReplacesWhatWasTyped()
    {
        QTest::keyClicks(m_box.get(), u"a"_s);
        QVERIFY(m_box->filterCompleter()->isShowing());
        QAbstractItemView *list = m_box->filterCompleter()->popup();
        QCOMPARE(list->model()->rowCount(), 2);
        QTest::keyClick(list, Qt::Key_Down);
        QTest::keyClick(list, Qt::Key_Down);
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(m_box->text(), u"avocado"_s);
        QVERIFY(!m_box->filterCompleter()->isShowing());
    }

    void afterAFieldItsValuesAreOffered()
    {
        QTest::keyClicks(m_box.get(), u"n"_s);
        QTest::keyClick(m_box->filterCompleter()->popup(), Qt::Key_Down);
        QTest::keyClick(m_box->filterCompleter()->popup(), Qt::Key_Return);
        QCOMPARE(m_box->text(), u"name:"_s);
        QTRY_VERIFY(m_box->filterCompleter()->isShowing());
        QCOMPARE(m_box->filterCompleter()->offers().front().text, u"ada"_s);
    }

    void escapeClosesTheOffersBeforeItClears()
    {
        QTest::keyClicks(m_box.get(), u"a"_s);
        QTest::keyClick(m_box->filterCompleter()->popup(), Qt::Key_Escape);
        QVERIFY(!m_box->filterCompleter()->isShowing());
        QCOMPARE(m_box->text(), u"a"_s);
        QTest::keyClick(m_box.get(), Qt::Key_Escape);
        QVERIFY(m_box->text().isEmpty());
    }

    void typingGoesOnUnderTheOffersAndMarksStayInPlace()
    {
        QTest::keyClicks(m_box.get(), u"a"_s);
        QTest::keyClick(m_box->filterCompleter()->popup(), Qt::Key_X);
        QCOMPARE(m_box->text(), u"ax"_s);
        m_box->setText(u"one two"_s);
        m_box->setCursorPosition(3);
        QTest::keyClick(m_box.get(), Qt::Key_Minus);
        QCOMPARE(m_box->text(), u"one- two"_s);
        QCOMPARE(m_box->cursorPosition(), 4);
        m_box->setSelection(0, 3);
        emit Theme::instance().changed();
        QCOMPARE(m_box->selectedText(), u"one"_s);
        m_box->undo();
        QCOMPARE(m_box->text(), u"one two"_s);
    }

    void remembersWhatWasAppliedAndOffersItWhenEmpty()
    {
        FilterStore store;
        m_box->setStore(&store);
        QVERIFY(m_box->savedFiltersCommand()->isVisible());
        m_box->apply(u"first"_s);
        m_box->apply(u"bad"_s);
        m_box->apply(u"second"_s);
        QCOMPARE(store.history(), (QStringList{u"second"_s, u"first"_s}));
        m_box->clear();
        QTest::keyClick(m_box.get(), Qt::Key_Down);
        QVERIFY(m_box->filterCompleter()->isShowing());
        QTest::keyClick(m_box->filterCompleter()->popup(), Qt::Key_Down);
        QTest::keyClick(m_box->filterCompleter()->popup(), Qt::Key_Return);
        QCOMPARE(m_box->text(), u"second"_s);
    }

    void theStarsMenuUsesRenamesAndDeletes()
    {
        FilterStore store;
        QVERIFY(store.save(u"Mine"_s, u"x y"_s));
        m_box->setStore(&store);
        m_box->setText(u"now"_s);
        m_box->savedFiltersCommand()->trigger();
        auto *menu = m_box->findChild<SavedFilterMenu *>();
        QVERIFY(menu->isVisible());
        QVERIFY(menu->actions().constFirst()->isEnabled());
        const auto named = [](const QMenu *in, const QString &text) {
            for (QAction *action : in->actions())
                if (action->text() == text)
                    return action;
            return static_cast<QAction *>(nullptr);
        };
        named(menu, u"Mine"_s)->trigger();
        QCOMPARE(m_box->text(), u"x y"_s);
        const QMenu *manage = named(menu, u"&Manage Saved Filters"_s)->menu();
        named(named(manage, u"Mine"_s)->menu(), u"&Delete"_s)->trigger();
        QVERIFY(store.saved().isEmpty());
        menu->hide();
    }

    void filtersAreKeptInAFile()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"a/filters.json"_s);
        {
            FilterStore store(file);
            QVERIFY(store.save(u"  Failing   ones "_s, u"is:failing"_s));
            QVERIFY(store.save(u"Old"_s, u"age>1d"_s));
            QVERIFY(!store.save({}, u"x"_s));
            QVERIFY(!store.rename(u"Old"_s, u"Failing ones"_s));
            QVERIFY(store.rename(u"Old"_s, u"Aged"_s));
            store.remember(u"a"_s);
            store.remember(u"b"_s);
            store.remember(u"a"_s);
            QVERIFY(store.isWritten());
        }
        const FilterStore store(file);
        QCOMPARE(store.saved(),
                 (QList<SavedFilter>{{u"Failing ones"_s, u"is:failing"_s}, {u"Aged"_s, u"age>1d"_s}}));
        QCOMPARE(store.history(), (QStringList{u"a"_s, u"b"_s}));
        QVERIFY(store.contains(u"age>1d"_s));
        QFile broken(folder.filePath(u"broken"_s));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("{{{");
        broken.close();
        QVERIFY(FilterStore(broken.fileName()).saved().isEmpty());
    }

    void keptFiltersAreBounded()
    {
        FilterStore store;
        for (int i = 0; i < 200; ++i) {
            store.save(QString::number(i), u"x"_s);
            store.remember(QString::number(i));
        }
        QCOMPARE(store.saved().size(), FilterStore::savedCountMax);
        QCOMPARE(store.history().size(), FilterStore::historyCountMax);
        QVERIFY(!store.save(u"long"_s, QString(FilterStore::textLengthMax + 1, u'x')));
        store.save(QString(500, u'n'), u"x"_s);
    }

private:
    std::unique_ptr<FilterBox> m_box;
};

} // namespace rove::ui

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const rove::ui::Theme theme;
    QApplication::setStyle(new rove::ui::Style);
    rove::ui::TestFilterBox test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_filterbox.moc"
