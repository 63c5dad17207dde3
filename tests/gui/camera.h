// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/gui/guirig.h"

#include <QtCore/QDir>
#include <QtCore/QString>

#include <functional>

namespace rove::test {

/// Saves pictures of widgets in one theme, each called `NAME-theme.png`, once what is queued has happened,
/// and says which. What cannot be written, or is waited for in vain, ends the program with its reason. A
/// value.
class Camera {
public:
    /// Puts the application into the theme `light` or `dark`. Every name gets the prefix.
    Camera(QDir folder, QString theme, QString prefix = {});

    void take(const QString &name, QWidget &widget) const;
    /// Runs the event loop until the condition holds.
    static void expect(const std::function<bool()> &condition, const char *what);
    [[nodiscard]] const QString &theme() const { return m_theme; }

private:
    QDir m_folder;
    QString m_theme;
    QString m_prefix;
};

/// The whole of a program `NAME FOLDER` that takes its pictures in both themes; what main returns.
int takeInBothThemes(int argc, char **argv, const QString &prefix,
                     const std::function<void(const Camera &, const GuiRig &)> &takeAll);

} // namespace rove::test
