// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/metrics.h"
#include "ui/style/tone.h"

#include <QtWidgets/QWidget>

namespace rove::ui {

/// A picture beside words, in the colour that its role has at the moment it is painted, so it follows the
/// theme, the screen's scale and high contrast by itself. Means nothing alone: screen readers hear of it only
/// where it has an accessible name. GUI thread.
class IconLabel : public QWidget {
    Q_OBJECT
public:
    /// `extent` is its width and height, in pixels of the layout.
    explicit IconLabel(int extent = metrics::iconSize, QWidget *parent = nullptr);
    IconLabel(QLatin1StringView iconName, ColorRole role, int extent = metrics::iconSize,
              QWidget *parent = nullptr);

    /// An empty name shows nothing and keeps the room.
    void setIcon(QLatin1StringView iconName, ColorRole role);
    [[nodiscard]] QLatin1StringView iconName() const { return m_iconName; }
    [[nodiscard]] ColorRole role() const { return m_role; }

    [[nodiscard]] QSize sizeHint() const override { return {m_extent, m_extent}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_extent;
    QLatin1StringView m_iconName;
    ColorRole m_role = ColorRole::Muted;
};

} // namespace rove::ui
