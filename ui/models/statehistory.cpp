// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/statehistory.h"

#include "ui/models/modelstext.h"
#include "ui/models/statearchive.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDir>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::ui {
namespace {

constexpr auto tellInterval = 16ms;

/// What the archive says of itself whatever was asked of it.
template <class Outcome>
Outcome outcomeOf(const StateArchive &archive, const Result<> &result)
{
    return {.added = std::nullopt,
            .all = archive.versions(),
            .error = result ? std::nullopt : std::optional(result.error()),
            .isOnDisk = archive.isOnDisk()};
}

QString archivePath(const QString &folder, const ActorSession &session)
{
    return folder.isEmpty() ? QString()
                            : StateHistory::filePath(folder, session.endpoint(), session.actorId());
}

} // namespace

StateHistory::StateHistory(ActorSession &session, const QString &folder, QObject *parent,
                           StateHistoryBounds bounds)
    : QObject(parent)
    , m_session(session)
    , m_archive(std::make_shared<StateArchive>(archivePath(folder, session), bounds))
    , m_isOnDisk(!folder.isEmpty())
{
    m_tellPause.setSingleShot(true);
    m_tellPause.setInterval(tellInterval);
    connect(&m_tellPause, &QTimer::timeout, this, &StateHistory::versionsChanged);
    connect(&session.document(), &StateDocument::liveChanged, this, &StateHistory::onLiveChanged);
    connect(&session.document(), &StateDocument::editsChanged, this, &StateHistory::updateBase);
    connect(&session, &ActorSession::applyStepChanged, this, &StateHistory::onApplyStep);
    if (!folder.isEmpty())
        m_worker.run([folder] {
            StateArchive::prune(folder, QDateTime::currentDateTimeUtc(), stateHistoryFolderBytesMax);
            return true;
        });
    load();
    onLiveChanged();
}

StateHistory::~StateHistory() = default;

QString StateHistory::filePath(const QString &folder, const Endpoint &endpoint, const QString &actorId)
{
    const auto digest = [](const QString &text) {
        return QString::fromLatin1(
            QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha1).toHex().first(20));
    };
    return QDir(folder).filePath(digest(endpoint.base.toString()) % u'/' % digest(endpoint.namespaceName) %
                                 u'/' % digest(actorId) % ".states"_L1);
}

Result<> StateHistory::eraseFolder(const QString &folder)
{
    QDir dir(folder);
    if (!dir.exists() || dir.removeRecursively())
        return {};
    return failure(ErrorCode::StoreFailed, u"The folder %1 cannot be removed."_s.arg(folder));
}

std::optional<StateVersion> StateHistory::version(quint64 number) const
{
    const auto found = std::ranges::find(m_versions, number, &StateVersion::number);
    return found == m_versions.end() ? std::nullopt : std::optional(*found);
}

std::optional<quint64> StateHistory::liveVersion() const
{
    return m_versions.empty() ? std::nullopt : std::optional(m_versions.back().number);
}

void StateHistory::load()
{
    m_worker
        .run([archive = m_archive] {
            const Result<> opened = archive->open(QDateTime::currentDateTimeUtc());
            return outcomeOf<Outcome>(*archive, opened);
        })
        .then(this, [this](const Outcome &outcome) {
            m_isLoaded = true;
            take(outcome);
        });
}

void StateHistory::onLiveChanged()
{
    const StateDocument &document = m_session.document();
    if (!document.isLoaded())
        return;
    using Cause = StateVersion::Cause;
    StateVersion version{.at = QDateTime::currentDateTimeUtc(),
                         .cause = std::exchange(m_hasSeen, true) ? Cause::Actor : Cause::Found};
    if (document.liveCause() == StateDocument::LiveCause::Apply) {
        version.cause = m_isRestoreApplying ? Cause::Restore : Cause::Apply;
        version.restored = m_isRestoreApplying ? m_restoredNumber : 0;
    }
    keep(document.live(), version);
}

void StateHistory::onApplyStep(ActorSession::ApplyStep step)
{
    if (step != ActorSession::ApplyStep::Writing)
        return;
    m_isRestoreApplying = !m_restoredEdits.empty() &&
                          std::ranges::all_of(m_session.document().applyingEdits(), [this](quint64 edit) {
                              return std::ranges::contains(m_restoredEdits, edit);
                          });
}

