// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actor.h"
#include "engine/runtime/http/responsestream.h"

#include <QtCore/QList>

#include <memory>
#include <vector>

namespace rove::runtime::examples {

/// A guest book whose entries are rows of its own database. `GET /request/entries.csv` gives all of them as a
/// file, however many there are; `GET /request/live` tells of new ones as they come, as server-sent events.
class Guestbook : public Actor {
    Q_OBJECT

public:
    static constexpr qsizetype nameLengthMax = 40;
    static constexpr qsizetype textLengthMax = 500;
    static constexpr int entriesPerPageMax = 100;

    QFuture<Result<>> onMigrate(Transaction &transaction) override;
    Result<HttpResponse> onRequest(const HttpRequest &request) override;

    /// Gives the new entry's id.
    Q_INVOKABLE ActionResult sign(const QString &name, const QString &text);
    /// Newest first.
    Q_INVOKABLE ActionResult entries(int limit = 20, int offset = 0);
    Q_INVOKABLE ActionResult count();
    /// Removes all of these entries, or none if one of them is not there.
    Q_INVOKABLE ActionResult strike(const QList<qint64> &ids);

signals:
    void added(qint64 id, const QString &name, const QString &text);

private:
    void tell(qint64 id, const QString &name, const QString &text);

    std::vector<std::shared_ptr<ResponseStream>> m_listeners;
};

} // namespace rove::runtime::examples
