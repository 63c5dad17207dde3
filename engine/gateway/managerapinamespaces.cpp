// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gateway/managercall.h"
#include "engine/gateway/records.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::gateway {
namespace {

constexpr std::size_t namespaceListLimitDefault = 1000; // spec/engine-api.md 1.7

} // namespace

Result<> ManagerApi::listNamespaces(const CallPointer &call)
{
    const auto query = TRY(manager::readQuery<manager::NamespacesListQuery>(call->query));
    for (const QString &id : query.namespaceIds)
        if (!NamespaceId::parse(id))
            return badRequest(u"invalid id in `namespace_ids` query: "_s + idFault(id));

    const std::optional<QString> only = TRY(m_access.namespaceOf(call->authorization));
    std::vector<const core::Namespace *> found = m_conductor.engine().namespaces();
    const bool isFiltered = query.name || !query.namespaceIds.isEmpty();
    std::erase_if(found, [&](const core::Namespace *record) {
        return (only && record->name != *only) || (query.name && record->name != *query.name) ||
               (!query.namespaceIds.isEmpty() && !query.namespaceIds.contains(record->id.toString()));
    });
    sortNewestFirst(found, limitOf(query.limit, namespaceListLimitDefault));
    manager::NamespacesListResponse response;
    for (const core::Namespace *record : found)
        response.namespaces.push_back(toApi(*record));
    if (!isFiltered)
        response.pagination = pageAfter(response.namespaces);
    call->answerWith(response);
    return {};
}

Result<> ManagerApi::createNamespace(const CallPointer &call)
{
    const auto body = TRY(manager::readBody<manager::NamespacesCreateRequest>(call->body));
    TRY(m_access.permitEngine(call->authorization));
    m_conductor.request(core::CreateNamespace{.name = body.name, .displayName = body.displayName},
                        call->answerTo([this](const core::Answer &answer) {
                            const auto id = std::get<core::NamespaceCreated>(answer).namespaceId;
                            return manager::toJson(manager::NamespacesCreateResponse{
                                toApi(*m_conductor.engine().findNamespace(id))});
                        }));
    return {};
}

} // namespace rove::gateway
