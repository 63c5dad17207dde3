// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/destroyedarchive.h"

#include "protocol/base/cbor.h"
#include "ui/models/modelstext.h"

#include <QtCore/QDir>
#include <QtCore/QJsonObject>
#include <QtCore/QSaveFile>

namespace rove::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr auto suffix = ".rove-actor"_L1;
constexpr auto formatName = "rove.destroyed"_L1;
constexpr std::chrono::milliseconds refreshDelay{200};

std::unexpected<Error> ioFailure(const QString &what)
{
    return failure(ErrorCode::IoFailed, what);
}

/// The moment first, so that names sort by age; the id makes it unique and is stripped of what a path could
/// take for more.
QString fileNameFor(const ActorExport &exported)
{
    QString id;
    for (const QChar character : exported.record.actorId.left(80)) {
        const bool isPlain = character.unicode() < 128 && (character.isLetterOrNumber() || character == u'-');
        id.append(isPlain ? character : u'_');
    }
    const QString moment = QString::number(exported.exportedAt.toMSecsSinceEpoch()).rightJustified(14, u'0');
    return moment % u'-' % id % suffix;
}

QByteArray headerOf(const ActorExport &exported)
{
    return cbor::writeJson(QJsonObject{{u"format"_s, formatName},
                                       {u"version"_s, ActorExport::version},
                                       {u"actorId"_s, exported.record.actorId},
                                       {u"name"_s, exported.record.name},
                                       {u"key"_s, exported.record.key.value_or(QString())},
                                       {u"endpoint"_s, exported.endpoint},
                                       {u"namespace"_s, exported.namespaceName},
                                       {u"keptAt"_s, exported.exportedAt.toString(Qt::ISODateWithMs)},
                                       {u"hasState"_s, exported.state.has_value()}});
}

std::optional<KeptCopy> copyFrom(const QFileInfo &info)
{
    QFile file(info.filePath());
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QByteArray line = file.readLine(joblimits::keptCopyHeaderBytesMax);
    const QJsonObject header = cbor::parseJson(line).value_or(QJsonValue()).toObject();
    if (header.value("format"_L1).toString() != formatName)
        return std::nullopt;
    return KeptCopy{.file = info.fileName(),
                    .actorId = header.value("actorId"_L1).toString(),
                    .name = header.value("name"_L1).toString(),
                    .key = header.value("key"_L1).toString(),
                    .endpoint = header.value("endpoint"_L1).toString(),
                    .namespaceName = header.value("namespace"_L1).toString(),
                    .keptAt = QDateTime::fromString(header.value("keptAt"_L1).toString(), Qt::ISODateWithMs),
                    .hasState = header.value("hasState"_L1).toBool(),
                    .bytes = info.size()};
}

QFileInfoList filesIn(const QString &folder)
{
    // Newest first, as their names say.
    return QDir(folder).entryInfoList({u"*"_s % suffix}, QDir::Files, QDir::Name | QDir::Reversed);
}

void prune(const QString &folder, const DestroyedArchive::Bounds &bounds)
{
    const qint64 oldest =
        QDateTime::currentMSecsSinceEpoch() - std::chrono::milliseconds(bounds.ageMax).count();
    int count = 0;
    qint64 bytes = 0;
    for (const QFileInfo &info : filesIn(folder)) {
        bytes += info.size();
        const qint64 keptAt = info.fileName().section(u'-', 0, 0).toLongLong();
        // The newest stays however large it is: it is the one that somebody is about to miss.
        if (++count > bounds.countMax || (count > 1 && bytes > bounds.bytesMax) || keptAt < oldest)
            QFile::remove(info.filePath());
    }
}

Result<> writeCopy(const QString &folder, const ActorExport &exported)
{
    const auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    if (!QDir().mkpath(folder))
        return ioFailure(u"The folder %1 cannot be made."_s.arg(folder));
    QSaveFile file(QDir(folder).filePath(fileNameFor(exported)));
    if (!file.open(QIODevice::WriteOnly))
        return ioFailure(file.errorString());
    file.setPermissions(ownerOnly);
    file.write(headerOf(exported) + '\n');
    file.write(exported.toJson() + '\n');
    if (!file.commit())
        return ioFailure(file.errorString());
    return {};
}

Result<ActorExport> readCopy(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return ioFailure(file.errorString());
    file.readLine(joblimits::keptCopyHeaderBytesMax);
    return ActorExport::parse(file.read(joblimits::exportBytesMax + 1));
}

