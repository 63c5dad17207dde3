// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/actoreventlog.h"
#include "ui/pages/events/eventfacets.h"
#include "ui/pages/events/eventspage.h"
#include "ui/pages/events/eventstable.h"
#include "ui/pages/events/eventstext.h"
#include "ui/widgets/filterbox.h"
#include "ui/widgets/messagebar.h"

#include <QtCore/QFileInfo>
#include <QtGui/QClipboard>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFileDialog>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {

// --- Copy and export ---

void EventsPage::copyRows(EventFormat format)
{
    if (!m_log)
        return;
    const std::vector<ActorEvent> events = m_log->copyOf(m_table->chosenIds());
    if (events.empty())
        return;
    QApplication::clipboard()->setText(QString::fromUtf8(writeEvents(events, format)));
    emit copied(EventsText::tr("%n event(s)", nullptr, int(events.size())));
}

void EventsPage::askExport()
{
    if (!m_log)
        return;
    const QString json = EventsText::tr("JSON (*.json)");
    const QString csv = EventsText::tr("CSV (*.csv)");
    const QString text = EventsText::tr("Text (*.txt)");
    auto *dialog = new QFileDialog(this, EventsText::tr("Export Events"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({json, csv, text});
    dialog->setDefaultSuffix(u"json"_s);
    dialog->selectFile(u"events.json"_s);
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, csv, text](const QString &filter) {
        dialog->setDefaultSuffix(filter == csv ? u"csv"_s : filter == text ? u"txt"_s : u"json"_s);
    });
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        const QString suffix = QFileInfo(path).suffix().toLower();
        exportTo(path, suffix == u"csv"   ? EventFormat::Csv
                       : suffix == u"txt" ? EventFormat::Text
                                          : EventFormat::Json);
    });
    dialog->open();
}

void EventsPage::exportTo(const QString &path, EventFormat format)
{
    if (!m_log)
        return;
    std::vector<ActorEvent> events = m_log->copyOf(m_model->ids());
    const int count = int(events.size());
    exportEvents(std::move(events), format, path).then(this, [this, path, count](const Result<> &result) {
        if (result)
            return m_message->showMessage(
                MessageBar::Severity::Information,
                EventsText::tr("%n event(s) were written to %1.", nullptr, count).arg(path));
        m_message->showMessage(MessageBar::Severity::Error,
                               EventsText::tr("The events could not be written to %1.").arg(path));
        m_message->setDetails(result.error().message);
    });
}

// --- View ---

QVariantMap EventsPage::saveView() const
{
    QStringList hidden;
    for (int kind = 0; kind < eventKindCount; ++kind)
        if (m_facets->hidden()[size_t(kind)])
            hidden.append(eventKindName(static_cast<EventKind>(kind)));
    return {{u"filter"_s, m_filter->text()},
            {u"level"_s, eventLevelName(static_cast<EventLevel>(m_level->currentData().toInt()))},
            {u"hidden"_s, hidden},
            {u"time"_s, int(m_model->timeMode())},
            {u"kinds"_s, m_commands.facets->isChecked()},
            {u"detail"_s, m_commands.detail->isChecked()},
            {u"current"_s, m_table->currentId()},
            {u"paused"_s, m_model->isPaused()}};
}

void EventsPage::restoreView(const QVariantMap &view)
{
    const QStringList hiddenNames = view.value(u"hidden"_s).toStringList();
    EventFacets::Hidden hidden{};
    for (int kind = 0; kind < eventKindCount; ++kind)
        hidden[size_t(kind)] = hiddenNames.contains(eventKindName(static_cast<EventKind>(kind)));
    m_filter->setText(view.value(u"filter"_s).toString());
    for (int level = 0; level < m_level->count(); ++level)
        if (eventLevelName(static_cast<EventLevel>(level)) == view.value(u"level"_s).toString())
            m_level->setCurrentIndex(level);
    m_facets->setHidden(hidden);
    setTimeMode(static_cast<ActorEventModel::TimeMode>(std::clamp(view.value(u"time"_s).toInt(), 0, 2)));
    m_commands.facets->setChecked(view.value(u"kinds"_s, true).toBool());
    m_commands.detail->setChecked(view.value(u"detail"_s, true).toBool());
    m_commands.pause->setChecked(m_log && view.value(u"paused"_s).toBool());
    applyFilter();
    if (const quint64 current = view.value(u"current"_s).toULongLong())
        m_table->setCurrentId(current);
}

} // namespace rove::ui
