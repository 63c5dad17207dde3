// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/tone.h"
#include "ui/widgets/card.h"

class QLabel;

namespace rove::ui {

class RowButton;

/// One row of an OverviewCard.
struct OverviewRow {
    /// Says which row was clicked.
    QString id;
    Tone tone = {};
    QString text;
    QString detail = {};
    QString value = {};
};

/// A card with a few rows that can be clicked. Without rows it says one sentence; where there are more than
/// fit, a last row leads to all of them. Rows are kept while they are refreshed, so that neither the focus
/// nor the pointer loses its row. GUI thread.
class OverviewCard : public Card {
    Q_OBJECT
public:
    static constexpr int rowCountMax = 6;

    OverviewCard(const QString &title, const Tone &emptyTone, const QString &emptySentence,
                 QWidget *parent = nullptr);

    void setRows(const QList<OverviewRow> &rows);
    void setEmptySentence(const Tone &tone, const QString &sentence);
    [[nodiscard]] QList<RowButton *> rowButtons() const { return m_buttons; }
    [[nodiscard]] int rowCount() const { return m_rowCount; }

signals:
    void rowClicked(const QString &id);
    /// The row that leads to all.
    void allRequested();

private:
    RowButton *buttonAt(int index);

    QList<RowButton *> m_buttons;
    QStringList m_ids;
    int m_rowCount = 0;
    RowButton *m_empty;
    RowButton *m_more;
};

} // namespace rove::ui
