// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/examples/guestbook.h"

#include "engine/runtime/actorcontext.h"
#include "engine/runtime/examples/csvexport.h"
#include "engine/runtime/sql/database.h"
#include "protocol/base/cbor.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonObject>

#include <algorithm>

namespace rove::runtime::examples {
namespace {

using namespace Qt::StringLiterals;

/// A user error if the text is empty or too long.
Result<> checkText(const QString &what, const QString &text, qsizetype lengthMax)
{
    if (text.trimmed().isEmpty())
        return userError(what % u" must not be empty"_s, u"invalid_text"_s);
    if (text.size() > lengthMax)
        return userError(u"%1 may have at most %2 characters"_s.arg(what).arg(lengthMax), u"invalid_text"_s);
    return {};
}

QCborArray placeholders(const QList<qint64> &ids)
{
    QCborArray values;
    for (const qint64 id : ids)
        values.append(id);
    return values;
}

/// Commits if `removed` says that as many rows went as were named; else rolls back and says so.
QFuture<Result<>> endStrike(const std::shared_ptr<Transaction> &transaction, const Result<SqlResult> &removed,
                            qsizetype wanted)
{
    if (removed && removed->changes == wanted)
        return transaction->commit();
    const Result<> problem = removed ? Result<>(userError(u"There is no such entry"_s, u"no_such_entry"_s))
                                     : std::unexpected(removed.error());
    return transaction->rollback().then([problem](const Result<> &) { return problem; });
}

} // namespace

QFuture<Result<>> Guestbook::onMigrate(Transaction &transaction)
{
    return transaction.runScript(u"CREATE TABLE IF NOT EXISTS entry ("
                                 "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
                                 "  name TEXT NOT NULL,"
                                 "  text TEXT NOT NULL,"
                                 "  at INTEGER NOT NULL);"_s);
}

// --- Actions ---

ActionResult Guestbook::sign(const QString &name, const QString &text)
{
    TRY(checkText(u"The name"_s, name, nameLengthMax));
    TRY(checkText(u"The text"_s, text, textLengthMax));
    const QString sql = u"INSERT INTO entry (name, text, at) VALUES (?, ?, ?)"_s;
    return context()
        .database()
        .execute(sql, {name, text, QDateTime::currentMSecsSinceEpoch()})
        .then(this, [this, name, text](const Result<SqlResult> &inserted) {
            return inserted.transform([&](const SqlResult &result) {
                const qint64 id = result.lastInsertRowId.value_or(0);
                tell(id, name, text);
                return id;
            });
        });
}

ActionResult Guestbook::entries(int limit, int offset)
{
    const QString sql = u"SELECT id, name, text, at FROM entry ORDER BY id DESC LIMIT ? OFFSET ?"_s;
    return context()
        .database()
        .execute(sql, {std::clamp(limit, 0, entriesPerPageMax), std::max(offset, 0)})
        .then([](const Result<SqlResult> &rows) { return rows.transform(&SqlResult::objects); });
}

ActionResult Guestbook::count()
{
    return context()
        .database()
        .execute(u"SELECT COUNT(*) FROM entry"_s)
        .then([](const Result<SqlResult> &rows) {
            return rows.transform([](const SqlResult &result) { return result.rows.front().at(0); });
        });
}

ActionResult Guestbook::strike(const QList<qint64> &ids)
{
    if (ids.isEmpty() || ids.size() > entriesPerPageMax)
        return userError(u"Name 1 to %1 entries"_s.arg(entriesPerPageMax));
    const QString marks = QString(u"?,"_s).repeated(ids.size()).chopped(1);
    const QString sql = u"DELETE FROM entry WHERE id IN (%1)"_s.arg(marks);
    return context()
        .database()
        .begin()
        .then(this,
              [sql, ids](const Result<std::shared_ptr<Transaction>> &begun) -> QFuture<Result<>> {
                  if (!begun)
                      return QtFuture::makeReadyValueFuture(Result<>(std::unexpected(begun.error())));
                  return (*begun)
                      ->execute(sql, placeholders(ids))
                      .then([transaction = *begun, count = ids.size()](const Result<SqlResult> &removed) {
                          return endStrike(transaction, removed, count);
                      })
                      .unwrap();
              })
        .unwrap();
}

// --- HTTP ---

Result<HttpResponse> Guestbook::onRequest(const HttpRequest &request)
{
    auto body = std::make_shared<ResponseStream>();
    if (request.method == "GET"_L1 && request.path == "/entries.csv"_L1) {
        (new CsvExport(context().database(), body, this))->start(); // It deletes itself at its end.
        return HttpResponse{.headers = {{u"content-type"_s, u"text/csv; charset=utf-8"_s}}, .stream = body};
    }
    if (request.method == "GET"_L1 && request.path == "/live"_L1) {
        m_listeners.push_back(body);
        return HttpResponse{
            .headers = {{u"content-type"_s, u"text/event-stream"_s}, {u"cache-control"_s, u"no-cache"_s}},
            .body = ": welcome\n\n",
            .stream = body};
    }
    return HttpResponse{.status = 404};
}

void Guestbook::tell(qint64 id, const QString &name, const QString &text)
{
    emit added(id, name, text);
    const QJsonObject entry{{"id"_L1, id}, {"name"_L1, name}, {"text"_L1, text}};
    const QByteArray event = "data: " + cbor::writeJson(entry) + "\n\n";
    for (const auto &listener : m_listeners)
        if (!listener->write(event))
            listener->abort(u"it does not read what it is sent"_s);
    std::erase_if(m_listeners, [](const auto &listener) { return !listener->isOpen(); });
}

} // namespace rove::runtime::examples
