// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/actorexport.h"

#include "protocol/base/cbor.h"
#include "protocol/manager/json.h"
#include "ui/models/joblimits.h"
#include "ui/models/modelstext.h"

#include <QtCore/QJsonObject>

#include <array>

namespace rove::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr auto formatName = "rove.actor"_L1;
/// More differences than this become one edit of the whole state.
constexpr qsizetype importEditCountMax = 500;

using Source = CarriedState::Source;

constexpr std::array sourceNames{
    std::pair{Source::Actor, "actor"_L1},           std::pair{Source::Remembered, "remembered"_L1},
    std::pair{Source::Asleep, "asleep"_L1},         std::pair{Source::NoState, "noState"_L1},
    std::pair{Source::Unreadable, "unreadable"_L1},
};

QLatin1StringView sourceName(Source source)
{
    const auto *found = std::ranges::find(sourceNames, source, &std::pair<Source, QLatin1StringView>::first);
    return found->second;
}

Result<Source> sourceFromName(const QString &name)
{
    for (const auto &[source, known] : sourceNames) {
        if (name == known)
            return source;
    }
    return failure(ErrorCode::ValidationInvalidInput, u"The export's state has an unknown source."_s);
}

std::unexpected<Error> unreadable(const QString &why)
{
    return failure(ErrorCode::ValidationInvalidInput, why);
}

Result<std::optional<QCborValue>> stateFromJson(const QJsonObject &object)
{
    const QJsonValue state = object.value("state"_L1);
    if (state.isUndefined() || state.isNull())
        return std::nullopt;
    const QJsonObject both = state.toObject();
    if (const QJsonValue cbor = both.value("cbor"_L1); cbor.isString()) {
        const auto bytes = QByteArray::fromBase64Encoding(cbor.toString().toLatin1(),
                                                          QByteArray::AbortOnBase64DecodingErrors);
        if (!bytes)
            return unreadable(u"The export's state is not base64."_s);
        return TRY(cbor::decodeCompat(*bytes));
    }
    // Written by hand, or edited: then JSON is all there is.
    if (const QJsonValue json = both.value("json"_L1); !json.isUndefined())
        return cbor::fromJson(json);
    return unreadable(u"The export's state has neither CBOR nor JSON."_s);
}

} // namespace

QByteArray ActorExport::toJson() const
{
    QJsonObject object{{u"format"_s, formatName},
                       {u"version"_s, version},
                       {u"exportedAt"_s, exportedAt.toUTC().toString(Qt::ISODateWithMs)},
                       {u"endpoint"_s, endpoint},
                       {u"namespace"_s, namespaceName},
                       {u"record"_s, manager::toJson(record)},
                       {u"source"_s, sourceName(source)}};
    if (!problem.isEmpty())
        object[u"problem"_s] = problem;
    if (state)
        object[u"state"_s] =
            QJsonObject{{u"cbor"_s, QString::fromLatin1(cbor::encodeCompat(*state).toBase64())},
                        {u"json"_s, cbor::toJson(*state)}};
    return cbor::writeJson(object);
}

Result<ActorExport> ActorExport::parse(QByteArrayView text)
{
    if (text.size() > joblimits::exportBytesMax)
        return unreadable(u"The export is too large."_s);
    const Result<QJsonValue> json = cbor::parseJson(text);
    if (!json)
        return unreadable(json.error().message);
    const QJsonObject object = json->toObject();
    if (object.value("format"_L1).toString() != formatName)
        return unreadable(u"This is not an export of an actor."_s);
    if (object.value("version"_L1).toInt() != version)
        return unreadable(u"The export was written by another version of Rove."_s);
    const Result<manager::Actor> record =
        manager::fromJson<manager::Actor>(object.value("record"_L1).toObject());
    if (!record)
        return unreadable(record.error().message);
    ActorExport exported;
    exported.record = *record;
    exported.endpoint = object.value("endpoint"_L1).toString();
    exported.namespaceName = object.value("namespace"_L1).toString();
    exported.exportedAt = QDateTime::fromString(object.value("exportedAt"_L1).toString(), Qt::ISODateWithMs);
    exported.source = TRY(sourceFromName(object.value("source"_L1).toString(u"actor"_s)));
    exported.problem = object.value("problem"_L1).toString();
    exported.state = TRY(stateFromJson(object));
    return exported;
}

