// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/actormarkstore.h"

#include "ui/models/modelstext.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QSaveFile>

#include <algorithm>

namespace rove::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int fileVersion = 1;
constexpr qint64 fileBytesMax = 2 * 1024 * 1024;
constexpr std::chrono::milliseconds saveDelay = 500ms;

} // namespace

QString actorMarkName(ActorMark mark)
{
    switch (mark) {
    case ActorMark::Red:
        return u"red"_s;
    case ActorMark::Orange:
        return u"orange"_s;
    case ActorMark::Yellow:
        return u"yellow"_s;
    case ActorMark::Green:
        return u"green"_s;
    case ActorMark::Blue:
        return u"blue"_s;
    case ActorMark::Purple:
        return u"purple"_s;
    case ActorMark::None:
        break;
    }
    return {};
}

QString actorMarkTitle(ActorMark mark)
{
    switch (mark) {
    case ActorMark::Red:
        return ModelsText::tr("Red", "mark");
    case ActorMark::Orange:
        return ModelsText::tr("Orange", "mark");
    case ActorMark::Yellow:
        return ModelsText::tr("Yellow", "mark");
    case ActorMark::Green:
        return ModelsText::tr("Green", "mark");
    case ActorMark::Blue:
        return ModelsText::tr("Blue", "mark");
    case ActorMark::Purple:
        return ModelsText::tr("Purple", "mark");
    case ActorMark::None:
        break;
    }
    return ModelsText::tr("None", "mark");
}

std::optional<ActorMark> actorMarkFromName(QStringView name)
{
    for (const ActorMark mark : actorMarks)
        if (name == actorMarkName(mark))
            return mark;
    return std::nullopt;
}

ActorMarkStore::ActorMarkStore(const QString &file, QObject *parent)
    : QObject(parent)
    , m_file(file)
{
    m_saveTimer.setSingleShot(true);
    m_saveTimer.setInterval(saveDelay);
    connect(&m_saveTimer, &QTimer::timeout, this, [this] { setProblem(save()); });
    const Result<> result = load();
    // What could not be read must not be written over.
    m_isWritable = result.has_value();
    setProblem(result);
}

ActorMarkStore::~ActorMarkStore()
{
    if (!m_saveTimer.isActive())
        return;
    if (const Result<> result = save(); !result)
        qWarning("Marks were not saved: %s", qPrintable(result.error().message));
}

QString ActorMarkStore::fileFor(const QString &folder, const QString &endpoint, const QString &namespaceName)
{
    const QByteArray name = (endpoint + u'\n' + namespaceName).toUtf8();
    const QByteArray hash = QCryptographicHash::hash(name, QCryptographicHash::Sha256).toHex();
    constexpr qsizetype lengthOfName = 16;
    return QDir(folder).filePath(u"marks-%1.json"_s.arg(QString::fromLatin1(hash.first(lengthOfName))));
}

QStringList ActorMarkStore::pinned() const
{
    QStringList ids;
    for (const auto &[id, entry] : m_entries.asKeyValueRange())
        if (entry.isPinned)
            ids.append(id);
    std::ranges::sort(ids);
    return ids;
}

bool ActorMarkStore::setPinned(const QString &actorId, bool isPinned)
{
    Entry entry = m_entries.value(actorId);
    entry.isPinned = isPinned;
    return set(actorId, entry);
}

bool ActorMarkStore::setMark(const QString &actorId, ActorMark mark)
{
    Entry entry = m_entries.value(actorId);
    entry.mark = mark;
    return set(actorId, entry);
}

bool ActorMarkStore::set(const QString &actorId, const Entry &entry)
{
    if (entry == m_entries.value(actorId))
        return true;
    if (entry == Entry())
        m_entries.remove(actorId);
    else if (m_entries.size() < countMax || m_entries.contains(actorId))
        m_entries.insert(actorId, entry);
    else
        return false;
    m_saveTimer.start();
    emit changed(actorId);
    return true;
}

Result<> ActorMarkStore::load()
{
    QFile file(m_file);
    if (m_file.isEmpty() || !file.exists())
        return {};
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::IoFailed, u"Cannot read %1: %2"_s.arg(m_file, file.errorString()));
    const QJsonObject root = QJsonDocument::fromJson(file.read(fileBytesMax)).object();
    if (root.value("version"_L1).toInt() != fileVersion)
        return failure(ErrorCode::IoFailed, u"%1 is no list of marks of this version"_s.arg(m_file));
    const QJsonObject actors = root.value("actors"_L1).toObject();
    for (auto actor = actors.begin(); actor != actors.end() && m_entries.size() < countMax; ++actor) {
        const QJsonObject members = actor.value().toObject();
        const Entry entry{
            .isPinned = members.value("pinned"_L1).toBool(),
            .mark = actorMarkFromName(members.value("mark"_L1).toString()).value_or(ActorMark::None)};
        if (entry != Entry())
            m_entries.insert(actor.key(), entry);
    }
    return {};
}

Result<> ActorMarkStore::save()
{
    m_saveTimer.stop();
    if (m_file.isEmpty() || !m_isWritable)
        return {};
    QJsonObject actors;
    for (const auto &[id, entry] : m_entries.asKeyValueRange()) {
        QJsonObject members;
        if (entry.isPinned)
            members.insert("pinned"_L1, true);
        if (entry.mark != ActorMark::None)
            members.insert("mark"_L1, actorMarkName(entry.mark));
        actors.insert(id, members);
    }
    QDir().mkpath(QFileInfo(m_file).path());
    QSaveFile file(m_file);
    const QByteArray bytes =
        QJsonDocument(QJsonObject{{u"version"_s, fileVersion}, {u"actors"_s, actors}}).toJson();
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return failure(ErrorCode::IoFailed, u"Cannot write %1: %2"_s.arg(m_file, file.errorString()));
    return {};
}

void ActorMarkStore::setProblem(const Result<> &result)
{
    const bool had = m_problem.has_value();
    m_problem = result ? std::nullopt : std::optional(result.error());
    if (had != m_problem.has_value())
        emit problemChanged();
}

} // namespace rove::ui
