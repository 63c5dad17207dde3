// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>
#include <QtGui/QColor>
#include <QtGui/QPalette>

namespace rove::ui {

/// What a colour is for. Code names a role and never a colour; the table behind them is measured for
/// contrast.
enum class ColorRole {
    Window,
    Base,
    Alternate,
    Panel,
    Selection,
    Text,
    Muted,
    Border,
    BorderStrong,
    Accent,
    AccentText,
    Focus,
    Running,
    Sleeping,
    Starting,
    Pending,
    Crashed,
    Backoff,
    Draining,
    Destroyed,
    DiffAdded,
    DiffRemoved,
    DiffChanged,
    JsonKey,
    JsonString,
    JsonNumber,
    JsonBool,
    JsonNull,
    JsonBytes,
    Production,
    ProductionText,

    Error = Crashed,
    Warning = Draining,
    Stale = Destroyed,
};

inline constexpr int colorRoleCount = static_cast<int>(ColorRole::ProductionText) + 1;

/// The colours of the whole application, light or dark, and the palette made of them.
/// Made once in main, right after QApplication, and reached through instance() as widgets reach qApp; GUI
/// thread only. It follows the system's scheme unless told otherwise. With high contrast it leaves the
/// system's palette alone, and every role becomes one of that palette's colours, so nothing is tinted.
/// Whoever keeps a colour listens to changed().
class Theme : public QObject {
    Q_OBJECT

public:
    enum class Scheme { System, Light, Dark };
    enum class Contrast { Normal, High };

    explicit Theme(QObject *parent = nullptr);
    ~Theme() override;
    Q_DISABLE_COPY_MOVE(Theme)

    /// The application's theme; there must be one.
    static Theme &instance();
    /// One cell of the role table, whatever the current theme.
    static QColor tableColor(ColorRole role, Qt::ColorScheme scheme);

    [[nodiscard]] QColor color(ColorRole role) const;
    /// The role laid over `background` with this share of it, from 0 to 1: for quiet fills and disabled
    /// things.
    [[nodiscard]] QColor blended(ColorRole role, ColorRole background, qreal share) const;
    [[nodiscard]] bool isDark() const;
    /// False with high contrast: then state is told by icon, word and sign only.
    [[nodiscard]] bool hasTints() const;

    [[nodiscard]] Scheme scheme() const { return m_scheme; }
    void setScheme(Scheme scheme);
    [[nodiscard]] Contrast contrast() const { return m_contrast; }
    void setContrast(Contrast contrast);

signals:
    /// Colours are new; the application's palette has been set already.
    void changed();

private:
    void refresh();
    [[nodiscard]] QPalette palette() const;
    [[nodiscard]] QColor systemColor(ColorRole role) const;

    Scheme m_scheme = Scheme::System;
    Contrast m_contrast = Contrast::Normal;
    bool m_dark = false;
};

} // namespace rove::ui
