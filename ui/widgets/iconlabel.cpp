// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/iconlabel.h"

#include "ui/style/icons.h"
#include "ui/style/theme.h"

#include <QtGui/QPainter>

namespace rove::ui {

IconLabel::IconLabel(int extent, QWidget *parent)
    : QWidget(parent)
    , m_extent(extent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

IconLabel::IconLabel(QLatin1StringView iconName, ColorRole role, int extent, QWidget *parent)
    : IconLabel(extent, parent)
{
    setIcon(iconName, role);
}

void IconLabel::setIcon(QLatin1StringView iconName, ColorRole role)
{
    if (m_iconName == iconName && m_role == role)
        return;
    m_iconName = iconName;
    m_role = role;
    update();
}

void IconLabel::paintEvent(QPaintEvent *)
{
    if (m_iconName.isEmpty())
        return;
    QPainter painter(this);
    icon(m_iconName, m_role)
        .paint(&painter, rect(), Qt::AlignCenter, isEnabled() ? QIcon::Normal : QIcon::Disabled);
}

} // namespace rove::ui