std::vector<Column<KeptCopy>> copyColumns()
{
    return {
        {.header = {.id = u"type"_s, .title = ModelsText::tr("Type"), .width = 130},
         .display = [](const KeptCopy &row) { return row.name; }},
        {.header = {.id = u"key"_s, .title = ModelsText::tr("Key"), .width = 160},
         .display = [](const KeptCopy &row) { return row.key.isEmpty() ? u"—"_s : row.key; },
         .toolTip = [](const KeptCopy &row) { return row.actorId; }},
        {.header = {.id = u"keptAt"_s, .title = ModelsText::tr("Destroyed"), .width = 112},
         .display = [](const KeptCopy &row) { return row.keptAt; }},
        {.header = {.id = u"state"_s, .title = ModelsText::tr("State"), .width = 100},
         .display =
             [](const KeptCopy &row) {
                 return row.hasState ? ModelsText::tr("Kept", "state of an actor")
                                     : ModelsText::tr("Not known", "state of an actor");
             }},
        {.header = {.id = u"from"_s, .title = ModelsText::tr("From"), .width = 220},
         .display = [](const KeptCopy &row) { return QString(row.namespaceName % u" @ "_s % row.endpoint); }},
    };
}

} // namespace

DestroyedArchive::DestroyedArchive(QString folder, QObject *parent)
    : DestroyedArchive(std::move(folder), Bounds(), parent)
{}

DestroyedArchive::DestroyedArchive(QString folder, Bounds bounds, QObject *parent)
    : TableModel(copyColumns(), parent)
    , m_folder(std::move(folder))
    , m_bounds(bounds)
{
    // One thread, so that files are written and read in order.
    m_pool.setMaxThreadCount(1);
    m_refreshTimer.setSingleShot(true);
    m_refreshTimer.setInterval(refreshDelay);
    connect(&m_refreshTimer, &QTimer::timeout, this, [this] { refresh(); });
}

DestroyedArchive::~DestroyedArchive()
{
    m_pool.waitForDone();
}

template <class T, class Work>
Async<T> DestroyedArchive::onWorker(Work work)
{
    const Answer<T> answer;
    m_pool.start([answer, work = std::move(work)] { answer.give(work()); });
    return answer.future();
}

Async<> DestroyedArchive::refresh()
{
    using Copies = std::vector<KeptCopy>;
    const auto list = [folder = m_folder, bounds = m_bounds]() -> Result<Copies> {
        prune(folder, bounds);
        Copies copies;
        for (const QFileInfo &info : filesIn(folder)) {
            if (std::optional<KeptCopy> copy = copyFrom(info))
                copies.push_back(std::move(*copy));
        }
        return copies;
    };
    return onWorker<Copies>(list).then(this, [this](const Result<Copies> &copies) -> Result<> {
        return copies.transform([this](const Copies &rows) { setRows(rows); });
    });
}

Async<> DestroyedArchive::thenList(Async<> answer)
{
    return answer.then(this, [this](const Result<> &result) {
        // Many may come at once, and each look reads the beginning of every file.
        if (!m_refreshTimer.isActive())
            m_refreshTimer.start();
        return result;
    });
}

Async<> DestroyedArchive::keep(const ActorExport &exported)
{
    return thenList(
        onWorker<void>([folder = m_folder, exported]() -> Result<> { return writeCopy(folder, exported); }));
}

Async<ActorExport> DestroyedArchive::read(const QString &file)
{
    return onWorker<ActorExport>([path = QDir(m_folder).filePath(file)] { return readCopy(path); });
}

Async<> DestroyedArchive::remove(const QString &file)
{
    return thenList(onWorker<void>([path = QDir(m_folder).filePath(file)]() -> Result<> {
        if (QFile removed(path); !removed.remove())
            return ioFailure(removed.errorString());
        return {};
    }));
}

Async<CloneResult> DestroyedArchive::recreate(HttpClient &http, const QString &file)
{
    const Answer<CloneResult> answer;
    read(file).then(&http, [&http, answer](const Result<ActorExport> &exported) {
        if (!exported)
            return answer.give(std::unexpected(exported.error()));
        createFromExport(http, *exported, CloneOptions::sameAs(exported->record))
            .then(&http, [answer](const Result<CloneResult> &result) { answer.give(result); });
    });
    return answer.future();
}

bool DestroyedArchive::isSame(const KeptCopy &before, const KeptCopy &after) const
{
    return before.bytes == after.bytes && before.keptAt == after.keptAt;
}

} // namespace rove::ui
