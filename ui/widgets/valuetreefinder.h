// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/findbar.h"
#include "ui/widgets/valuesearch.h"

#include <QtCore/QObject>
#include <QtCore/QTimer>

namespace rove::ui {

class ValueTreeView;

/// Finds in a value tree: joins a FindBar, a ValueSearch and the tree.
/// Offers keys, values and paths as scopes, makes hits current one after the other, opening what leads to
/// them, and filters the tree to its hits when asked. A value that changes is searched again once it rests;
/// the place among the hits is kept by path. Belongs to the pane that owns tree and bar. GUI thread.
class ValueTreeFinder : public QObject {
    Q_OBJECT

public:
    /// `idPrefix` begins the ids of the bar's commands.
    ValueTreeFinder(ValueTreeView *view, FindBar *bar, const QString &idPrefix);

    [[nodiscard]] const ValueSearch &search() const { return m_search; }

    void findNext() { step(1); }
    void findPrevious() { step(-1); }

private:
    void restart();
    void takeHits();
    void finish();
    void step(int by);
    void showCount();
    void applyFilter();
    void leave();
    [[nodiscard]] qsizetype currentHit() const;

    ValueTreeView *m_view;
    FindBar *m_bar;
    ValueSearch m_search;
    QTimer m_rest;
    /// The first hit becomes current as soon as it is known, but only for a text that was just typed.
    bool m_jumps = false;
    /// The hit that was current last, for going on from there.
    qsizetype m_last = -1;
};

} // namespace rove::ui
