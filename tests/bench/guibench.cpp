// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How the window holds up: its start, a click on an actor, a list of 100 000 actors, a flood of events, a
// state of 500 000 values. Prints the median and the range of several rounds in milliseconds; asserts
// nothing.
#include "protocol/base/cbor.h"
#include "tests/bench/windowbench.h"
#include "tests/gui/guirig.h"
#include "ui/models/actoreventlog.h"
#include "ui/models/actorfields.h"
#include "ui/models/actorlistmodel.h"
#include "ui/models/actorsession.h"
#include "ui/models/orderedview.h"
#include "ui/models/statedocument.h"
#include "ui/models/valuetree.h"
#include "ui/pages/actors/actorspage.h"
#include "ui/pages/events/eventspage.h"
#include "ui/widgets/filterbox.h"
#include "ui/widgets/valuetreemodel.h"
#include "ui/widgets/valuetreeview.h"

#include <QtCore/QElapsedTimer>
#include <QtWidgets/QScrollBar>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr int roundCount = 5;
constexpr int actorCount = 100'000;
constexpr int eventCount = 200'000;
constexpr int rowCount = 100'000;

using Milliseconds = std::chrono::duration<double, std::milli>;

Milliseconds timed(const std::function<void()> &work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return std::chrono::nanoseconds(timer.nsecsElapsed());
}

void print(const char *title, std::vector<Milliseconds> samples)
{
    if (samples.empty()) {
        std::printf("%-44s   could not be measured\n", title);
        return;
    }
    std::ranges::sort(samples);
    std::printf("%-44s %9.2f   (%.2f to %.2f)\n", title, samples[samples.size() / 2].count(),
                samples.front().count(), samples.back().count());
    std::fflush(stdout);
}

void measure(const char *title, const std::function<void(int)> &work)
{
    std::vector<Milliseconds> samples;
    for (int round = 0; round < roundCount; ++round)
        samples.push_back(timed([&] { work(round); }));
    print(title, samples);
}

manager::Actor actorOf(int number)
{
    manager::Actor actor;
    actor.actorId = u"actor%1"_s.arg(number, 8, 10, QChar(u'0'));
    actor.name = u"type%1"_s.arg(number % 17);
    actor.key = u"tenant-%1:room-%2"_s.arg(number % 50).arg(number);
    actor.runnerNameSelector = u"default"_s;
    actor.createTs = manager::Instant(std::chrono::milliseconds(1'700'000'000'000 + number * 1000LL));
    (number % 5 == 0 ? actor.sleepTs : actor.connectableTs) = actor.createTs;
    return actor;
}

void settle(const OrderedView &view)
{
    do
        QCoreApplication::processEvents(QEventLoop::AllEvents, 2);
    while (view.isComputing());
}

void measureList(HttpClient &http)
{
    ActorListModel actors(http);
    for (int number = 0; number < actorCount; ++number)
        actors.take(actorOf(number));
    ActorsPage page([](ActorStatus) { return tone::running; });
    page.resize(900, 800);
    page.show();
    page.setActors(&actors);
    OrderedView &view = *page.table()->view();
    settle(view);

    measure("actors: filter by status", [&](int round) {
        page.filterBox()->apply(round % 2 ? u"status:sleeping"_s : u"status:running"_s);
        settle(view);
    });
    measure("actors: filter by words", [&](int round) {
        page.filterBox()->apply(u"room-%1"_s.arg(777 + round));
        settle(view);
    });
    page.filterBox()->apply({});
    settle(view);
    const auto sort = [&](const char *title, ActorField field) {
        measure(title, [&](int round) {
            view.setSortLevels({{fieldOf(field), round % 2 ? Qt::AscendingOrder : Qt::DescendingOrder}});
            settle(view);
        });
    };
    sort("actors: sort by time", ActorField::Created);
    sort("actors: sort by key", ActorField::Key);

    std::vector<Milliseconds> frames;
    QScrollBar *bar = page.table()->verticalScrollBar();
    constexpr int frameCount = 400;
    for (int frame = 0; frame < frameCount; ++frame)
        frames.push_back(timed([&] {
            bar->setValue(static_cast<int>(std::int64_t(bar->maximum()) * frame / frameCount));
            page.table()->viewport()->repaint();
        }));
    std::ranges::sort(frames);
    print("actors: scroll, p99 of a frame", {frames[frameCount * 99 / 100]});
}

