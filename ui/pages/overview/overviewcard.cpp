// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/overviewcard.h"

#include "ui/pages/overview/overviewtext.h"
#include "ui/widgets/rowbutton.h"

#include <QtCore/QLocale>
#include <QtWidgets/QBoxLayout>

#include <algorithm>

namespace rove::ui {

OverviewCard::OverviewCard(const QString &title, const Tone &emptyTone, const QString &emptySentence,
                           QWidget *parent)
    : Card(title, parent)
    , m_empty(new RowButton)
    , m_more(new RowButton)
{
    // A sentence, not a button: it can be read, not pressed.
    m_empty->setEnabled(false);
    m_empty->setFocusPolicy(Qt::NoFocus);
    content()->addWidget(m_empty);
    content()->addWidget(m_more);
    content()->addStretch();
    connect(m_more, &RowButton::clicked, this, &OverviewCard::allRequested);
    setEmptySentence(emptyTone, emptySentence);
    setRows({});
}

void OverviewCard::setEmptySentence(const Tone &tone, const QString &sentence)
{
    m_empty->setRow(tone, sentence);
}

RowButton *OverviewCard::buttonAt(int index)
{
    while (m_buttons.size() <= index) {
        auto *button = new RowButton;
        const auto at = static_cast<int>(m_buttons.size());
        content()->insertWidget(at, button);
        connect(button, &RowButton::clicked, this, [this, at] { emit rowClicked(m_ids.value(at)); });
        m_buttons.append(button);
    }
    return m_buttons[index];
}

void OverviewCard::setRows(const QList<OverviewRow> &rows)
{
    m_rowCount = static_cast<int>(rows.size());
    const int shown = std::min(m_rowCount, rowCountMax);
    m_ids.clear();
    for (int i = 0; i < shown; ++i) {
        const OverviewRow &row = rows[i];
        RowButton *button = buttonAt(i);
        button->setRow(row.tone, row.text, row.detail, row.value);
        button->setVisible(true);
        m_ids.append(row.id);
    }
    for (qsizetype i = shown; i < m_buttons.size(); ++i)
        m_buttons[i]->setVisible(false);
    m_empty->setVisible(rows.isEmpty());
    m_more->setVisible(m_rowCount > shown);
    m_more->setRow({.color = ColorRole::Muted, .icon = QLatin1StringView("three-dots")},
                   OverviewText::tr("%n more", nullptr, m_rowCount - shown));
    setNote(rows.isEmpty() ? QString() : QLocale().toString(m_rowCount));
}

} // namespace rove::ui
