// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/emptystate.h"

#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/accessiblerole.h"
#include "ui/widgets/balancedlabel.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/relativetime.h"

#include <QtCore/QEvent>
#include <QtGui/QAction>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace rove::ui {
namespace {

using namespace std::chrono_literals;

constexpr int pictureSize = 40;
constexpr int sentenceWidthMax = 420;
// A quick answer comes within the first, an unusual one takes longer than the second.
constexpr std::chrono::milliseconds quietTime = 400ms;
constexpr std::chrono::milliseconds longTime = 3s;
constexpr std::chrono::milliseconds shortTick = 200ms;
constexpr std::chrono::milliseconds tick = 1s;

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
    m_clock.setSingleShot(true);
    connect(&m_clock, &QTimer::timeout, this, &EmptyState::showWaiting);
    updateLook();
}

void EmptyState::setContent(QLatin1StringView iconName, const QString &title, const QString &sentence)
{
    m_waiting.reset();
    m_clock.stop();
    showTexts(iconName, title, sentence);
}

void EmptyState::setWaiting(const Waiting &waiting)
{
    m_waiting = waiting;
    showWaiting();
}

void EmptyState::showWaiting()
{
    using namespace Qt::StringLiterals;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const std::chrono::milliseconds span(std::max<qint64>(m_waiting->since.msecsTo(now), 0));
    const bool isLong = span >= longTime;
    if (span < quietTime)
        showTexts({}, {}, {});
    else
        showTexts("hourglass-split"_L1, m_waiting->title,
                  isLong && m_waiting->longSentence ? m_waiting->longSentence(spanText(m_waiting->since, now))
                                                    : m_waiting->sentence);
    setCommand(isLong ? m_waiting->command : nullptr);
    m_clock.setInterval(isLong ? tick : span < quietTime ? quietTime : shortTick);
    if (isVisible())
        m_clock.start();
}

void EmptyState::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_waiting)
        showWaiting();
}

void EmptyState::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_clock.stop();
}

void EmptyState::showTexts(QLatin1StringView iconName, const QString &title, const QString &sentence)
{
    m_picture->setIcon(iconName, ColorRole::BorderStrong);
    m_picture->setVisible(!iconName.isEmpty());
    m_iconName = iconName;
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(sentence);
}

void EmptyState::setCommand(QAction *command)
{
    // A button with the focus must not lose it because the same is said again.
    if (m_command == command)
        return;
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
