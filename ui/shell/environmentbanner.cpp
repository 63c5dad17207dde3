// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/environmentbanner.h"

#include "ui/style/metrics.h"
#include "ui/style/theme.h"
#include "ui/widgets/commandbutton.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/iconlabel.h"

#include <QtCore/QEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr int stripeHeight = 3;

} // namespace

EnvironmentBanner::EnvironmentBanner(QAction *allowChanges, QWidget *parent)
    : QWidget(parent)
    , m_text(new ElidedLabel)
{
    QFont font = m_text->font();
    font.setWeight(QFont::DemiBold);
    m_text->setFont(font);
    m_text->setElideMode(Qt::ElideRight);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::space3, metrics::space1, metrics::space2, metrics::space1);
    row->setSpacing(metrics::space2);
    row->addWidget(new IconLabel("shield-exclamation"_L1, ColorRole::ProductionText));
    row->addWidget(m_text, 1);
    row->addWidget(new CommandButton(allowChanges));
    updateLook();
}

void EnvironmentBanner::setText(const QString &text)
{
    m_text->setText(text);
}

QString EnvironmentBanner::text() const
{
    return m_text->text();
}

void EnvironmentBanner::updateLook()
{
    QPalette colors = m_text->palette();
    colors.setColor(QPalette::WindowText, Theme::instance().color(ColorRole::ProductionText));
    m_text->setPalette(colors);
}

void EnvironmentBanner::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), Theme::instance().color(ColorRole::Production));
}

void EnvironmentBanner::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateLook();
}

ConnectionStripe::ConnectionStripe(QWidget *parent)
    : QWidget(parent)
{
    setFixedHeight(stripeHeight);
    hide();
}

void ConnectionStripe::setColour(const QString &colour)
{
    m_colour = QColor::fromString(colour);
    setVisible(m_colour.isValid());
    update();
}

void ConnectionStripe::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_colour);
}

} // namespace rove::ui
