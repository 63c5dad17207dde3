// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/style.h"
#include "ui/style/theme.h"

#include <QtCore/QByteArray>
#include <QtCore/QSettings>

namespace rove::ui {

/// What the window remembers: theme, density, geometry, sizes of panes. An INI file of the settings folder
/// with a version; a file of another version is left alone and read as if it were empty. Holds no secrets.
/// Owned by the window; GUI thread.
class WindowSettings {
public:
    explicit WindowSettings(const QString &folder);

    [[nodiscard]] Theme::Scheme scheme() const;
    void setScheme(Theme::Scheme scheme);
    [[nodiscard]] Density density() const;
    void setDensity(Density density);
    [[nodiscard]] bool isNavigationCollapsed() const;
    void setNavigationCollapsed(bool collapsed);

    /// Bytes that a widget saved under a name of ours: geometry, splitters, headers.
    [[nodiscard]] QByteArray layout(const QString &name) const;
    void setLayout(const QString &name, const QByteArray &bytes);

private:
    [[nodiscard]] QVariant value(const QString &key) const;
    void setValue(const QString &key, const QVariant &value);

    QSettings m_settings;
    bool m_isReadable;
};

} // namespace rove::ui
