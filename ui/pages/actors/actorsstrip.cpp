// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/actors/actorsstrip.h"

#include "ui/pages/actors/actorstext.h"
#include "ui/style/icons.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr int chipIconSize = 14;

} // namespace

ActorsStrip::ActorsStrip(ToneOf toneOf, QWidget *parent)
    : QToolBar(parent)
    , m_toneOf(std::move(toneOf))
{
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setIconSize({chipIconSize, chipIconSize});
    setMovable(false);
    setAccessibleName(ActorsText::tr("Actors by status"));
    for (const ActorStatus status :
         {ActorStatus::Running, ActorStatus::Sleeping, ActorStatus::Starting, ActorStatus::Pending,
          ActorStatus::CrashLoop, ActorStatus::Crashed, ActorStatus::Destroyed, ActorStatus::Unknown}) {
        const Tone tone = m_toneOf(status);
        QAction *chip = addAction(icon(tone.icon, tone.color), statusWord(status));
        chip->setCheckable(true);
        chip->setVisible(false);
        connect(chip, &QAction::triggered, this,
                [this, status](bool isChosen) { emit toggled(status, isChosen); });
        m_chips.emplace_back(status, chip);
        widgetForAction(chip)->setFocusPolicy(Qt::TabFocus);
    }
}

void ActorsStrip::show(const Counts &counts, const QStringList &chosen)
{
    QStringList words;
    for (const auto &[status, chip] : m_chips) {
        const auto found = counts.find(status);
        const int count = found == counts.end() ? 0 : found->second;
        const bool isChosen = chosen.contains(statusName(status), Qt::CaseInsensitive);
        const QString number = locale().toString(count);
        // One text a chip: the word and how many.
        const QString text = ActorsText::tr("%1 %2", "status, count").arg(statusWord(status), number);
        if (chip->text() != text)
            chip->setText(text);
        chip->setVisible(count > 0 || isChosen);
        chip->setChecked(isChosen);
        chip->setToolTip(isChosen ? ActorsText::tr("Stop filtering by this status")
                                  : ActorsText::tr("Show only actors of this status"));
        if (count > 0)
            words.append(ActorsText::tr("%1 %2", "count, status").arg(number, statusWord(status).toLower()));
    }
    m_summary = words.join(u" · "_s);
    setAccessibleDescription(m_summary);
}

QAction *ActorsStrip::chip(ActorStatus status) const
{
    const auto found = std::ranges::find(m_chips, status, &std::pair<ActorStatus, QAction *>::first);
    return found == m_chips.end() ? nullptr : found->second;
}

} // namespace rove::ui