void measureEvents(HttpClient &http)
{
    ActorSession session(http, u"actor"_s);
    ActorEventLog log(session);
    EventsPage page;
    page.resize(1000, 700);
    page.setLog(&log);
    page.show();
    Milliseconds longestTurn{};
    const Milliseconds all = timed([&] {
        for (int number = 0; number < eventCount; ++number) {
            log.append({.kind = EventKind::State, .summary = u"count: %1"_s.arg(number)});
            if (number % 500 == 0)
                longestTurn = std::max(longestTurn, timed([] { QCoreApplication::processEvents(); }));
        }
        log.flush();
    });
    std::printf("%-44s %9.0f a second\n", "events: taken in, page open", eventCount / (all.count() / 1000));
    print("events: longest wait for input meanwhile", {longestTurn});
}

/// About 20 MB with 500 000 values.
QCborValue largeState()
{
    QCborArray rows;
    for (int number = 0; number < rowCount; ++number)
        rows.append(
            QCborMap{{u"id"_s, number},
                     {u"name"_s, u"a name that goes on for a while, as texts in states do, %1"_s.arg(number)},
                     {u"isOn"_s, true},
                     {u"rate"_s, number * 0.5}});
    return QCborMap{{u"rows"_s, rows}, {u"title"_s, u"large"_s}};
}

void measureState()
{
    const QCborValue state = largeState();
    QCborValue changed = *withValue(state, {u"rows"_s, qint64(77'777), u"rate"_s}, QCborValue(1.25));
    ValueTreeModel model;
    ValueTreeView view;
    view.setModel(&model);
    view.resize(800, 600);
    view.show();
    const QByteArray bytes = cbor::encodeCompat(state);
    std::vector<Milliseconds> openings;
    for (int round = 0; round < roundCount; ++round) {
        model.setValue({});
        QCoreApplication::processEvents();
        openings.push_back(timed([&] {
            model.setValue(*cbor::decodeCompat(bytes));
            QCoreApplication::processEvents();
            view.viewport()->repaint();
        }));
    }
    print("state: decode, and open in the tree", openings);
    measure("state: difference of two versions", [&](int) { (void) diffValues(state, changed, 1000); });
    StateDocument document;
    document.setLive(state);
    measure("state: edit one path", [&](int round) {
        document.edit({u"rows"_s, qint64(50'000), u"rate"_s}, QCborValue(round * 1.5));
    });
    measure("state: a new live version", [&](int round) { document.setLive(round % 2 ? state : changed); });
}

} // namespace
} // namespace rove::ui

int main(int argc, char **argv)
{
    const rove::test::GuiRig rig(argc, argv);
    // Nothing is ever asked of it.
    rove::ui::HttpClient nowhere(rove::ui::Endpoint::parse(u"http://127.0.0.1:9"_s).value(),
                                 rove::ui::WriteMode::ReadOnly);
    std::printf("%-44s %9s   %s\n", "", "median ms", "(range)");
    const QString rove = QCoreApplication::applicationDirPath() % "/rove"_L1;
    rove::ui::print("start to a usable window", rove::bench::coldStart(rove, {u"--no-engine"_s}));
    rove::ui::print("the same with the engine inside", rove::bench::coldStart(rove, {u"--port"_s, u"0"_s}));
    rove::ui::print("click on an actor to its state", rove::bench::clickToState());
    rove::ui::measureList(nowhere);
    rove::ui::measureEvents(nowhere);
    rove::ui::measureState();
    return 0;
}
