// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/engine/runtime/sqlanswers.h"

#include "engine/host/sqlrequests.h"
#include "engine/store/pagedatabase.h"
#include "protocol/base/ensure.h"
#include "protocol/base/limits.h"

#include <atomic>

namespace rove::runtime::test {
namespace {

using namespace std::chrono_literals;
namespace v8 = envoy::v8;

constexpr store::SqlBounds bounds{
    .time = 30s, .resultBytes = 16 * limits::mebi, .memoryBytes = 256 * limits::mebi};
const std::atomic<bool> neverInterrupted = false;

class MapSource final : public store::PageSource {
public:
    Result<store::Pages> read(std::uint32_t first, std::uint32_t wanted) override
    {
        return store::Pages(pages.lower_bound(first), pages.lower_bound(first + wanted));
    }

    store::Pages pages;
    std::uint32_t count = 0;
};

QString sqlOf(const v8::ToRivet &message)
{
    if (const auto *exec = std::get_if<v8::SqliteExecRequest>(&message))
        return exec->sql;
    if (const auto *execute = std::get_if<v8::SqliteExecuteRequest>(&message))
        return execute->sql;
    if (const auto *batch = std::get_if<v8::SqliteExecuteBatchRequest>(&message)) {
        QStringList statements;
        for (const v8::SqlStatement &statement : batch->statements)
            statements.append(statement.sql);
        return statements.join(u"; ");
    }
    return {};
}

} // namespace

struct SqlAnswers::Database {
    void open() { connection = *store::PageDatabase::open(source, source.count, bounds, neverInterrupted); }
    void keepChanges()
    {
        store::PageFile &file = connection->file();
        if (!file.hasChanges())
            return;
        for (auto &[number, bytes] : file.takeChanges())
            source.pages.insert_or_assign(number, bytes);
        source.count = file.pageCount();
        source.pages.erase(source.pages.upper_bound(source.count), source.pages.end());
    }

    MapSource source;
    std::unique_ptr<store::PageDatabase> connection;
    std::uint64_t generation = 0;
};

SqlAnswers::SqlAnswers(ScriptedEngine &engine)
    : m_engine(engine)
{
    m_engine.setListener([this](const v8::ToRivet &message) { take(message); });
}

SqlAnswers::~SqlAnswers()
{
    m_engine.setListener({});
}

void SqlAnswers::hold()
{
    m_isHolding = true;
}

void SqlAnswers::release()
{
    m_isHolding = false;
    while (!m_held.empty())
        releaseOne();
}

void SqlAnswers::releaseOne()
{
    const v8::ToRivet message = std::move(m_held.front());
    m_held.pop_front();
    answer(message);
}

void SqlAnswers::take(const v8::ToRivet &message)
{
    const QString sql = sqlOf(message);
    if (sql.isNull())
        return;
    m_statements.append(sql);
    if (m_isHolding)
        m_held.push_back(message);
    else
        answer(message);
}

void SqlAnswers::answer(const v8::ToRivet &message)
{
    if (const auto *exec = std::get_if<v8::SqliteExecRequest>(&message))
        carryOutAndAnswer<v8::SqliteExecResponse>(*exec);
    else if (const auto *execute = std::get_if<v8::SqliteExecuteRequest>(&message))
        carryOutAndAnswer<v8::SqliteExecuteResponse>(*execute);
    else if (const auto *batch = std::get_if<v8::SqliteExecuteBatchRequest>(&message))
        carryOutAndAnswer<v8::SqliteExecuteBatchResponse>(*batch);
}

template <class Response, class Request>
void SqlAnswers::carryOutAndAnswer(const Request &request)
{
    ENSURE(request.namespaceId == QStringLiteral("default"));
    Response response{.requestId = request.requestId, .result = {}};
    if (const std::optional<v8::SqliteError> failure = std::exchange(m_failure, std::nullopt)) {
        response.result = *failure;
    } else {
        Database &database = databaseFor(request.actorId, request.generation);
        response.result = host::carryOut(*database.connection, request);
        database.keepChanges();
    }
    m_engine.runtime().receive(std::move(response));
}

SqlAnswers::Database &SqlAnswers::databaseFor(const QString &actorId, std::uint64_t generation)
{
    std::unique_ptr<Database> &database = m_databases[actorId];
    if (!database)
        database = std::make_unique<Database>();
    if (database->generation != generation) {
        database->open();
        database->generation = generation;
    }
    return *database;
}

} // namespace rove::runtime::test
