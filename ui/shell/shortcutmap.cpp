// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/shortcutmap.h"

#include "ui/shell/actionregistry.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QSaveFile>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr qint64 fileBytesMax = 256 * 1024;
constexpr qsizetype entryCountMax = 1000;
constexpr qsizetype keysPerCommandMax = 4;

std::optional<QMap<QString, ShortcutMap::Keys>> parse(const QByteArray &bytes)
{
    const QJsonDocument document = QJsonDocument::fromJson(bytes);
    const QJsonObject json = document.object();
    if (!document.isObject() || json.size() > entryCountMax)
        return std::nullopt;
    QMap<QString, ShortcutMap::Keys> all;
    for (auto entry = json.begin(); entry != json.end(); ++entry) {
        ShortcutMap::Keys keys;
        for (const QJsonValue &text : entry.value().toArray()) {
            const QKeySequence sequence(text.toString(), QKeySequence::PortableText);
            if (sequence.isEmpty() || sequence[0].key() == Qt::Key_unknown ||
                keys.size() == keysPerCommandMax)
                return std::nullopt;
            keys.append(sequence);
        }
        all.insert(entry.key(), keys);
    }
    return all;
}

} // namespace

ShortcutMap::ShortcutMap(QString filePath, QObject *parent)
    : QObject(parent)
    , m_filePath(std::move(filePath))
{
    load();
}

void ShortcutMap::attach(ActionRegistry &registry)
{
    m_registries.append(&registry);
    connect(&registry, &ActionRegistry::added, this, [this](QAction *command) { applyTo(*command); });
    for (QAction *command : registry.actions())
        applyTo(*command);
}

void ShortcutMap::applyTo(QAction &command) const
{
    const auto keys = m_keys.find(command.objectName());
    setCommandKeys(&command, keys != m_keys.end() ? *keys : standardKeys(&command));
}

void ShortcutMap::applyToAll()
{
    m_registries.removeAll(nullptr);
    for (const QPointer<ActionRegistry> &registry : m_registries)
        for (QAction *command : registry->actions())
            applyTo(*command);
    save();
    emit changed();
}

void ShortcutMap::setKeys(const QAction &command, const Keys &keys)
{
    if (keys == standardKeys(&command))
        m_keys.remove(command.objectName());
    else
        m_keys.insert(command.objectName(), keys.first(std::min(keys.size(), keysPerCommandMax)));
    applyToAll();
}

void ShortcutMap::reset(const QString &id)
{
    if (m_keys.remove(id) > 0)
        applyToAll();
}

void ShortcutMap::resetAll()
{
    m_keys.clear();
    applyToAll();
}

QAction *ShortcutMap::findConflict(const ActionRegistry &registry, const QAction &command, const Keys &keys)
{
    for (QAction *other : registry.actions()) {
        // Keys of one widget only shadow the window's while it has the focus; that is meant.
        if (other == &command || other->shortcutContext() != command.shortcutContext())
            continue;
        for (const QKeySequence &sequence : keys)
            if (other->shortcuts().contains(sequence))
                return other;
    }
    return nullptr;
}

QByteArray ShortcutMap::exported() const
{
    QJsonObject json;
    for (const auto &[id, keys] : m_keys.asKeyValueRange()) {
        QJsonArray texts;
        for (const QKeySequence &sequence : keys)
            texts.append(sequence.toString(QKeySequence::PortableText));
        json.insert(id, texts);
    }
    return QJsonDocument(json).toJson();
}

Result<> ShortcutMap::importFrom(const QByteArray &json)
{
    std::optional<QMap<QString, Keys>> read = parse(json);
    if (!read)
        return failure(ErrorCode::IoFailed, u"The file does not list shortcuts."_s);
    m_keys = std::move(*read);
    applyToAll();
    return {};
}

void ShortcutMap::load()
{
    QFile file(m_filePath);
    if (file.size() > fileBytesMax || !file.open(QIODevice::ReadOnly))
        return;
    m_keys = parse(file.readAll()).value_or(QMap<QString, Keys>());
}

void ShortcutMap::save()
{
    QDir().mkpath(QFileInfo(m_filePath).path());
    QSaveFile file(m_filePath);
    if (!file.open(QIODevice::WriteOnly) || file.write(exported()) < 0 || !file.commit())
        qWarning("The shortcuts could not be written: %s", qPrintable(file.errorString()));
}

} // namespace rove::ui
