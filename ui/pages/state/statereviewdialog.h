// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/statedocument.h"

#include <QtWidgets/QDialog>

class QLabel;
class QPushButton;
class QTableView;

namespace rove::ui {

class StateReviewModel;

/// All edits of a document before they are applied: what it was, what it becomes, what the actor holds now.
/// Each change can be left out, each conflict settled. What is decided is done to the document when the
/// dialog is accepted; then `chosen()` are the edits to apply. The document outlives it. GUI thread.
class StateReviewDialog : public QDialog {
    Q_OBJECT
public:
    explicit StateReviewDialog(StateDocument &document, QWidget *parent = nullptr);

    [[nodiscard]] const std::vector<quint64> &chosen() const { return m_chosen; }
    [[nodiscard]] StateReviewModel *model() const { return m_model; }
    [[nodiscard]] QTableView *table() const { return m_table; }
    [[nodiscard]] QPushButton *applyButton() const { return m_apply; }

    void accept() override;

private:
    void makeLayout();
    void refresh();

    StateDocument &m_document;
    StateReviewModel *m_model;
    QTableView *m_table;
    QLabel *m_summary;
    QPushButton *m_apply;
    std::vector<quint64> m_chosen;
};

} // namespace rove::ui
