// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/namespacemodel.h"

#include "ui/models/modelstext.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>

namespace rove::ui {

using namespace Qt::StringLiterals;

namespace {

std::vector<Column<manager::Namespace>> columns()
{
    using Row = manager::Namespace;
    return {
        {.header = {.id = u"name"_s, .title = ModelsText::tr("Name"), .width = 140},
         .display = [](const Row &row) { return row.name; }},
        {.header = {.id = u"displayName"_s, .title = ModelsText::tr("Display name"), .width = 180},
         .display = [](const Row &row) { return row.displayName; }},
        {.header = {.id = u"created"_s, .title = ModelsText::tr("Created"), .width = 140},
         .display =
             [](const Row &row) {
                 const QDateTime time =
                     QDateTime::fromMSecsSinceEpoch(row.createTs.time_since_epoch().count());
                 return QLocale().toString(time, QLocale::ShortFormat);
             },
         .value = [](const Row &row) { return qint64(row.createTs.time_since_epoch().count()); }},
    };
}

} // namespace

NamespaceModel::NamespaceModel(HttpClient &http, QObject *parent)
    : TableModel(columns(), parent)
    , m_manager(http)
{}

void NamespaceModel::refresh()
{
    m_manager.namespaces().then(this, [this](Result<std::vector<manager::Namespace>> namespaces) {
        m_error = namespaces ? std::nullopt : std::optional(namespaces.error());
        if (namespaces)
            setRows(std::move(*namespaces));
        flush();
        emit refreshed();
    });
}

Async<manager::Namespace> NamespaceModel::create(const QString &name, const QString &displayName)
{
    return m_manager.createNamespace(name, displayName)
        .then(this, [this](const Result<manager::Namespace> &made) {
            if (made)
                put(*made);
            flush();
            return made;
        });
}

bool NamespaceModel::isSame(const manager::Namespace &before, const manager::Namespace &after) const
{
    return before == after;
}

} // namespace rove::ui
