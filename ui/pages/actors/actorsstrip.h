// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorstatus.h"
#include "ui/style/tone.h"

#include <QtWidgets/QToolBar>

#include <functional>
#include <map>
#include <utility>
#include <vector>

namespace rove::ui {

/// How many actors there are of each status, as shape, word and number; a click filters by it. What does not
/// fit is behind the arrow at the end. GUI thread.
class ActorsStrip : public QToolBar {
    Q_OBJECT

public:
    using ToneOf = std::function<Tone(ActorStatus)>;
    using Counts = std::map<ActorStatus, int>;

    explicit ActorsStrip(ToneOf toneOf, QWidget *parent = nullptr);

    /// `chosen` are the statuses that the filter asks for, by their names.
    void show(const Counts &counts, const QStringList &chosen);
    /// "12 running · 3 sleeping", for screen readers and tests.
    [[nodiscard]] QString summary() const { return m_summary; }
    [[nodiscard]] QAction *chip(ActorStatus status) const;

signals:
    void toggled(rove::ui::ActorStatus status, bool isChosen);

private:
    ToneOf m_toneOf;
    std::vector<std::pair<ActorStatus, QAction *>> m_chips;
    QString m_summary;
};

} // namespace rove::ui
