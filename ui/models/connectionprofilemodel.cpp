// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/connectionprofilemodel.h"

#include "ui/models/modelstext.h"

namespace rove::ui {

using namespace Qt::StringLiterals;

namespace {

QString environmentWord(Environment environment)
{
    switch (environment) {
    case Environment::Development:
        return ModelsText::tr("Development");
    case Environment::Staging:
        return ModelsText::tr("Staging");
    case Environment::Production:
        break;
    }
    return ModelsText::tr("Production");
}

std::vector<Column<ConnectionProfile>> columns()
{
    using Row = ConnectionProfile;
    return {
        {.header = {.id = u"name"_s, .title = ModelsText::tr("Name"), .width = 160},
         .display = [](const Row &row) { return row.name; }},
        {.header = {.id = u"endpoint"_s, .title = ModelsText::tr("Endpoint"), .width = 260},
         .display = [](const Row &row) { return row.endpoint.display(); }},
        {.header = {.id = u"environment"_s, .title = ModelsText::tr("Environment"), .width = 110},
         .display = [](const Row &row) { return environmentWord(row.environment); },
         .value = [](const Row &row) { return static_cast<int>(row.environment); }},
    };
}

} // namespace

ConnectionProfileModel::ConnectionProfileModel(ProfileStore &store, QObject *parent)
    : TableModel(columns(), parent)
{
    const auto follow = [this, &store] {
        setRows({store.profiles().cbegin(), store.profiles().cend()});
        flush();
    };
    connect(&store, &ProfileStore::changed, this, follow);
    follow();
}

bool ConnectionProfileModel::isSame(const ConnectionProfile &before, const ConnectionProfile &after) const
{
    return before == after;
}

QVariant ConnectionProfileModel::extraData(const ConnectionProfile &row, int, int role) const
{
    if (role == Qt::AccessibleTextRole)
        return QString(row.name % u", " % row.endpoint.display() % u", " % environmentWord(row.environment));
    return {};
}

} // namespace rove::ui
