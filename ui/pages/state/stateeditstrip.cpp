// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/state/stateeditstrip.h"

#include "ui/style/metrics.h"
#include "ui/widgets/commandbutton.h"
#include "ui/widgets/iconlabel.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>

namespace rove::ui {

StateEditStrip::StateEditStrip(const QList<QAction *> &commands, QAction *cancel, QWidget *parent)
    : QWidget(parent)
    , m_icon(new IconLabel)
    , m_text(new QLabel)
    , m_cancel(new CommandButton(cancel))
{
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(metrics::space1);
    row->addWidget(m_icon, 0, Qt::AlignVCenter);
    row->addWidget(m_text, 1);
    row->addWidget(m_cancel);
    for (QAction *command : commands) {
        m_buttons.append(new CommandButton(command));
        row->addWidget(m_buttons.constLast());
    }
    m_cancel->hide();
    connect(&Theme::instance(), &Theme::changed, this, &StateEditStrip::updateLook);
    hide();
}

void StateEditStrip::setNote(const Tone &tone, const QString &text)
{
    setVisible(!text.isEmpty());
    if (m_tone == tone && m_text->text() == text)
        return;
    m_tone = tone;
    m_text->setText(text);
    updateLook();
}

QString StateEditStrip::note() const
{
    return m_text->text();
}

void StateEditStrip::setApplying(bool applying)
{
    m_cancel->setVisible(applying);
    for (QWidget *button : m_buttons)
        button->setVisible(!applying);
}

void StateEditStrip::updateLook()
{
    m_icon->setVisible(!m_tone.icon.isEmpty());
    m_icon->setIcon(m_tone.icon, m_tone.color);
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, Theme::instance().color(m_tone.color));
    m_text->setPalette(colors);
}

} // namespace rove::ui
