// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/safedestroy.h"

#include "ui/models/modelstext.h"

namespace rove::ui {
namespace {

using Source = CarriedState::Source;

QString noteOf(const ActorExport &exported)
{
    switch (exported.source) {
    case Source::Actor:
        return ModelsText::tr("A copy with its state is kept.");
    case Source::Remembered:
        return ModelsText::tr("A copy with the state heard last is kept.");
    case Source::NoState:
        return ModelsText::tr("A copy is kept; the actor had no state.");
    case Source::Asleep:
        return ModelsText::tr("A copy of its record is kept; it slept, so its state is not known.");
    case Source::Unreadable:
        break;
    }
    return ModelsText::tr("A copy of its record is kept; its state could not be read.");
}

void destroyNow(HttpClient &http, const QString &actorId, const QString &note, const Answer<QString> &answer)
{
    ManagerClient(http).destroyActor(actorId).then(&http, [answer, note](const Result<> &destroyed) {
        if (destroyed)
            return answer.give(note);
        if (destroyed.error().code == ErrorCode::ActorNotFound)
            return answer.give(ModelsText::tr("It was gone already."));
        answer.give(std::unexpected(destroyed.error()));
    });
}

void keepAndDestroy(HttpClient &http, const QPointer<DestroyedArchive> &archive, CarriedState carried,
                    const SafeDestroy &what, const Answer<QString> &answer)
{
    if (!carried.state && carried.source != Source::NoState && what.remembered) {
        carried.state = what.remembered;
        carried.source = Source::Remembered;
    }
    if (!archive)
        return answer.give(failure(ErrorCode::IoFailed));
    const ActorExport exported = exportOf(http.endpoint(), carried);
    archive->keep(exported).then(
        &http, [&http, answer, id = what.record.actorId, note = noteOf(exported)](const Result<> &kept) {
            if (kept)
                destroyNow(http, id, note, answer);
            else
                answer.give(std::unexpected(kept.error()));
        });
}

} // namespace

Async<QString> destroySafely(HttpClient &http, const SafeDestroy &what)
{
    if (const Result<> permitted = http.permit(Access::Write); !permitted)
        return ready<QString>(std::unexpected(permitted.error()));
    const Answer<QString> answer;
    if (!what.archive) {
        destroyNow(http, what.record.actorId, {}, answer);
        return answer.future();
    }
    const QPointer<DestroyedArchive> archive = what.archive;
    ActorCourier::read(http, what.record.actorId, what.waking)
        .then(&http, [&http, archive, answer, what](const Result<CarriedState> &carried) {
            if (carried)
                return keepAndDestroy(http, archive, *carried, what, answer);
            if (carried.error().code == ErrorCode::ActorNotFound)
                return answer.give(ModelsText::tr("It was gone already."));
            if (carried.error().code != ErrorCode::ClientTimeout)
                return answer.give(std::unexpected(carried.error()));
            keepAndDestroy(http, archive,
                           {.record = what.record, .source = Source::Unreadable, .error = carried.error()},
                           what, answer);
        });
    return answer.future();
}

} // namespace rove::ui
