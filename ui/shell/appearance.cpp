// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/appearance.h"

#include "ui/models/settings.h"
#include "ui/style/style.h"
#include "ui/style/theme.h"
#include "ui/style/zoom.h"
#include "ui/widgets/relativetime.h"

namespace rove::ui {

Appearance::Appearance(Settings &settings, QObject *parent)
    : QObject(parent)
{
    settings.follow(setting::theme, this,
                    [](int scheme) { Theme::instance().setScheme(static_cast<Theme::Scheme>(scheme)); });
    settings.follow(setting::highContrast, this, [](bool high) {
        Theme::instance().setContrast(high ? Theme::Contrast::High : Theme::Contrast::Normal);
    });
    settings.follow(setting::density, this, [](int density) {
        if (Style *style = Style::instance())
            style->setDensity(static_cast<Density>(density));
    });
    settings.follow(setting::zoom, this, [](int percent) { setApplicationZoom(percent); });
    settings.follow(setting::reduceMotion, this, [](bool reduce) {
        if (Style *style = Style::instance())
            style->setReducesMotion(reduce);
    });
    settings.follow(setting::utcTimes, this, [](bool utc) { setTimesInUtc(utc); });
}

} // namespace rove::ui
