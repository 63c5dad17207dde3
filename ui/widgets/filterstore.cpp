// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/filterstore.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QSaveFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr qint64 fileBytesMax = 1024 * 1024;

} // namespace

FilterStore::FilterStore(const QString &file, QObject *parent)
    : QObject(parent)
    , m_file(file)
{
    load();
}

qsizetype FilterStore::find(const QString &name) const
{
    const auto found = std::ranges::find(m_saved, name, &SavedFilter::name);
    return found == m_saved.end() ? -1 : found - m_saved.begin();
}

bool FilterStore::contains(const QString &text) const
{
    return std::ranges::contains(m_saved, text, &SavedFilter::text);
}

bool FilterStore::save(const QString &name, const QString &text)
{
    const QString shortName = name.simplified().left(nameLengthMax);
    const qsizetype position = find(shortName);
    if (shortName.isEmpty() || text.isEmpty() || text.size() > textLengthMax ||
        (position < 0 && m_saved.size() >= savedCountMax))
        return false;
    if (position >= 0)
        m_saved[position].text = text;
    else
        m_saved.append({shortName, text});
    write();
    emit changed();
    return true;
}

void FilterStore::remove(const QString &name)
{
    if (const qsizetype position = find(name); position >= 0) {
        m_saved.removeAt(position);
        write();
        emit changed();
    }
}

bool FilterStore::rename(const QString &name, const QString &newName)
{
    const QString shortName = newName.simplified().left(nameLengthMax);
    const qsizetype position = find(name);
    if (position < 0 || shortName.isEmpty() || (shortName != name && find(shortName) >= 0))
        return false;
    m_saved[position].name = shortName;
    write();
    emit changed();
    return true;
}

void FilterStore::remember(const QString &text)
{
    if (text.isEmpty() || text.size() > textLengthMax || m_history.value(0) == text)
        return;
    m_history.removeOne(text);
    m_history.prepend(text);
    if (m_history.size() > historyCountMax)
        m_history.resize(historyCountMax);
    write();
}

void FilterStore::load()
{
    QFile file(m_file);
    if (m_file.isEmpty() || !file.open(QIODevice::ReadOnly))
        return;
    const QJsonObject root = QJsonDocument::fromJson(file.read(fileBytesMax)).object();
    for (const QJsonValue &value : root.value("saved"_L1).toArray()) {
        const SavedFilter filter{value["name"_L1].toString(), value["text"_L1].toString()};
        if (!filter.name.isEmpty() && !filter.text.isEmpty() && m_saved.size() < savedCountMax)
            m_saved.append(filter);
    }
    for (const QJsonValue &value : root.value("history"_L1).toArray())
        if (m_history.size() < historyCountMax)
            m_history.append(value.toString());
}

void FilterStore::write()
{
    if (m_file.isEmpty())
        return;
    QJsonArray saved;
    for (const SavedFilter &filter : std::as_const(m_saved))
        saved.append(QJsonObject{{u"name"_s, filter.name}, {u"text"_s, filter.text}});
    const QJsonObject root{{u"saved"_s, saved}, {u"history"_s, QJsonArray::fromStringList(m_history)}};
    QDir().mkpath(QFileInfo(m_file).path());
    QSaveFile file(m_file);
    const QByteArray bytes = QJsonDocument(root).toJson();
    m_isWritten = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
}

} // namespace rove::ui
