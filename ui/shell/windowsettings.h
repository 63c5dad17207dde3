// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QSettings>

namespace rove::ui {

/// How large things are: geometry, panes, columns. An INI file of the settings folder with a version; a file
/// of another version is left alone and read as if it were empty. Owned by Workspace; GUI thread.
class WindowSettings {
public:
    explicit WindowSettings(const QString &folder);

    /// Bytes that a widget saved under a name of ours: geometry, splitters, headers.
    [[nodiscard]] QByteArray layout(const QString &name) const;
    void setLayout(const QString &name, const QByteArray &bytes);
    void forgetLayout(const QString &name);

private:
    QSettings m_settings;
    bool m_isReadable;
};

} // namespace rove::ui
