// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/details/offercard.h"

#include "ui/pages/details/detailstext.h"
#include "ui/style/metrics.h"
#include "ui/widgets/accessiblerole.h"
#include "ui/widgets/iconlabel.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

QString featureWord(Feature feature)
{
    switch (feature) {
    case Feature::State:
        return DetailsText::tr("State");
    case Feature::StatePatch:
        return DetailsText::tr("Editing the state");
    case Feature::Actions:
        return DetailsText::tr("Actions");
    case Feature::Connections:
        return DetailsText::tr("Connections");
    case Feature::QueueSize:
        return DetailsText::tr("Queue size");
    case Feature::QueueMessages:
        return DetailsText::tr("Queue messages");
    case Feature::QueueWrite:
        return DetailsText::tr("Sending to the queue");
    case Feature::WorkflowHistory:
        return DetailsText::tr("Workflow history");
    case Feature::WorkflowReplay:
        return DetailsText::tr("Workflow replay");
    case Feature::DatabaseSchema:
        return DetailsText::tr("Database tables");
    case Feature::DatabaseRows:
        return DetailsText::tr("Database rows");
    case Feature::DatabaseExecute:
        return DetailsText::tr("Database statements");
    case Feature::Traces:
        return DetailsText::tr("Traces");
    case Feature::CustomTabs:
        return DetailsText::tr("The author's own tabs");
    case Feature::Schedules:
        return DetailsText::tr("Schedules");
    case Feature::ScheduleHistory:
        return DetailsText::tr("Schedule history");
    case Feature::ScheduleDelete:
        return DetailsText::tr("Cancelling schedules");
    }
    return {};
}

} // namespace

OfferCard::OfferCard(QWidget *parent)
    : Card(DetailsText::tr("What the runtime offers"), parent)
{
    auto *grid = new QGridLayout;
    grid->setContentsMargins(metrics::space1 + 2, 0, metrics::space1 + 2, 0);
    grid->setHorizontalSpacing(metrics::space2);
    grid->setVerticalSpacing(metrics::space1);
    grid->setColumnStretch(1, 1);
    for (const Feature feature : allFeatures) {
        const int row = int(m_rows.size());
        auto *picture = new IconLabel;
        auto *text = new QLabel(featureWord(feature));
        text->setTextFormat(Qt::PlainText);
        text->setWordWrap(true);
        grid->addWidget(picture, row, 0, Qt::AlignTop);
        grid->addWidget(text, row, 1);
        setAccessibleRole(*picture, QAccessible::StaticText); // Its name is half of what the row says.
        m_rows.push_back({.feature = feature, .icon = picture, .text = text});
    }
    content()->addLayout(grid);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    hide();
}

void OfferCard::setCapabilities(const Capabilities &capabilities)
{
    // Nothing is known of the runtime yet, and a guess would read as a promise.
    const bool isKnown = capabilities.protocolVersion() > 0 || !capabilities.runtimeVersion().isEmpty();
    setVisible(isKnown);
    if (!isKnown)
        return;
    int missing = 0;
    for (const Row &row : m_rows) {
        const bool has = capabilities.has(row.feature);
        missing += has ? 0 : 1;
        row.icon->setIcon(has ? "check-lg"_L1 : "dash-lg"_L1, has ? ColorRole::Running : ColorRole::Muted);
        row.icon->setAccessibleName(has ? DetailsText::tr("offered") : DetailsText::tr("not offered"));
        row.text->setForegroundRole(has ? QPalette::WindowText : QPalette::PlaceholderText);
        const QString word = featureWord(row.feature);
        row.text->setText(has ? word
                              : DetailsText::tr("%1: needs RivetKit %2", "a feature and a version")
                                    .arg(word, Capabilities::since(row.feature).toString()));
    }
    setNote(missing == 0 ? DetailsText::tr("everything")
                         : DetailsText::tr("%n not offered", nullptr, missing));
}

QString OfferCard::textOf(Feature feature) const
{
    const auto row = std::ranges::find(m_rows, feature, &Row::feature);
    return row == m_rows.end() ? QString() : row->text->text();
}

} // namespace rove::ui
