// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/repl/replerrors.h"

#include "engine/script/scriptlimits.h"
#include "ui/models/errortext.h"
#include "ui/pages/repl/repltext.h"

#include <QtCore/QLocale>

using namespace Qt::StringLiterals;

namespace rove::ui {

ReplEntry replErrorEntry(const script::Thrown &thrown, int run)
{
    ReplEntry entry{.kind = ReplEntry::Kind::Error,
                    .run = run,
                    .text = thrown.text(),
                    .details = thrown.stack,
                    .at = QDateTime::currentDateTime()};
    if (thrown.cause == script::Thrown::Cause::TimedOut) {
        entry.text = ReplText::tr(
            "Stopped after running for %n second(s) without a pause.", nullptr,
            static_cast<int>(
                std::chrono::duration_cast<std::chrono::seconds>(script::limits::turnMax).count()));
    } else if (thrown.cause == script::Thrown::Cause::OutOfMemory) {
        entry.text =
            ReplText::tr("Stopped: it took more memory than a script may, %1. Let go of large variables.")
                .arg(QLocale().formattedDataSize(script::limits::memoryBytesMax, 0));
    } else if (thrown.text().isEmpty()) {
        entry.text = ReplText::tr("A value was thrown that is no Error.");
    }
    if (!thrown.details.isEmpty())
        entry.value = thrown.details;
    return entry;
}

script::Thrown toThrown(const Error &error, const QString &actorName)
{
    const bool isOwn = error.code == ErrorCode::UserError || error.code == ErrorCode::Foreign;
    QString message = error.message;
    if (!isOwn)
        message = u"%1 %2"_s.arg(errorSentence(error, actorName), errorRemedy(error)).trimmed();
    QCborMap details{{u"group"_s, error.group()}, {u"code"_s, error.codeName()}};
    if (!error.metadata.isEmpty())
        details.insert(u"metadata"_s, error.metadata);
    return {.name = u"ActorError"_s, .message = message, .details = details};
}

QString replDuration(std::chrono::microseconds duration)
{
    const double milliseconds = static_cast<double>(duration.count()) / 1000.0;
    const QLocale locale;
    if (milliseconds < 10)
        return ReplText::tr("%1 ms").arg(locale.toString(milliseconds, 'f', 1));
    if (milliseconds < 1000)
        return ReplText::tr("%1 ms").arg(locale.toString(milliseconds, 'f', 0));
    return ReplText::tr("%1 s").arg(locale.toString(milliseconds / 1000, 'f', 2));
}

} // namespace rove::ui
