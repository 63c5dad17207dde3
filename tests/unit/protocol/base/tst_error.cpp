// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/bare/typename.h"
#include "protocol/base/error.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace rove;

class ErrorTest : public QObject {
    Q_OBJECT

private slots:
    void everyCodeHasItsOwnNameAndASentence();
    void everyCodeComesBackFromTheWire();
    void anUnknownErrorKeepsItsNames();
    void aUserErrorKeepsItsCode();
    void tryGivesTheValueOrReturnsTheError();
};

namespace {

QList<ErrorCode> codesWithARow()
{
    QList<ErrorCode> codes;
    for (std::size_t i = 0; i < bare::detail::enumCount<ErrorCode>(); ++i) {
        if (static_cast<ErrorCode>(i) != ErrorCode::Foreign)
            codes += static_cast<ErrorCode>(i);
    }
    return codes;
}

Result<int> half(int number)
{
    if (number % 2 != 0)
        return failure(ErrorCode::IoFailed, u"odd"_s);
    return number / 2;
}

Result<int> quarter(int number)
{
    return TRY(half(TRY(half(number))));
}

} // namespace

void ErrorTest::everyCodeHasItsOwnNameAndASentence()
{
    QSet<QString> names;
    for (const ErrorCode code : codesWithARow()) {
        const Error error = Error::of(code);
        QVERIFY2(!error.group().isEmpty() && !error.codeName().isEmpty(), qPrintable(error.wireName()));
        QVERIFY2(!error.message.isEmpty(), qPrintable(error.wireName()));
        QVERIFY2(!names.contains(error.wireName()), qPrintable(error.wireName()));
        names += error.wireName();
    }
    QVERIFY(names.size() > 60);
}

void ErrorTest::everyCodeComesBackFromTheWire()
{
    for (const ErrorCode code : codesWithARow()) {
        const Error error = Error::of(code, {{u"a"_s, 1}});
        const Error read = Error::fromWire(error.group(), error.codeName(), error.message, error.metadata);
        QCOMPARE(read.code, code);
        QCOMPARE(read.wireName(), error.wireName());
        QCOMPARE(read.metadata, error.metadata);
    }
}

void ErrorTest::anUnknownErrorKeepsItsNames()
{
    const Error error = Error::fromWire(u"planet"_s, u"on_fire"_s, u"It burns"_s);
    QCOMPARE(error.code, ErrorCode::Foreign);
    QCOMPARE(error.wireName(), u"planet.on_fire"_s);
    QCOMPARE(error.message, u"It burns"_s);
}

void ErrorTest::aUserErrorKeepsItsCode()
{
    const Error error = Error::fromWire(u"user"_s, u"too_many_cats"_s, u"No more cats"_s);
    QCOMPARE(error.code, ErrorCode::UserError);
    QCOMPARE(error.wireName(), u"user.too_many_cats"_s);
}

void ErrorTest::tryGivesTheValueOrReturnsTheError()
{
    QCOMPARE(quarter(12).value_or(-1), 3);
    QVERIFY(!quarter(6));
    QCOMPARE(quarter(6).error().message, u"odd"_s);
}

QTEST_GUILESS_MAIN(ErrorTest)
#include "tst_error.moc"
