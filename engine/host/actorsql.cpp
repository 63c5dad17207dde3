// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/actorsql.h"

#include "protocol/base/limits.h"

#include <algorithm>
#include <tuple>
#include <utility>

using namespace std::chrono_literals;

namespace rove::host {
namespace {

constexpr std::size_t sessionCountMax = 64;
/// As long as RivetKit waits for an answer (spec/runner-envoy.md 5.1), and no longer than one message.
constexpr store::SqlBounds bounds{
    .time = limits::kvRequestTimeout, .resultBytes = 16 * limits::mebi, .memoryBytes = 256 * limits::mebi};

} // namespace

/// Asks the engine thread for pages, and waits.
class ActorSql::Source final : public store::PageSource {
public:
    Source(ActorSql &owner, ActorId actorId)
        : m_owner(owner)
        , m_actorId(actorId)
    {}

    Result<store::Pages> read(std::uint32_t first, std::uint32_t count) override
    {
        const auto answer = std::make_shared<std::optional<Result<store::Pages>>>();
        SqlThreads &threads = m_owner.m_threads;
        m_owner.m_loop.post([life = std::weak_ptr(m_owner.m_life), &owner = m_owner, &threads,
                             actorId = m_actorId, first, count, answer] {
            if (life.expired())
                return;
            owner.m_fetch(actorId, first, count, [life, &threads, answer](Result<store::Pages> pages) {
                if (!life.expired())
                    threads.wake([&] { answer->emplace(std::move(pages)); });
            });
        });
        if (!threads.waitUntil([&] { return answer->has_value(); }))
            return failure(ErrorCode::StoreFailed);
        return std::move(**answer);
    }

private:
    ActorSql &m_owner;
    const ActorId m_actorId;
};

/// A connection; used by one job at a time, and by this thread between two.
struct ActorSql::Session {
    Session(ActorSql &owner, const Target &target)
        : source(owner, target.actorId)
        , generation(target.generation)
        , txid(target.txid)
    {}

    Source source;
    const std::uint64_t generation;
    std::uint64_t txid; ///< What its pages are up to.
    std::uint64_t lastUse = 0;
    bool isInTransaction = false; ///< As the last job has left it; engine thread.
    std::unique_ptr<store::PageDatabase> database;
};

ActorSql::ActorSql(net::Loop &loop, Fetch fetch)
    : m_loop(loop)
    , m_fetch(std::move(fetch))
{}

ActorSql::~ActorSql() = default;

std::shared_ptr<ActorSql::Session> ActorSql::sessionFor(const Target &target)
{
    std::shared_ptr<Session> &session = m_sessions[target.actorId];
    // The envoy may have written pages itself since.
    if (!session || session->generation != target.generation || session->txid != target.txid)
        session = std::make_shared<Session>(*this, target);
    session->lastUse = ++m_useCount;
    const std::shared_ptr<Session> found = session;
    if (m_sessions.size() > sessionCountMax)
        dropOldest(target.actorId);
    return found;
}

/// One without a transaction, if there is any.
void ActorSql::dropOldest(ActorId kept)
{
    const auto oldest = std::ranges::min_element(m_sessions, {}, [kept](const auto &each) {
        return std::tuple(each.first == kept, each.second->isInTransaction, each.second->lastUse);
    });
    if (oldest->second->isInTransaction)
        m_cutOff.insert_or_assign(oldest->first, oldest->second->generation);
    m_sessions.erase(oldest);
}

bool ActorSql::takeCutOff(const Target &target)
{
    const auto found = m_cutOff.extract(target.actorId);
    return found && found.mapped() == target.generation;
}

void ActorSql::run(const Target &target, Work work, Done done)
{
    if (takeCutOff(target)) {
        m_loop.post([life = std::weak_ptr(m_life), done = std::move(done)] mutable {
            if (!life.expired())
                done(std::nullopt);
        });
        return;
    }
    m_threads.run([this, session = sessionFor(target), pageCount = target.pageCount, work = std::move(work),
                   done = std::move(done)] mutable {
        if (!session->database)
            session->database =
                store::PageDatabase::open(session->source, pageCount, bounds, m_threads.isStopping())
                    .value_or(nullptr);
        std::optional<Changes> changes;
        bool isInTransaction = false;
        if (session->database) {
            work(*session->database);
            isInTransaction = session->database->isInTransaction();
            if (store::PageFile &file = session->database->file(); file.hasChanges())
                changes = {.pages = file.takeChanges(), .pageCount = file.pageCount()};
        }
        m_loop.post([life = std::weak_ptr(m_life), session = std::move(session), done = std::move(done),
                     changes = std::move(changes), isInTransaction] mutable {
            session->isInTransaction = isInTransaction;
            session.reset(); // Here, so that a connection never ends on two threads.
            if (!life.expired())
                done(std::move(changes));
        });
    });
}

void ActorSql::committed(ActorId actorId, std::uint64_t txid)
{
    if (const auto session = m_sessions.find(actorId); session != m_sessions.end())
        session->second->txid = txid;
}

} // namespace rove::host