void StateHistory::keep(const QCborValue &value, StateVersion version)
{
    if (std::ssize(m_pending) >= stateHistoryPendingCountMax)
        m_pending.pop_back();
    m_pending.push_back({std::move(version), value});
    keepNext();
}

void StateHistory::keepNext()
{
    if (m_isKeeping || m_pending.empty())
        return;
    m_isKeeping = true;
    m_worker
        .run([archive = m_archive, pending = std::exchange(m_pending, {})] {
            Outcome all;
            for (const Pending &next : pending) {
                const Outcome outcome = append(*archive, next.version, next.value);
                all.error = outcome.error ? outcome.error : all.error;
            }
            all.all = archive->versions();
            all.isOnDisk = archive->isOnDisk();
            return all;
        })
        .then(this, [this](const Outcome &outcome) {
            m_isKeeping = false;
            take(outcome);
            keepNext();
        });
}

StateHistory::Outcome StateHistory::append(StateArchive &archive, const StateVersion &version,
                                           const QCborValue &value)
{
    Outcome outcome;
    Result<std::optional<StateVersion>> added = archive.append(version, value);
    if (!added && archive.isOnDisk()) {
        outcome.error = added.error();
        // The disk is full or gone: what was seen goes on in memory, from here.
        if (!archive.moveToMemory())
            outcome.error = Error::of(ErrorCode::StoreFailed);
        added = archive.append(version, value);
    }
    if (!added) {
        outcome.error = added.error();
        return outcome;
    }
    outcome.added = *added;
    if (const Result<bool> thinned = archive.thin(version.at); !thinned)
        outcome.error = thinned.error();
    return outcome;
}

void StateHistory::take(const Outcome &outcome)
{
    m_isOnDisk = outcome.isOnDisk;
    if (outcome.error && !std::exchange(m_hasFailed, true))
        emit failed(*outcome.error);
    if (outcome.all)
        m_versions = *outcome.all;
    if (!m_tellPause.isActive())
        m_tellPause.start();
    updateBase();
}

void StateHistory::updateBase()
{
    const StateDocument &document = m_session.document();
    if (!document.isModified())
        m_restoredEdits.clear();
    if (document.isModified() == m_baseVersion.has_value())
        return;
    m_baseVersion = document.isModified() ? liveVersion() : std::nullopt;
    emit baseVersionChanged();
}

Async<QCborValue> StateHistory::value(quint64 number)
{
    return m_worker.run([archive = m_archive, number] { return archive->value(number); });
}

void StateHistory::restore(quint64 number, const QCborValue &value)
{
    StateDocument &document = m_session.document();
    const std::vector<StateEdit> before = document.edits();
    document.editTowards(document.merged(), value, ModelsText::tr("Restore Version %1").arg(number));
    m_restoredEdits.clear();
    for (const StateEdit &edit : document.edits())
        if (!std::ranges::contains(before, edit.id, &StateEdit::id))
            m_restoredEdits.push_back(edit.id);
    m_restoredNumber = number;
}

void StateHistory::setKeepsStateOnDisk(bool keeps)
{
    if (keeps || !m_isOnDisk)
        return;
    m_isOnDisk = false;
    m_worker
        .run([archive = m_archive] {
            const Result<> moved = archive->moveToMemory();
            return outcomeOf<Outcome>(*archive, moved);
        })
        .then(this, [this](const Outcome &outcome) { take(outcome); });
}

Async<> StateHistory::erase()
{
    const std::optional<StateVersion> live =
        m_versions.empty() ? std::nullopt : std::optional(m_versions.back());
    const Answer<> answer;
    m_worker
        .run([archive = m_archive, live, value = m_session.document().live()] {
            Result<> erased = archive->erase();
            if (erased && live)
                erased = archive->append(*live, value).transform([](const auto &) {});
            return outcomeOf<Outcome>(*archive, erased);
        })
        .then(this, [this, answer](const Outcome &outcome) {
            take(outcome);
            answer.give(outcome.error ? Result<>(std::unexpected(*outcome.error)) : Result<>());
        });
    return answer.future();
}

} // namespace rove::ui
