// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/bulkjob.h"

#include "ui/models/actorlabel.h"
#include "ui/models/exportwriter.h"
#include "ui/models/modelstext.h"
#include "ui/models/safedestroy.h"

namespace rove::ui {
namespace {

/// Nothing is asked through a connection that is gone; the job ends in the same moment.
Async<QString> noConnection()
{
    return ready<QString>(failure(ErrorCode::ClientCancelled));
}

Async<QString> withoutNote(const Async<> &answer)
{
    return QFuture(answer).then(
        [](const Result<> &result) { return result.transform([] { return QString(); }); });
}

JobSpec::Work workFor(HttpClient &client, BulkVerb verb)
{
    return [http = QPointer(&client), verb](const JobItem &item) {
        if (!http)
            return noConnection();
        if (verb == BulkVerb::Wake)
            return withoutNote(GatewayClient(*http, item.id).wake());
        const ManagerClient manager(*http);
        return withoutNote(verb == BulkVerb::Sleep ? manager.sleepActor(item.id)
                                                   : manager.rescheduleActor(item.id));
    };
}

JobSpec::Work destroyWork(HttpClient &client, const BulkPlan &plan, const BulkOptions &options)
{
    QHash<QString, manager::Actor> records;
    for (const manager::Actor &actor : plan.targets)
        records.insert(actor.actorId, actor);
    const bool keepsCopies = options.archive != nullptr;
    return [http = QPointer(&client), records, keepsCopies, archive = QPointer(options.archive),
            waking = options.waking](const JobItem &item) {
        if (!http)
            return noConnection();
        // Rather nothing than a destruction without the copy that was asked for.
        if (keepsCopies && !archive)
            return ready<QString>(failure(ErrorCode::IoFailed));
        return destroySafely(*http,
                             {.record = records.value(item.id), .archive = archive.data(), .waking = waking});
    };
}

QString exportNote(CarriedState::Source source)
{
    switch (source) {
    case CarriedState::Source::Asleep:
        return ModelsText::tr("Without its state, as it does not run.");
    case CarriedState::Source::NoState:
        return ModelsText::tr("It has no state.");
    case CarriedState::Source::Unreadable:
        return ModelsText::tr("Without its state, which could not be read.");
    case CarriedState::Source::Actor:
    case CarriedState::Source::Remembered:
        break;
    }
    return {};
}

JobSpec::Work exportWork(HttpClient &client, const std::shared_ptr<ExportWriter> &writer, Waking waking)
{
    return [http = QPointer(&client), writer, waking](const JobItem &item) {
        if (!http)
            return noConnection();
        const Answer<QString> answer;
        exportActor(*http, item.id, waking)
            .then(http.data(), [http = http.data(), writer, answer](const Result<ActorExport> &exported) {
                if (!exported)
                    return answer.give(std::unexpected(exported.error()));
                writer->append(exported->toJson())
                    .then(http, [answer, note = exportNote(exported->source)](const Result<> &written) {
                        answer.give(written.transform([&note] { return note; }));
                    });
            });
        return answer.future();
    };
}

} // namespace

std::unique_ptr<Job> makeBulkJob(HttpClient &http, const QString &target, const BulkPlan &plan,
                                 const BulkOptions &options)
{
    JobSpec spec{.title = bulkTitle(plan.verb, static_cast<int>(plan.targets.size())),
                 .target = target,
                 .items = {},
                 .work = {},
                 .concurrency = options.concurrency};
    for (const manager::Actor &actor : plan.targets)
        spec.items.push_back({.id = actor.actorId, .label = actorLabel(actor)});
    if (plan.verb == BulkVerb::Destroy) {
        spec.work = destroyWork(http, plan, options);
    } else if (plan.verb == BulkVerb::Export) {
        const auto writer = std::make_shared<ExportWriter>(options.exportPath);
        spec.work = exportWork(http, writer, options.waking);
        spec.atEnd = [writer] { writer->close(); };
    } else {
        spec.work = workFor(http, plan.verb);
    }
    return std::make_unique<Job>(std::move(spec), &http);
}

} // namespace rove::ui
