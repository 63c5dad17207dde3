// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/layoutstore.h"

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

constexpr qint64 fileBytesMax = 4 * 1024 * 1024;

QJsonObject write(const NamedLayout &layout)
{
    return {{u"name"_s, layout.name},
            {u"docks"_s, QString::fromLatin1(layout.docks.toBase64())},
            {u"split"_s, QString::fromLatin1(layout.split.toBase64())},
            {u"narrow"_s, layout.isNavigationNarrow}};
}

NamedLayout read(const QJsonObject &json)
{
    const auto bytes = [&json](QLatin1StringView name) {
        return QByteArray::fromBase64(json[name].toString().toLatin1());
    };
    return {.name = json["name"_L1].toString(),
            .docks = bytes("docks"_L1),
            .split = bytes("split"_L1),
            .isNavigationNarrow = json["narrow"_L1].toBool()};
}

bool isUsable(const QString &name)
{
    return !name.isEmpty() && name.size() <= LayoutStore::nameLengthMax;
}

} // namespace

LayoutStore::LayoutStore(QString filePath, QObject *parent)
    : QObject(parent)
    , m_filePath(std::move(filePath))
{
    load();
}

const NamedLayout *LayoutStore::find(const QString &name) const
{
    const auto found = std::ranges::find(m_layouts, name, &NamedLayout::name);
    return found == m_layouts.end() ? nullptr : &*found;
}

bool LayoutStore::put(NamedLayout layout)
{
    layout.name = layout.name.simplified();
    if (!isUsable(layout.name))
        return false;
    const auto known = std::ranges::find(m_layouts, layout.name, &NamedLayout::name);
    if (known != m_layouts.end()) {
        *known = std::move(layout);
    } else if (m_layouts.size() >= countMax) {
        return false;
    } else {
        m_layouts.append(std::move(layout));
        std::ranges::sort(m_layouts, [](const NamedLayout &a, const NamedLayout &b) {
            return a.name.localeAwareCompare(b.name) < 0;
        });
    }
    save();
    emit changed();
    return true;
}

void LayoutStore::remove(const QString &name)
{
    if (m_layouts.removeIf([&name](const NamedLayout &layout) { return layout.name == name; }) == 0)
        return;
    save();
    emit changed();
}

void LayoutStore::load()
{
    QFile file(m_filePath);
    if (!file.open(QIODevice::ReadOnly) || file.size() > fileBytesMax)
        return;
    for (const QJsonValue &value : QJsonDocument::fromJson(file.readAll()).array()) {
        NamedLayout layout = read(value.toObject());
        if (isUsable(layout.name) && !find(layout.name) && m_layouts.size() < countMax)
            m_layouts.append(std::move(layout));
    }
}

void LayoutStore::save() const
{
    QJsonArray all;
    for (const NamedLayout &layout : m_layouts)
        all.append(write(layout));
    QDir().mkpath(QFileInfo(m_filePath).path());
    QSaveFile file(m_filePath);
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(all).toJson()) < 0 || !file.commit())
        qWarning("The layouts could not be written: %s", qPrintable(file.errorString()));
}

} // namespace rove::ui
