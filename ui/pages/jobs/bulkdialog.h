// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/bulkjob.h"
#include "ui/style/tone.h"

#include <QtWidgets/QDialog>

#include <functional>

class QBoxLayout;
class QCheckBox;
class QFormLayout;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QTreeWidget;

namespace rove::ui {

class StatusBadge;

/// Where a bulk change would happen.
struct BulkPlace {
    /// What the user calls the connection.
    QString target;
    QString namespaceName;
    /// The name of the namespace has to be typed first.
    bool isProduction = false;
    /// There is somewhere to keep copies of destroyed actors.
    bool canKeepCopies = false;
};

/// Says what a bulk change would do before anything is done: how many actors, in which states, which ones,
/// what would wake, what is left out. The default answer is Cancel; the other one is named after the change.
/// Shows the plan as it was when it was made. GUI thread.
class BulkDialog : public QDialog {
    Q_OBJECT
public:
    using ToneOf = std::function<Tone(ActorStatus)>;

    BulkDialog(BulkPlan plan, BulkPlace place, const ToneOf &toneOf, QWidget *parent = nullptr);

    /// What was decided. `archive` is taken where copies are wanted.
    [[nodiscard]] BulkOptions options(DestroyedArchive *archive) const;
    [[nodiscard]] const BulkPlan &plan() const { return m_plan; }

    [[nodiscard]] QPushButton *verbButton() const { return m_verb; }
    [[nodiscard]] QPushButton *cancelButton() const { return m_cancel; }
    [[nodiscard]] QSpinBox *concurrencyBox() const { return m_concurrency; }
    [[nodiscard]] QCheckBox *wakeBox() const { return m_wake; }
    [[nodiscard]] QCheckBox *copiesBox() const { return m_copies; }
    [[nodiscard]] QLineEdit *nameField() const { return m_name; }
    [[nodiscard]] QLineEdit *pathField() const { return m_path; }
    [[nodiscard]] QTreeWidget *sample() const { return m_sample; }
    /// The warning about what will wake; empty if nothing will.
    [[nodiscard]] QString warning() const;

private:
    void makeSample(const ToneOf &toneOf);
    void makeLayout(const ToneOf &toneOf);
    void addSummary(QBoxLayout *layout, const ToneOf &toneOf);
    void addOptions(QFormLayout *form);
    QWidget *makePathRow();
    void choosePath();
    void refresh();
    [[nodiscard]] QString whyNot() const;
    [[nodiscard]] int count() const { return static_cast<int>(m_plan.targets.size()); }
    [[nodiscard]] Waking waking() const;

    BulkPlan m_plan;
    BulkPlace m_place;
    QTreeWidget *m_sample;
    QSpinBox *m_concurrency;
    QCheckBox *m_wake;
    QCheckBox *m_copies;
    QLineEdit *m_name;
    QLineEdit *m_path;
    StatusBadge *m_warning;
    StatusBadge *m_forgetting;
    QPushButton *m_verb = nullptr;
    QPushButton *m_cancel = nullptr;
};

} // namespace rove::ui
