// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/repl/replstore.h"

#include "ui/pages/repl/repllimits.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QSaveFile>
#include <QtCore/QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr int fileVersion = 1;

/// The object of a file of ours; empty if there is none that can be read.
QJsonObject readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > repllimits::storeFileBytesMax)
        return {};
    const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
    return object.value(u"version"_s).toInt() == fileVersion ? object : QJsonObject();
}

} // namespace

ReplStore::ReplStore(const QString &folder, QObject *parent)
    : QObject(parent)
    , m_historyPath(QDir(folder).filePath(u"repl-history.json"_s))
    , m_settingsPath(QDir(folder).filePath(u"repl.json"_s))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(repllimits::storeDelay);
    connect(&m_timer, &QTimer::timeout, this, &ReplStore::save);
    load();
}

ReplStore::~ReplStore()
{
    save();
}

void ReplStore::load()
{
    const QJsonObject settings = readFile(m_settingsPath);
    m_isHistoryKept = settings.value(u"keepHistory"_s).toBool(true);
    m_doesEnterRun = settings.value(u"enterRuns"_s).toBool(true);
    const QJsonObject snippets = settings.value(u"snippets"_s).toObject();
    for (auto snippet = snippets.begin(); snippet != snippets.end(); ++snippet) {
        if (std::ssize(m_snippets) < repllimits::snippetCountMax)
            m_snippets.emplace(snippet.key(), snippet.value().toString());
    }
    if (m_isHistoryKept)
        loadHistory();
}

void ReplStore::loadHistory()
{
    const QJsonObject stored = readFile(m_historyPath);
    for (const QJsonValue &input : stored.value(u"inputs"_s).toArray()) {
        if (input.isString() && !input.toString().isEmpty())
            m_history.append(input.toString());
    }
    boundHistory();
}

void ReplStore::boundHistory()
{
    qsizetype characters = 0;
    qsizetype kept = 0;
    while (kept < m_history.size() && kept < repllimits::historyEntryCountMax) {
        characters += m_history.at(m_history.size() - 1 - kept).size();
        if (characters > repllimits::historyCharactersMax)
            break;
        ++kept;
    }
    m_history.remove(0, m_history.size() - kept);
}

// --- History ---

void ReplStore::addHistory(const QString &input)
{
    const QString text = input.trimmed();
    if (text.isEmpty() || text.size() > repllimits::historyEntryCharactersMax ||
        (!m_history.isEmpty() && m_history.constLast() == text))
        return;
    m_history.append(text);
    boundHistory();
    m_isHistoryChanged = true;
    later();
    emit historyChanged();
}

void ReplStore::clearHistory()
{
    m_history.clear();
    m_isHistoryChanged = false;
    // Gone at once, not in a second.
    if (QFile::exists(m_historyPath) && !QFile::remove(m_historyPath))
        emit failed(
            Error{.code = ErrorCode::IoFailed, .message = u"%1 cannot be removed."_s.arg(m_historyPath)});
    emit historyChanged();
}

QStringList ReplStore::search(const QString &text) const
{
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    QStringList found;
    QSet<QString> seen;
    for (auto input = m_history.crbegin(); input != m_history.crend(); ++input) {
        const bool matches = std::ranges::all_of(
            words, [&input](const QString &word) { return input->contains(word, Qt::CaseInsensitive); });
        if (matches && !seen.contains(*input)) {
            seen.insert(*input);
            found.append(*input);
        }
    }
    return found;
}

void ReplStore::setHistoryKept(bool kept)
{
    if (m_isHistoryKept == kept)
        return;
    m_isHistoryKept = kept;
    m_isChanged = true;
    m_isHistoryChanged = kept;
    if (!kept && QFile::exists(m_historyPath) && !QFile::remove(m_historyPath))
        emit failed(
            Error{.code = ErrorCode::IoFailed, .message = u"%1 cannot be removed."_s.arg(m_historyPath)});
    later();
}

// --- Snippets and settings ---

bool ReplStore::setSnippet(const QString &name, const QString &text)
{
    const QString key = name.trimmed();
    if (key.isEmpty() || (!m_snippets.contains(key) && std::ssize(m_snippets) >= repllimits::snippetCountMax))
        return false;
    m_snippets.insert_or_assign(key, text);
    m_isChanged = true;
    later();
    emit snippetsChanged();
    return true;
}

void ReplStore::removeSnippet(const QString &name)
{
    if (m_snippets.erase(name) == 0)
        return;
    m_isChanged = true;
    later();
    emit snippetsChanged();
}

void ReplStore::setEnterRuns(bool runs)
{
    if (m_doesEnterRun == runs)
        return;
    m_doesEnterRun = runs;
    m_isChanged = true;
    later();
    emit enterRunsChanged(runs);
}

// --- Files ---

void ReplStore::later()
{
    if (!m_timer.isActive())
        m_timer.start();
}

void ReplStore::save()
{
    m_timer.stop();
    Result<> result;
    if (std::exchange(m_isChanged, false)) {
        QJsonObject snippets;
        for (const auto &[name, text] : m_snippets)
            snippets.insert(name, text);
        result = write(m_settingsPath, {{u"version"_s, fileVersion},
                                        {u"keepHistory"_s, m_isHistoryKept},
                                        {u"enterRuns"_s, m_doesEnterRun},
                                        {u"snippets"_s, snippets}});
    }
    if (std::exchange(m_isHistoryChanged, false) && m_isHistoryKept && result)
        result = write(m_historyPath,
                       {{u"version"_s, fileVersion}, {u"inputs"_s, QJsonArray::fromStringList(m_history)}});
    if (!result)
        emit failed(result.error());
}

Result<> ReplStore::write(const QString &path, const QJsonObject &content) const
{
    QSaveFile file(path);
    const QByteArray bytes = QJsonDocument(content).toJson();
    const bool isOpen = file.open(QIODevice::WriteOnly);
    // Inputs may hold secrets, so nobody else may read them.
    if (!isOpen || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(bytes) != bytes.size() || !file.commit())
        return failure(ErrorCode::IoFailed, u"%1: %2"_s.arg(path, file.errorString()));
    return {};
}

} // namespace rove::ui
