// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/statehistory.h"

#include <QtCore/QPointer>
#include <QtWidgets/QWidget>

#include <optional>

class QAction;
class QLabel;

namespace rove::ui {

class VersionSlider;

/// The line below a state on which one goes back in time: a slider over the versions that were seen, steps to
/// both sides, and back to what the actor holds now. Versions written from here are marked on the slider.
/// It shows no state: it says which version was chosen. Without a history, or with less than two versions, it
/// says so and can do nothing. GUI thread.
class StateHistoryBar : public QWidget {
    Q_OBJECT
public:
    explicit StateHistoryBar(QWidget *parent = nullptr);

    void setHistory(StateHistory *history);
    /// The version that is shown; none for live.
    [[nodiscard]] std::optional<quint64> shown() const { return m_shown; }
    /// Does not emit.
    void setShown(std::optional<quint64> version);

    [[nodiscard]] QList<QAction *> commands() const { return {m_older, m_newer, m_live}; }
    [[nodiscard]] QAction *liveCommand() const { return m_live; }
    [[nodiscard]] QAction *olderCommand() const { return m_older; }
    [[nodiscard]] VersionSlider *slider() const { return m_slider; }
    /// What stands beside the slider.
    [[nodiscard]] QString text() const;

signals:
    /// None: what the actor holds now.
    void versionChosen(std::optional<quint64> version);

private:
    void makeCommands();
    void choose(std::optional<quint64> version);
    void step(int by);
    void refresh();
    [[nodiscard]] int position() const;

    QPointer<StateHistory> m_history;
    std::optional<quint64> m_shown;
    VersionSlider *m_slider;
    QLabel *m_text;
    QAction *m_older = nullptr;
    QAction *m_newer = nullptr;
    QAction *m_live = nullptr;
};

/// In words: "the actor changed it", "applied from here".
[[nodiscard]] QString causeText(const StateVersion &version);

} // namespace rove::ui
