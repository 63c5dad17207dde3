// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/notificationmodel.h"

#include "ui/models/modelstext.h"

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

using Row = Notification;

std::vector<Column<Row>> columns()
{
    return {
        {.header = {.id = u"level"_s, .title = ModelsText::tr("Level"), .width = 110},
         .display = [](const Row &row) { return notificationLevelWord(row.level); },
         .value = [](const Row &row) { return static_cast<int>(row.level); }},
        {.header = {.id = u"text"_s, .title = ModelsText::tr("What happened"), .width = 520},
         .display =
             [](const Row &row) {
                 return row.count == 1 ? row.text
                                       : ModelsText::tr("%1 (%2 times)").arg(row.text).arg(row.count);
             },
         .toolTip =
             [](const Row &row) {
                 return row.details.isEmpty() ? row.text : QString(row.text % u'\n' % row.details);
             }},
        {.header = {.id = u"source"_s, .title = ModelsText::tr("About"), .width = 180},
         .display = [](const Row &row) { return row.source.isEmpty() ? u"—"_s : row.source; }},
        {.header = {.id = u"at"_s, .title = ModelsText::tr("When"), .width = 90},
         .display = [](const Row &row) { return row.at; },
         .value = [](const Row &row) { return row.at.toMSecsSinceEpoch(); }},
    };
}

bool isRepeat(const Row &before, const Row &after)
{
    return before.level == after.level && before.text == after.text && before.source == after.source;
}

} // namespace

QString notificationLevelWord(Notification::Level level)
{
    switch (level) {
    case Notification::Level::Information:
        return ModelsText::tr("Information");
    case Notification::Level::Success:
        return ModelsText::tr("Done");
    case Notification::Level::Warning:
        return ModelsText::tr("Warning");
    case Notification::Level::Error:
        return ModelsText::tr("Error");
    }
    Q_UNREACHABLE_RETURN({});
}

NotificationModel::NotificationModel(QObject *parent)
    : TableModel(columns(), parent)
{}

void NotificationModel::add(Notification notification)
{
    flush();
    notification.at = QDateTime::currentDateTime();
    notification.count = 1;
    if (!rows().empty() && isRepeat(rows().back(), notification)) {
        notification.id = rows().back().id;
        notification.count = rows().back().count + 1;
    } else {
        notification.id = QString::number(++m_lastId);
    }
    put(notification);
    flush();
    trim();
    emit added(notification);
}

void NotificationModel::setCountMax(int count)
{
    m_countMax = std::clamp(count, 1, countMaxMax);
    trim();
}

void NotificationModel::trim()
{
    const int surplus = rowCount() - m_countMax;
    for (int row = 0; row < surplus; ++row)
        drop(rowAt(row).id);
    flush();
}

void NotificationModel::markAllRead()
{
    for (Notification row : rows()) {
        if (row.isRead)
            continue;
        row.isRead = true;
        put(std::move(row));
    }
    flush();
}

void NotificationModel::remove(const QString &id)
{
    drop(id);
    flush();
}

void NotificationModel::clear()
{
    setRows({});
    flush();
}

bool NotificationModel::isSame(const Notification &before, const Notification &after) const
{
    return before == after;
}

void NotificationModel::rowsChanged()
{
    int count = 0;
    auto level = Notification::Level::Information;
    for (const Notification &row : rows()) {
        if (row.isRead)
            continue;
        ++count;
        level = std::max(level, row.level);
    }
    if (count == m_unreadCount && level == m_unreadLevel)
        return;
    m_unreadCount = count;
    m_unreadLevel = level;
    emit unreadChanged();
}

} // namespace rove::ui
