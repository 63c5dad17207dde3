// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/ensure.h"
#include "protocol/manager/json.h"
#include "protocol/manager/query.h"
#include "tests/fuzz/fuzzer.h"

#include <array>

using namespace rove;
using namespace rove::manager;

namespace {

template <class T>
void checkBody(QByteArrayView text)
{
    if (const auto value = readBody<T>(text))
        ENSURE(readBody<T>(writeBody(*value)));
}

template <class T>
void checkQuery(QByteArrayView text)
{
    if (const auto query = readQuery<T>(text))
        ENSURE(readQuery<T>(writeQuery(*query)));
}

using Check = void (*)(QByteArrayView);
constexpr std::array<Check, 16> checks{
    checkBody<NamespacesCreateRequest>,
    checkBody<ActorsCreateRequest>,
    checkBody<ActorsUpsertRequest>,
    checkBody<RunnerConfigsUpsertRequest>,
    checkBody<ActorsListResponse>,
    checkBody<RunnerConfigsListResponse>,
    checkBody<ErrorBody>,
    checkBody<KvValue>,
    checkQuery<NamespaceQuery>,
    checkQuery<NamespacesListQuery>,
    checkQuery<ActorsListQuery>,
    checkQuery<ActorsNamesQuery>,
    checkQuery<RunnersListQuery>,
    checkQuery<EnvoysListQuery>,
    checkQuery<RunnerConfigsListQuery>,
    checkBody<Metadata>,
};

} // namespace

/// What reads can be written and read again. The first byte chooses the type.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto [choice, text] = fuzz::chosen(data, size);
    checks[choice % checks.size()](text);
    return 0;
}
