// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A window with the page of actors on a list of a hundred thousand, for a screen reader to find its way in.
#include "tests/gui/guirig.h"
#include "ui/client/httpclient.h"
#include "ui/models/actorlistmodel.h"
#include "ui/pages/actors/actorspage.h"

using namespace Qt::StringLiterals;
using namespace rove;

namespace {

constexpr int actorCount = 100'000;

manager::Actor actorOf(int number)
{
    manager::Actor actor;
    actor.actorId = u"actor%1"_s.arg(number, 8, 10, QChar(u'0'));
    actor.name = u"room"_s;
    actor.key = u"room-%1"_s.arg(number);
    actor.runnerNameSelector = u"default"_s;
    actor.createTs = manager::Instant(std::chrono::milliseconds(1'700'000'000'000 - number * 1000LL));
    actor.connectableTs = actor.createTs;
    return actor;
}

} // namespace

int main(int argc, char **argv)
{
    const test::GuiRig rig(argc, argv);
    // Nothing is ever asked of it.
    ui::HttpClient nowhere(ui::Endpoint::parse(u"http://127.0.0.1:9"_s).value(), ui::WriteMode::ReadOnly);
    ui::ActorListModel actors(nowhere);
    for (int number = 0; number < actorCount; ++number)
        actors.take(actorOf(number));
    ui::ActorsPage page([](ui::ActorStatus) { return ui::tone::running; });
    page.setWindowTitle(u"Many actors"_s);
    page.resize(1000, 700);
    page.setActors(&actors);
    page.show();
    return QApplication::exec();
}
