// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/camera.h"
#include "tests/gui/gallery/scenes.h"

#include <QtCore/QThreadPool>

using namespace rove;
using namespace rove::test;

namespace {

void takeScene(const Camera &camera, const ui::gallery::Scene &scene)
{
    const std::unique_ptr<QWidget> widget = scene.make();
    widget->resize(scene.size.isValid() ? scene.size : widget->sizeHint());
    widget->show();
    // What a scene works out on threads of the pool arrives as events, and may start more.
    for (int round = 0; round < 4; ++round) {
        settle();
        QThreadPool::globalInstance()->waitForDone();
    }
    camera.take(scene.name, *widget);
}

} // namespace

int main(int argc, char **argv)
{
    return takePictures(argc, argv,
                        {.takeAll =
                             [](const Camera &camera, const GuiRig &) {
                                 for (const ui::gallery::Scene &scene : ui::gallery::scenes())
                                     takeScene(camera, scene);
                             },
                         .hasLanguages = false});
}
