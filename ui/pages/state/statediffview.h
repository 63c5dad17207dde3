// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/state/statediff.h"

#include <QtWidgets/QWidget>

class QComboBox;
class QLabel;
class QStackedWidget;
class QTreeView;

namespace rove::ui {

class BusyBar;
class EmptyState;
class StateDiffModel;

/// A state that can be one side of a comparison.
struct DiffSide {
    /// `base`, `live`, `yours`, `file`, or a version's number.
    QString id;
    /// Ready to show.
    QString text;

    friend bool operator==(const DiffSide &, const DiffSide &) = default;
};

/// Compares two states: which two is chosen above, the differences are a tree below, with what is the same
/// folded into one row. It knows no states: it says sidesChosen(), and the page answers with compare(). The
/// work is done on a thread of the pool; of several comparisons the newest counts. GUI thread.
class StateDiffView : public QWidget {
    Q_OBJECT
public:
    explicit StateDiffView(QWidget *parent = nullptr);

    void setChoices(const QList<DiffSide> &sides);
    [[nodiscard]] QString before() const;
    [[nodiscard]] QString after() const;
    /// Does not emit; an id that is not among the choices changes nothing.
    void choose(const QString &before, const QString &after);

    void compare(const QCborValue &before, const QCborValue &after);
    /// Instead of a comparison: why there is none.
    void showProblem(const QString &text);
    [[nodiscard]] bool isComparing() const { return m_isComparing; }
    [[nodiscard]] const StateDiff &diff() const;
    [[nodiscard]] QTreeView *tree() const { return m_tree; }
    /// `2 added, 1 changed`.
    [[nodiscard]] QString countText() const;

signals:
    void sidesChosen();
    void compared();
    void copied(const QString &what);

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void makeLayout();
    void showSides();
    void start();
    void show(StateDiff diff);
    void copyCurrent();
    [[nodiscard]] static QString titleOf(const QComboBox *box);

    QComboBox *m_before;
    QComboBox *m_after;
    QLabel *m_counts;
    BusyBar *m_busy;
    QStackedWidget *m_stack;
    QTreeView *m_tree;
    EmptyState *m_empty;
    StateDiffModel *m_model;
    QList<DiffSide> m_choices;
    /// The ids of the two sides that the header names.
    std::pair<QString, QString> m_sides;
    QCborValue m_beforeValue;
    QCborValue m_afterValue;
    bool m_isComparing = false;
    /// There is a newer pair of values than those being compared.
    bool m_isOld = false;
    quint64 m_generation = 0;
};

} // namespace rove::ui
