// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/sqlitepages.h"

#include "engine/host/sqlrequests.h"
#include "protocol/base/limits.h"

#include <QtCore/QtEndian>

#include <algorithm>
#include <functional>
#include <utility>

using namespace Qt::StringLiterals;

namespace rove::host {
namespace {

using namespace envoy::v8;

constexpr char keyPrefix = 's';
constexpr qsizetype pageBytes = 4096;
constexpr std::uint32_t segmentAlignment = 64; // spec/runner-envoy.md 5.2
constexpr qsizetype headBytes = sizeof(std::uint64_t) + sizeof(std::uint32_t);

/// What a key holds, after the actor's id.
enum class Part : char { Head = 0, Page = 1, Staged = 2 };

QByteArray prefixOf(ActorId actorId)
{
    const auto &id = actorId.bytes();
    QByteArray prefix(1, keyPrefix);
    prefix.append(QByteArrayView(id.data(), static_cast<qsizetype>(id.size())));
    return prefix;
}

QByteArray keyOf(ActorId actorId, Part part)
{
    return prefixOf(actorId) + static_cast<char>(part);
}

/// Big endian, so that keys sort as numbers do.
QByteArray numbered(QByteArray key, std::uint32_t number)
{
    std::array<char, sizeof number> bytes{};
    qToBigEndian(number, bytes.data());
    return key.append(bytes.data(), bytes.size());
}

QByteArray pageKey(ActorId actorId, std::uint32_t pgno)
{
    return numbered(keyOf(actorId, Part::Page), pgno);
}

QByteArray stagedKey(ActorId actorId, std::uint32_t firstPgno, std::uint32_t pgno)
{
    return numbered(numbered(keyOf(actorId, Part::Staged), firstPgno), pgno);
}

RemoveRange allStaged(ActorId actorId)
{
    const QByteArray key = keyOf(actorId, Part::Staged);
    return {.first = key, .end = store::endOfPrefix(key)};
}

SqliteError invalidRequest(const QString &message)
{
    return {.group = u"sqlite"_s, .code = u"invalid_request"_s, .message = message};
}

SqliteError depotError(const QString &code, const QString &message)
{
    return {.group = u"depot"_s, .code = code, .message = message};
}

SqliteError unusable()
{
    return {.group = u"core"_s, .code = u"internal_error"_s, .message = u"the database cannot be used"_s};
}

/// RivetKit 2.3.19 tells a new database by this sentence; with any other the actor does not start.
SqliteError notFound()
{
    return depotError(u"database_not_found"_s, u"sqlite database was not found in this bucket branch"_s);
}

SqliteError fenceMismatch()
{
    return depotError(u"head_fence_mismatch"_s, u"the database has changed since the sender saw it"_s);
}

SqliteError tooLarge()
{
    return depotError(u"commit_too_large"_s, u"the commit is too large"_s);
}

std::optional<SqliteError> problemWith(const std::vector<SqlitePageWrite> &pages)
{
    if (pages.size() > limits::sqlitePagesPerCommitMax)
        return tooLarge();
    for (const SqlitePageWrite &page : pages) {
        if (page.pgno == 0 || page.pgno > limits::sqlitePageCountMax)
            return invalidRequest(u"there is no page %1"_s.arg(page.pgno));
        if (page.bytes.size() != pageBytes)
            return invalidRequest(
                u"page %1 has %2 bytes instead of %3"_s.arg(page.pgno).arg(page.bytes.size()).arg(pageBytes));
    }
    return std::nullopt;
}

} // namespace

SqlitePages::SqlitePages(store::Store &store, net::Loop &loop)
    : m_store(store)
    , m_sql(loop, std::bind_front(&SqlitePages::fetchPages, this))
{}

SqlitePages::~SqlitePages() = default;

RemoveRange SqlitePages::allOf(ActorId actorId)
{
    const QByteArray prefix = prefixOf(actorId);
    return {.first = prefix, .end = store::endOfPrefix(prefix)};
}

void SqlitePages::forget(ActorId actorId)
{
    m_sql.forget(actorId);
    if (auto forgotten = m_databases.extract(actorId))
        for (Task &task : forgotten.mapped().waiting)
            task(nullptr);
}

// --- One after the other ---

void SqlitePages::enqueue(ActorId actorId, Task task)
{
    Database &database = m_databases[actorId];
    if (database.waiting.size() >= limits::sqliteRequestsWaitingPerActorMax)
        return task(nullptr);
    database.waiting.push_back(std::move(task));
    runNext(actorId);
}

void SqlitePages::runNext(ActorId actorId)
{
    for (;;) {
        const auto found = m_databases.find(actorId);
        if (found == m_databases.end() || found->second.isBusy || found->second.waiting.empty())
            return;
        Database &database = found->second;
        if (!database.head)
            return readHead(actorId);
        Task task = std::move(database.waiting.front());
        database.waiting.pop_front();
        task(&database);
    }
}

void SqlitePages::readHead(ActorId actorId)
{
    m_databases[actorId].isBusy = true;
    m_store.get({keyOf(actorId, Part::Head)},
                [this, actorId](const Result<std::vector<store::Entry>> &entries) {
                    const auto found = m_databases.find(actorId);
                    if (found == m_databases.end())
                        return;
                    found->second.isBusy = false;
                    if (!entries)
                        return forget(actorId);
                    Head head;
                    if (!entries->empty() && entries->front().value.size() == headBytes) {
                        const char *bytes = entries->front().value.constData();
                        head = {.txid = qFromLittleEndian<std::uint64_t>(bytes),
                                .pageCount = qFromLittleEndian<std::uint32_t>(bytes + sizeof(std::uint64_t))};
                    }
                    found->second.head = head;
                    runNext(actorId);
                });
}

template <class Ok>
void SqlitePages::write(ActorId actorId, Database &database, Batch batch, std::optional<Head> next, Ok ok,
                        Answered<Ok> answered)
{
    database.isBusy = true;
    m_store.write(std::move(batch), [this, actorId, next, ok = std::move(ok),
                                     answered = std::move(answered)](const Result<> &written) mutable {
        if (const auto found = m_databases.find(actorId); found != m_databases.end()) {
            found->second.isBusy = false;
            if (!written || next)
                found->second.head = written ? next : std::nullopt;
        }
        if (written)
            answered(std::move(ok));
        else
            answered(unusable());
        runNext(actorId);
    });
}

void SqlitePages::commit(ActorId actorId, Database &database, Batch pages, Head next,
                         Answered<SqliteCommitOk> answered)
{
    QByteArray head(headBytes, Qt::Uninitialized);
    qToLittleEndian(next.txid, head.data());
    qToLittleEndian(next.pageCount, head.data() + sizeof(std::uint64_t));
    pages.push_back(Put{.key = keyOf(actorId, Part::Head), .value = std::move(head)});
    pages.push_back(RemoveRange{.first = pageKey(actorId, next.pageCount + 1),
                                .end = store::endOfPrefix(keyOf(actorId, Part::Page))});
    write(actorId, database, std::move(pages), next, SqliteCommitOk{.headTxid = next.txid},
          std::move(answered));
}

// --- Reading ---

void SqlitePages::handle(ActorId actorId, SqliteGetPagesRequest request, Answered<SqliteGetPagesOk> answered)
{
    if (request.pgnos.size() > limits::sqlitePagesPerReadMax)
        return answered(
            invalidRequest(u"a maximum of %1 pages is allowed"_s.arg(limits::sqlitePagesPerReadMax)));
    if (std::ranges::contains(request.pgnos, 0u))
        return answered(invalidRequest(u"there is no page 0"_s));
    enqueue(actorId, [this, actorId, request = std::move(request),
                      answered = std::move(answered)](Database *database) mutable {
        if (!database)
            return answered(unusable());
        if (database->head->txid == 0)
            return answered(notFound());
        if (request.expectedHeadTxid.value_or(database->head->txid) != database->head->txid)
            return answered(fenceMismatch());
        readPages(actorId, *database->head, std::move(request.pgnos), std::move(answered));
    });
}

void SqlitePages::readPages(ActorId actorId, const Head &head, std::vector<std::uint32_t> pgnos,
                            Answered<SqliteGetPagesOk> answered)
{
    std::set<std::uint32_t> wanted(pgnos.begin(), pgnos.end());
    wanted.erase(wanted.upper_bound(head.pageCount), wanted.end());
    std::vector<QByteArray> keys;
    keys.reserve(wanted.size());
    for (const std::uint32_t pgno : wanted)
        keys.push_back(pageKey(actorId, pgno));
    m_store.get(std::move(keys), [actorId, txid = head.txid, pgnos = std::move(pgnos),
                                  answered = std::move(answered)](
                                     const Result<std::vector<store::Entry>> &entries) mutable {
        if (!entries)
            return answered(unusable());
        std::map<QByteArray, QByteArray> found;
        for (const store::Entry &entry : *entries)
            found.emplace(entry.key, entry.value);
        SqliteGetPagesOk ok{.pages = {}, .headTxid = txid};
        for (const std::uint32_t pgno : pgnos) {
            const auto page = found.find(pageKey(actorId, pgno));
            ok.pages.push_back(
                {.pgno = pgno, .bytes = page == found.end() ? std::nullopt : std::optional(page->second)});
        }
        answered(std::move(ok));
    });
}

// --- Writing ---

void SqlitePages::handle(ActorId actorId, SqliteCommitRequest request, Answered<SqliteCommitOk> answered)
{
    if (auto problem = problemWith(request.dirtyPages))
        return answered(*std::move(problem));
    if (request.dbSizePages > limits::sqlitePageCountMax)
        return answered(tooLarge());
    enqueue(actorId, [this, actorId, request = std::move(request),
                      answered = std::move(answered)](Database *database) mutable {
        if (!database)
            return answered(unusable());
        const Head head = *database->head;
        const std::uint64_t expected = request.expectedHeadTxid.value_or(head.txid);
        if (expected + 1 == head.txid && request.dbSizePages == head.pageCount)
            return confirmRepeated(actorId, head, request.dirtyPages, std::move(answered));
        if (expected != head.txid)
            return answered(fenceMismatch());
        Batch pages;
        for (SqlitePageWrite &page : request.dirtyPages)
            pages.push_back(Put{.key = pageKey(actorId, page.pgno), .value = std::move(page.bytes)});
        commit(actorId, *database, std::move(pages),
               {.txid = head.txid + 1, .pageCount = request.dbSizePages}, std::move(answered));
    });
}

/// A client whose connection broke before it heard of its commit says it again, and gives its actor up if
/// that is refused. It is the same one if the pages are as it would make them.
void SqlitePages::confirmRepeated(ActorId actorId, const Head &head,
                                  const std::vector<SqlitePageWrite> &dirtyPages,
                                  Answered<SqliteCommitOk> answered)
{
    std::map<QByteArray, QByteArray> wanted;
    for (const SqlitePageWrite &page : dirtyPages)
        wanted.insert_or_assign(pageKey(actorId, page.pgno), page.bytes);
    std::vector<QByteArray> keys;
    keys.reserve(wanted.size());
    for (const auto &[key, bytes] : wanted)
        keys.push_back(key);
    m_store.get(std::move(keys),
                [txid = head.txid, wanted = std::move(wanted),
                 answered = std::move(answered)](const Result<std::vector<store::Entry>> &entries) mutable {
                    if (!entries)
                        return answered(unusable());
                    const bool isSame = entries->size() == wanted.size() &&
                                        std::ranges::all_of(*entries, [&wanted](const store::Entry &entry) {
                                            return wanted.at(entry.key) == entry.value;
                                        });
                    if (!isSame)
                        return answered(fenceMismatch());
                    answered(SqliteCommitOk{.headTxid = txid});
                });
}

void SqlitePages::handle(ActorId actorId, SqliteCommitStageBeginRequest request,
                         Answered<SqliteCommitStageBeginOk> answered)
{
    enqueue(actorId, [this, actorId, expected = request.expectedHeadTxid,
                      answered = std::move(answered)](Database *database) mutable {
        if (!database)
            return answered(unusable());
        const Head head = *database->head;
        if (expected.value_or(head.txid) != head.txid)
            return answered(fenceMismatch());
        database->stage = Stage{.txid = head.txid + 1};
        write(actorId, *database, {allStaged(actorId)}, {}, SqliteCommitStageBeginOk{.txid = head.txid + 1},
              std::move(answered));
    });
}

void SqlitePages::handle(ActorId actorId, SqliteCommitStageSegmentRequest request,
                         Answered<SqliteCommitStageSegmentOk> answered)
{
    if (auto problem = problemWith(request.dirtyPages))
        return answered(*std::move(problem));
    if (request.firstPgno % segmentAlignment != 0)
        return answered(depotError(u"stage_segment_invalid"_s,
                                   u"a segment starts at a multiple of %1"_s.arg(segmentAlignment)));
    enqueue(actorId, [this, actorId, request = std::move(request),
                      answered = std::move(answered)](Database *database) mutable {
        if (!database)
            return answered(unusable());
        if (!database->stage || database->stage->txid != request.txid)
            return answered(fenceMismatch());
        qsizetype &stagedBytes = database->stage->bytes;
        stagedBytes += static_cast<qsizetype>(request.dirtyPages.size()) * pageBytes;
        if (stagedBytes > limits::sqliteStagedBytesMax) {
            database->stage.reset();
            return answered(tooLarge());
        }
        const SqliteCommitStageSegmentOk ok{.stagedBytes = static_cast<std::uint64_t>(stagedBytes)};
        Batch pages;
        for (SqlitePageWrite &page : request.dirtyPages)
            pages.push_back(
                Put{.key = stagedKey(actorId, request.firstPgno, page.pgno), .value = std::move(page.bytes)});
        write(actorId, *database, std::move(pages), {}, ok, std::move(answered));
    });
}

void SqlitePages::handle(ActorId actorId, SqliteCommitFinalizeRequest request,
                         Answered<SqliteCommitOk> answered)
{
    if (request.newDbSizePages > limits::sqlitePageCountMax)
        return answered(tooLarge());
    enqueue(actorId, [this, actorId, request = std::move(request),
                      answered = std::move(answered)](Database *database) mutable {
        if (!database)
            return answered(unusable());
        const std::optional<Stage> stage = std::exchange(database->stage, std::nullopt);
        if (!stage || stage->txid != request.txid || database->head->txid + 1 != request.txid)
            return answered(fenceMismatch());
        finalize(actorId, *database, request, std::move(answered));
    });
}

void SqlitePages::finalize(ActorId actorId, Database &database, const SqliteCommitFinalizeRequest &request,
                           Answered<SqliteCommitOk> answered)
{
    database.isBusy = true;
    const RemoveRange staged = allStaged(actorId);
    std::set<QByteArray> segments;
    for (const std::uint32_t first : request.segmentFirstPgnos)
        segments.insert(numbered(QByteArray(), first));
    const Head next{.txid = request.txid, .pageCount = request.newDbSizePages};
    m_store.list({.first = staged.first, .end = staged.end},
                 [this, actorId, staged, next, segments = std::move(segments),
                  answered = std::move(answered)](Result<std::vector<store::Entry>> entries) mutable {
                     const auto found = m_databases.find(actorId);
                     if (found == m_databases.end() || !entries) {
                         answered(unusable());
                         return forget(actorId);
                     }
                     Batch pages;
                     for (store::Entry &entry : *entries) {
                         const QByteArray name = entry.key.sliced(staged.first.size());
                         constexpr qsizetype half = sizeof(std::uint32_t);
                         if (segments.contains(name.first(half)))
                             pages.push_back(Put{.key = keyOf(actorId, Part::Page) + name.sliced(half),
                                                 .value = std::move(entry.value)});
                     }
                     pages.push_back(staged);
                     commit(actorId, found->second, std::move(pages), next, std::move(answered));
                 });
}

// --- SQL ---

void SqlitePages::handle(ActorId actorId, SqliteExecRequest request, Answered<SqliteExecOk> answered)
{
    runSql(actorId, std::move(request), std::move(answered));
}

void SqlitePages::handle(ActorId actorId, SqliteExecuteRequest request, Answered<ExecuteResult> answered)
{
    runSql(actorId, std::move(request), std::move(answered));
}

void SqlitePages::handle(ActorId actorId, SqliteExecuteBatchRequest request,
                         Answered<SqliteExecuteBatchOk> answered)
{
    runSql(actorId, std::move(request), std::move(answered));
}

template <class Ok, class Request>
void SqlitePages::runSql(ActorId actorId, Request request, Answered<Ok> answered)
{
    enqueue(actorId, [this, actorId, request = std::move(request),
                      answered = std::move(answered)](Database *database) mutable {
        if (!database)
            return answered(unusable());
        database->isBusy = true;
        const ActorSql::Target target{.actorId = actorId,
                                      .generation = request.generation,
                                      .txid = database->head->txid,
                                      .pageCount = database->head->pageCount};
        const auto outcome = std::make_shared<std::variant<Ok, SqliteError>>(unusable());
        m_sql.run(
            target,
            [outcome, request = std::move(request)](store::PageDatabase &pages) {
                *outcome = carryOut(pages, request);
            },
            [this, actorId, outcome,
             answered = std::move(answered)](std::optional<ActorSql::Changes> changes) mutable {
                finishSql(actorId, std::move(changes),
                          [outcome, answered = std::move(answered)](bool kept) mutable {
                              if (kept)
                                  answered(std::move(*outcome));
                              else
                                  answered(unusable());
                          });
            });
    });
}

void SqlitePages::finishSql(ActorId actorId, std::optional<ActorSql::Changes> changes,
                            std::move_only_function<void(bool)> kept)
{
    const auto found = m_databases.find(actorId);
    if (found == m_databases.end() || !found->second.isBusy)
        return kept(false); // Erased meanwhile.
    if (!changes) {
        found->second.isBusy = false;
        kept(true);
        return runNext(actorId);
    }
    Batch batch;
    for (auto &[pgno, bytes] : changes->pages)
        batch.push_back(Put{.key = pageKey(actorId, pgno), .value = std::move(bytes)});
    const Head next{.txid = found->second.head->txid + 1, .pageCount = changes->pageCount};
    commit(actorId, found->second, std::move(batch), next,
           [this, actorId, txid = next.txid,
            kept = std::move(kept)](const std::variant<SqliteCommitOk, SqliteError> &result) mutable {
               const bool isKept = std::holds_alternative<SqliteCommitOk>(result);
               if (isKept)
                   m_sql.committed(actorId, txid);
               else
                   m_sql.forget(actorId); // It believes in what is not there.
               kept(isKept);
           });
}

void SqlitePages::fetchPages(ActorId actorId, std::uint32_t first, std::uint32_t count,
                             ActorSql::Fetched fetched)
{
    m_store.list({.first = pageKey(actorId, first), .end = pageKey(actorId, first + count)},
                 [prefixBytes = keyOf(actorId, Part::Page).size(),
                  fetched = std::move(fetched)](Result<std::vector<store::Entry>> entries) mutable {
                     if (!entries)
                         return fetched(std::unexpected(entries.error()));
                     store::Pages pages;
                     for (store::Entry &entry : *entries)
                         pages.emplace(qFromBigEndian<std::uint32_t>(entry.key.constData() + prefixBytes),
                                       std::move(entry.value));
                     fetched(std::move(pages));
                 });
}

} // namespace rove::host
