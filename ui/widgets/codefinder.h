// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/codeeditor.h"
#include "ui/widgets/findbar.h"

#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QTimer>

namespace rove::ui {

/// Finds in a code editor: joins it with a FindBar. All places are found on a thread of the pool, at most
/// placeCountMax, marked in the text, and visited one after the other, around its end. Text that changes is
/// searched again once it rests. Belongs to the pane that owns editor and bar. GUI thread.
class CodeFinder : public QObject {
    Q_OBJECT

public:
    static constexpr qsizetype placeCountMax = 10'000;

    using Place = CodeEditor::Place;

    CodeFinder(CodeEditor *editor, FindBar *bar, const QString &idPrefix);

    [[nodiscard]] const QList<Place> &places() const { return m_places; }
    void findNext() { step(1); }
    void findPrevious() { step(-1); }

private:
    void restart();
    void take(const QList<Place> &places);
    void step(int by);
    void showCount();
    void leave();
    [[nodiscard]] qsizetype currentPlace() const;

    CodeEditor *m_editor;
    FindBar *m_bar;
    QTimer m_rest;
    QList<Place> m_places;
    quint64 m_generation = 0;
    bool m_jumps = false;
};

} // namespace rove::ui
