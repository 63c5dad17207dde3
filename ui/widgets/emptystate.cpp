// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/emptystate.h"

#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/accessiblerole.h"
#include "ui/widgets/balancedlabel.h"
#include "ui/widgets/iconlabel.h"

#include <QtCore/QEvent>
#include <QtGui/QAction>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace rove::ui {
namespace {

constexpr int pictureSize = 40;
constexpr int sentenceWidthMax = 420;

} // namespace

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent)
    , m_picture(new IconLabel(pictureSize))
    , m_title(new QLabel(this))
    , m_sentence(new BalancedLabel(this))
    , m_button(new QPushButton(this))
{
    setAccessibleRole(*this, QAccessible::Grouping);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(metrics::space2);
    layout->addStretch(2);
    layout->addWidget(m_picture, 0, Qt::AlignHCenter);
    layout->addWidget(m_title, 0, Qt::AlignHCenter);
    // Between two springs the sentence keeps its full width, so its height follows from it.
    auto *middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addWidget(m_sentence, 1000);
    middle->addStretch(1);
    layout->addLayout(middle);
    layout->addSpacing(metrics::space1);
    layout->addWidget(m_button, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setAlignment(Qt::AlignCenter);
    m_sentence->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_sentence->setMaximumWidth(sentenceWidthMax);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_picture->hide();
    m_title->hide();
    m_sentence->hide();
    m_button->hide();
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (m_command)
            m_command->trigger();
    });
    connect(&Theme::instance(), &Theme::changed, this, &EmptyState::updateLook);
    updateLook();
}

void EmptyState::setContent(QLatin1StringView iconName, const QString &title, const QString &sentence)
{
    m_picture->setIcon(iconName, ColorRole::BorderStrong);
    m_picture->setVisible(!iconName.isEmpty());
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(sentence);
}

void EmptyState::setCommand(QAction *command)
{
    if (m_command)
        disconnect(m_command, nullptr, this, nullptr);
    m_command = command;
    m_button->setVisible(command);
    if (!command)
        return;
    const auto show = [this] {
        m_button->setText(m_command->text());
        m_button->setToolTip(m_command->toolTip());
        m_button->setEnabled(m_command->isEnabled());
    };
    connect(command, &QAction::changed, this, show);
    connect(command, &QObject::destroyed, this, [this] {
        m_command = nullptr;
        m_button->hide();
    });
    show();
}

QString EmptyState::title() const
{
    return m_title->text();
}

QString EmptyState::sentence() const
{
    return m_sentence->text();
}

void EmptyState::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateLook();
}

void EmptyState::updateLook()
{
    m_title->setFont(fonts::section());
    QPalette muted;
    muted.setColor(QPalette::WindowText, Theme::instance().color(ColorRole::Muted));
    m_sentence->setPalette(muted);
}

} // namespace rove::ui
