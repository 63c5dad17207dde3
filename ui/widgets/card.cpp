// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/card.h"

#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/style/theme.h"

#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>

namespace rove::ui {

Card::Card(const QString &title, QWidget *parent)
    : QFrame(parent)
    , m_title(new QLabel(title))
    , m_note(new QLabel)
    , m_content(new QVBoxLayout)
{
    m_title->setFont(fonts::section());
    m_note->setForegroundRole(QPalette::PlaceholderText);
    setAccessibleName(title);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(metrics::space1 + 2, 0, metrics::space1 + 2, 0);
    head->addWidget(m_title);
    head->addStretch();
    head->addWidget(m_note);
    m_content->setContentsMargins({});
    m_content->setSpacing(0);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::space2, metrics::space3, metrics::space2, metrics::space3);
    layout->setSpacing(metrics::space2);
    layout->addLayout(head);
    layout->addLayout(m_content, 1);
}

void Card::setTitle(const QString &title)
{
    m_title->setText(title);
    setAccessibleName(title);
}

void Card::setNote(const QString &note)
{
    m_note->setText(note);
}

QString Card::note() const
{
    return m_note->text();
}

void Card::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Theme::instance().color(ColorRole::Border));
    painter.setBrush(Theme::instance().color(ColorRole::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::cornerRadius,
                            metrics::cornerRadius);
}

} // namespace rove::ui