CloneOptions CloneOptions::sameAs(const manager::Actor &record)
{
    return {.name = record.name,
            .key = record.key,
            .pool = record.runnerNameSelector,
            .crashPolicy = record.crashPolicy};
}

bool CloneResult::isWhole() const
{
    if (stateError)
        return false;
    return !applied || applied->outcome == ApplyResult::Outcome::Applied ||
           applied->outcome == ApplyResult::Outcome::Nothing;
}

ActorExport exportOf(const Endpoint &endpoint, const CarriedState &carried)
{
    return {.record = carried.record,
            .endpoint = endpoint.display(),
            .namespaceName = endpoint.namespaceName,
            .exportedAt = QDateTime::currentDateTimeUtc(),
            .state = carried.state,
            .source = carried.source,
            .problem = carried.error ? carried.error->wireName() : QString()};
}

Async<ActorExport> exportActor(HttpClient &http, const QString &actorId, Waking waking)
{
    return ActorCourier::read(http, actorId, waking)
        .then([endpoint = http.endpoint()](Result<CarriedState> carried) -> Result<ActorExport> {
            if (!carried)
                return std::unexpected(carried.error());
            return exportOf(endpoint, *carried);
        });
}

Async<CloneResult> createFromExport(HttpClient &http, const ActorExport &exported,
                                    const CloneOptions &options)
{
    const manager::ActorsCreateRequest request{.name = options.name,
                                               .key = options.key,
                                               .input = options.input,
                                               .runnerNameSelector = options.pool,
                                               .crashPolicy = options.crashPolicy};
    const Answer<CloneResult> answer;
    ManagerClient(http).createActor(request).then(
        &http, [&http, answer, state = exported.state](const Result<manager::Actor> &created) {
            if (!created)
                return answer.give(std::unexpected(created.error()));
            if (!state)
                return answer.give(CloneResult{.actor = *created});
            ActorCourier::write(http, created->actorId, *state)
                .then(&http, [answer, actor = *created](const Result<ApplyResult> &applied) {
                    CloneResult result{.actor = actor};
                    if (applied)
                        result.applied = *applied;
                    else
                        result.stateError = applied.error();
                    answer.give(std::move(result));
                });
        });
    return answer.future();
}

Async<CloneResult> cloneActor(HttpClient &from, const QString &actorId, Waking waking, HttpClient &to,
                              const CloneOptions &options)
{
    const Answer<CloneResult> answer;
    exportActor(from, actorId, waking).then(&to, [&to, answer, options](const Result<ActorExport> &exported) {
        if (!exported)
            return answer.give(std::unexpected(exported.error()));
        createFromExport(to, *exported, options).then(&to, [answer](const Result<CloneResult> &result) {
            answer.give(result);
        });
    });
    return answer.future();
}

int importState(StateDocument &document, const QCborValue &state)
{
    const std::vector<ValueChange> changes = diffValues(document.merged(), state, importEditCountMax);
    if (changes.empty())
        return 0;
    document.beginMacro(ModelsText::tr("Import State"));
    for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
        if (change->kind == ValueChange::Kind::Removed)
            document.remove(change->path);
    }
    for (const ValueChange &change : changes) {
        const std::optional<QCborValue> value = valueAt(state, change.path);
        if (change.kind == ValueChange::Kind::Added && value)
            document.insert(change.path, *value);
        else if (change.kind == ValueChange::Kind::Changed && value)
            document.edit(change.path, *value);
    }
    document.endMacro();
    return static_cast<int>(changes.size());
}

} // namespace rove::ui
