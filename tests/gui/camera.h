// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/gui/album.h"
#include "tests/gui/guirig.h"

#include <QtCore/QDir>
#include <QtCore/QString>

#include <functional>
#include <memory>

namespace rove::test {

/// Takes pictures of widgets in one look, each called `NAME-look`, once what is queued has happened, and puts
/// them into an album, which also looks for what is cut or covered in them. A look is a theme, `light`,
/// `dark` or `contrast`, or a language in the light theme: `pseudo`, longer than English, or `arabic`, from
/// right to left. Ports of this machine and milliseconds are written over in labels, buttons and fields while
/// a picture is taken: they are chance. What is waited for in vain ends the program with its reason. Alive
/// while its look is worn; the album outlives it.
class Camera {
public:
    /// Every name gets the prefix.
    Camera(Album &album, QString look, QString prefix = {});
    ~Camera();
    Q_DISABLE_COPY_MOVE(Camera)

    /// Compared in every theme; in the languages it is only looked through for what is cut.
    void take(const QString &name, QWidget &widget) const;
    /// Compared in the languages, too: for the window, each page as it usually is, and each dialog.
    void takeInEveryLook(const QString &name, QWidget &widget) const;
    /// Of something that is another at each time, like a duration or an ID of a real engine.
    void takeUncompared(const QString &name, QWidget &widget) const;
    /// Runs the event loop until the condition holds.
    static void expect(const std::function<bool()> &condition, const char *what);
    [[nodiscard]] const QString &look() const { return m_look; }

private:
    enum class Reference { No, Yes };

    void add(const QString &name, QWidget &widget, Reference reference) const;
    [[nodiscard]] QString fullName(const QString &name) const;

    Album &m_album;
    QString m_look;
    QString m_prefix;
    std::unique_ptr<QTranslator> m_language;
};

/// The whole of a program of pictures; what main returns. `NAME FOLDER` saves them in every look to the
/// folder. `NAME FOLDER --compare REFERENCES` puts only what differs from the references there; `NAME FOLDER
/// --update REFERENCES` makes them the references. A program that cannot compare here, because letters look
/// otherwise, returns `skipped`. The calendar clock stands still in it.
using TakeAll = std::function<void(const Camera &, const GuiRig &)>;
struct Pictures {
    TakeAll takeAll;
    QString prefix = {};
    QStringList themes = {QStringLiteral("light"), QStringLiteral("dark")};
    /// Without them where the texts are not the program's own.
    bool hasLanguages = true;
};
int takePictures(int argc, char **argv, const Pictures &pictures);

/// What ctest takes for "not run".
inline constexpr int skipped = 77;

} // namespace rove::test
