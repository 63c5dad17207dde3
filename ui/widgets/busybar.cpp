// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/busybar.h"

#include "ui/style/theme.h"
#include "ui/widgets/widgettext.h"

#include <QtCore/QTimerEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QAccessibleWidget>
#include <QtWidgets/QStyle>

namespace rove::ui {
namespace {

using namespace std::chrono_literals;

constexpr int barHeight = 2;
constexpr std::chrono::milliseconds patience = 200ms;
constexpr int frameMilliseconds = 33;
constexpr qreal phaseStep = 0.022;
constexpr qreal runnerShare = 0.28;

/// Keeps its place on the screen always, but is there for nobody's ears unless it runs.
class BusyBarAccessible : public QAccessibleWidget {
public:
    explicit BusyBarAccessible(BusyBar *bar)
        : QAccessibleWidget(bar, QAccessible::ProgressBar)
    {}

    [[nodiscard]] QAccessible::State state() const override
    {
        const bool isShowing = static_cast<const BusyBar *>(widget())->isShowing();
        QAccessible::State state = QAccessibleWidget::state();
        state.busy = isShowing;
        state.invisible = state.invisible || !isShowing;
        return state;
    }
};

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    auto *bar = qobject_cast<BusyBar *>(object);
    return bar ? new BusyBarAccessible(bar) : nullptr;
}

void installAccessible()
{
    [[maybe_unused]] static const bool once = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
}

} // namespace

BusyBar::BusyBar(QWidget *parent)
    : QWidget(parent)
{
    installAccessible();
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAccessibleName(WidgetText::tr("Waiting"));
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, [this] { setShowing(true); });
}

void BusyBar::setBusy(bool busy)
{
    if (m_busy == busy)
        return;
    m_busy = busy;
    if (busy) {
        m_patience.start();
    } else {
        m_patience.stop();
        setShowing(false);
    }
}

void BusyBar::setShowing(bool showing)
{
    m_showing = showing;
    m_phase = 0;
    updateAnimation();
    update();
    QAccessibleEvent event(this, showing ? QAccessible::ObjectShow : QAccessible::ObjectHide);
    QAccessible::updateAccessibility(&event);
}

void BusyBar::updateAnimation()
{
    const bool moves =
        m_showing && isVisible() && style()->styleHint(QStyle::SH_Widget_Animation_Duration) > 0;
    if (moves)
        m_frame.start(frameMilliseconds, this);
    else
        m_frame.stop();
}

QSize BusyBar::sizeHint() const
{
    return {0, barHeight};
}

void BusyBar::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_frame.timerId()) {
        QWidget::timerEvent(event);
        return;
    }
    m_phase = std::fmod(m_phase + phaseStep, 1.0);
    update();
}

void BusyBar::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    updateAnimation();
}

void BusyBar::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    updateAnimation();
}

void BusyBar::paintEvent(QPaintEvent *)
{
    if (!m_showing)
        return;
    QPainter painter(this);
    const QColor color = Theme::instance().color(ColorRole::Accent);
    if (!m_frame.isActive()) {
        painter.fillRect(rect(), color);
        return;
    }
    painter.fillRect(rect(), Theme::instance().color(ColorRole::Selection));
    const qreal length = width() * runnerShare;
    const qreal start = m_phase * (width() + length) - length;
    painter.fillRect(QRectF(start, 0, length, height()), color);
}

} // namespace rove::ui
