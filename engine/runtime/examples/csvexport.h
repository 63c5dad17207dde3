// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/http/responsestream.h"
#include "engine/runtime/sql/database.h"

#include <QtCore/QByteArray>
#include <QtCore/QObject>

#include <memory>

namespace rove::runtime::examples {

/// Writes the entries of a guest book into an answer, page by page: the next page is read when the client has
/// room for it, so that a slow client costs no more than two pages. Owned by its parent until it has ended,
/// by whichever side, when it deletes itself.
class CsvExport : public QObject {
    Q_OBJECT

public:
    static constexpr int rowsPerPage = 500;

    CsvExport(Database &database, std::shared_ptr<ResponseStream> body, QObject *parent);

    void start();

private:
    void readPage();
    void takePage(const Result<SqlResult> &rows);
    void writePage();

    Database &m_database;
    std::shared_ptr<ResponseStream> m_body;
    qint64 m_lastId = 0;
    QByteArray m_page; ///< Read, and not taken yet.
};

} // namespace rove::runtime::examples
