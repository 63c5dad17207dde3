// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/camera.h"

#include <cstdio>

using namespace Qt::StringLiterals;

namespace rove::test {

Camera::Camera(QDir folder, QString theme, QString prefix)
    : m_folder(std::move(folder))
    , m_theme(std::move(theme))
    , m_prefix(std::move(prefix))
{
    using Scheme = ui::Theme::Scheme;
    ui::Theme::instance().setScheme(m_theme == "dark"_L1 ? Scheme::Dark : Scheme::Light);
}

void Camera::take(const QString &name, QWidget &widget) const
{
    settle();
    const QString path = m_folder.filePath(u"%1%2-%3.png"_s.arg(m_prefix, name, m_theme));
    if (!widget.grab().save(path))
        qFatal("Cannot write %s", qPrintable(path));
    std::printf("%s\n", qPrintable(path));
}

void Camera::expect(const std::function<bool()> &condition, const char *what)
{
    if (!waitFor(condition))
        qFatal("Waited in vain for %s", what);
}

int takeInBothThemes(int argc, char **argv, const QString &prefix,
                     const std::function<void(const Camera &, const GuiRig &)> &takeAll)
{
    const GuiRig rig(argc, argv);
    if (argc != 2) {
        std::fprintf(stderr, "Usage: %s FOLDER\n", argv[0]);
        return 2;
    }
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    if (!folder.mkpath(u"."_s))
        qFatal("Cannot make %s", argv[1]);
    for (const QString &theme : {u"light"_s, u"dark"_s})
        takeAll(Camera(folder, theme, prefix), rig);
    return 0;
}

} // namespace rove::test
