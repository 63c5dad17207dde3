// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/theme.h"
#include "ui/widgets/emptystate.h"

#include <QtTest/QtTest>
#include <QtWidgets/QPushButton>

using namespace rove::ui;
using namespace Qt::StringLiterals;

class TestEmptyState : public QObject {
    Q_OBJECT

private slots:
    void aQuickAnswerDoesNotFlicker();
    void aLongWaitSaysHowLongAndOffersTheCommand();
    void otherContentEndsTheWait();

private:
    [[nodiscard]] EmptyState::Waiting waiting(const QDateTime &since)
    {
        return {.since = since,
                .title = u"Reading"_s,
                .sentence = u"Waiting for an answer."_s,
                .longSentence = [](const QString &span) { return u"No answer for %1."_s.arg(span); },
                .command = &m_retry};
    }

    Theme m_theme;
    QAction m_retry{u"Try Again"_s};
};

void TestEmptyState::aQuickAnswerDoesNotFlicker()
{
    EmptyState state;
    state.show();
    state.setWaiting(waiting(QDateTime::currentDateTimeUtc().addSecs(1)));
    QCOMPARE(state.title(), QString());
    QVERIFY(!state.hasCommand());
    state.setWaiting(waiting(QDateTime::currentDateTimeUtc()));
    QTRY_COMPARE(state.title(), u"Reading"_s);
    QCOMPARE(state.sentence(), u"Waiting for an answer."_s);
}

void TestEmptyState::aLongWaitSaysHowLongAndOffersTheCommand()
{
    EmptyState state;
    state.show();
    state.setWaiting(waiting(QDateTime::currentDateTimeUtc().addSecs(-12 * 60)));
    QCOMPARE(state.sentence(), u"No answer for 12 min."_s);
    QVERIFY(state.findChild<QPushButton *>()->isVisible());
    // What is said again leaves the focus where it is.
    auto *button = state.findChild<QPushButton *>();
    button->setFocus();
    state.setWaiting(waiting(QDateTime::currentDateTimeUtc().addSecs(-13 * 60)));
    QCOMPARE(state.sentence(), u"No answer for 13 min."_s);
    QCOMPARE(state.focusWidget(), button);
}

void TestEmptyState::otherContentEndsTheWait()
{
    EmptyState state;
    state.show();
    state.setWaiting(waiting(QDateTime::currentDateTimeUtc()));
    state.setContent("boxes"_L1, u"No actors yet"_s, u"This namespace is empty."_s);
    state.hide();
    state.show();
    QCOMPARE(state.title(), u"No actors yet"_s);
    QCOMPARE(state.iconName(), u"boxes"_s);
}

QTEST_MAIN(TestEmptyState)
#include "tst_emptystate.moc"
