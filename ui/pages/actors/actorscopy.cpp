// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/actors/actorscopy.h"

#include "ui/models/snippets.h"

#include <QtCore/QMimeData>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

QString tsvCell(const QString &text)
{
    QString cell = text;
    return cell.replace(u'\t', u' ').replace(u'\r', u' ').replace(u'\n', u' ');
}

QString csvCell(const QString &text)
{
    QString cell = text;
    static constexpr QStringView formulaStarts = u"=+-@\t\r";
    if (!cell.isEmpty() && formulaStarts.contains(cell.front()))
        cell.prepend(u'\'');
    cell.replace(u'"', u"\"\""_s);
    return QString(u'"' % cell % u'"');
}

QString markdownCell(const QString &text)
{
    QString cell = tsvCell(text);
    return cell.replace(u'\\', u"\\\\"_s).replace(u'|', u"\\|"_s).replace(u'<', u"&lt;"_s);
}

QString htmlCell(const QString &text)
{
    return QString(u"<td>" % text.toHtmlEscaped() % u"</td>");
}

} // namespace

ActorsCopy::ActorsCopy(std::vector<ActorRow> rows, std::vector<int> columns, QStringList titles)
    : m_rows(std::move(rows))
    , m_columns(std::move(columns))
    , m_titles(std::move(titles))
{}

QString ActorsCopy::lines(QString (*cell)(const QString &), const QString &before, const QString &between,
                          const QString &after, Rule rule) const
{
    QStringList head;
    for (const QString &title : m_titles)
        head.append(cell(title));
    QString text = before % head.join(between) % after;
    if (rule == Rule::Yes)
        text += before % QStringList(m_titles.size(), u"---"_s).join(between) % after;
    for (const ActorRow &row : m_rows) {
        QStringList cells;
        for (const int column : m_columns)
            cells.append(cell(actorCellText(row, column)));
        text += before % cells.join(between) % after;
    }
    return text;
}

QString ActorsCopy::tsv() const
{
    return lines(tsvCell, {}, u"\t"_s, u"\n"_s);
}

QString ActorsCopy::csv() const
{
    // RFC 4180 ends lines so.
    return lines(csvCell, {}, u","_s, u"\r\n"_s);
}

QString ActorsCopy::markdown() const
{
    return lines(markdownCell, u"| "_s, u" | "_s, u" |\n"_s, Rule::Yes);
}

QString ActorsCopy::html() const
{
    return QString(u"<table>" % lines(htmlCell, u"<tr>"_s, {}, u"</tr>"_s) % u"</table>");
}

QString ActorsCopy::json() const
{
    if (m_rows.size() == 1)
        return snippets::recordJson(m_rows.front().record);
    QStringList records;
    for (const ActorRow &row : m_rows)
        records.append(snippets::recordJson(row.record).trimmed());
    return QString(u"[\n" % records.join(u",\n"_s) % u"\n]\n");
}

QString ActorsCopy::ids() const
{
    QStringList ids;
    for (const ActorRow &row : m_rows)
        ids.append(row.record.actorId);
    return ids.join(u'\n');
}

QString ActorsCopy::keys() const
{
    QStringList keys;
    for (const ActorRow &row : m_rows)
        keys.append(row.record.key.value_or(QString()));
    return keys.join(u'\n');
}

std::unique_ptr<QMimeData> ActorsCopy::table() const
{
    auto data = std::make_unique<QMimeData>();
    data->setText(tsv());
    data->setHtml(html());
    return data;
}

} // namespace rove::ui
