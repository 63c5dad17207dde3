// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/examples/csvexport.h"

#include <utility>

namespace rove::runtime::examples {
namespace {

using namespace Qt::StringLiterals;

/// RFC 4180.
QByteArray csvLine(const QCborArray &row)
{
    QStringList cells;
    for (const QCborValue &value : row) {
        const QString text = value.toVariant().toString();
        cells.append(u'"' + QString(text).replace(u'"', u"\"\""_s) + u'"');
    }
    return cells.join(u',').toUtf8() + "\r\n";
}

} // namespace

CsvExport::CsvExport(Database &database, std::shared_ptr<ResponseStream> body, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_body(std::move(body))
{
    m_body->onRoom([this] { writePage(); });
    m_body->onClosed([this] { deleteLater(); });
}

void CsvExport::start()
{
    m_page = "id,name,text,at\r\n";
    writePage();
}

void CsvExport::readPage()
{
    const QString sql = u"SELECT id, name, text, at FROM entry WHERE id > ? ORDER BY id LIMIT ?"_s;
    m_database.execute(sql, {m_lastId, rowsPerPage}).then(this, [this](const Result<SqlResult> &rows) {
        takePage(rows);
    });
}

void CsvExport::takePage(const Result<SqlResult> &rows)
{
    if (!rows || rows->rows.empty()) {
        if (rows)
            m_body->finish();
        else
            m_body->abort(rows.error().message);
        deleteLater();
        return;
    }
    for (const QCborArray &row : rows->rows)
        m_page += csvLine(row);
    m_lastId = rows->rows.back().at(0).toInteger();
    writePage();
}

/// If there is no room it is called again.
void CsvExport::writePage()
{
    if (!m_body->write(m_page))
        return;
    m_page.clear();
    readPage();
}

} // namespace rove::runtime::examples
