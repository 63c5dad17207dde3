// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/settingtable.h"

#include "ui/models/modelstext.h"

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

using Kind = decltype(SettingSpec::kind);

template <class T>
SettingSpec spec(const SettingKey<T> &key, const QString &title, const QString &effect, Kind kind)
{
    return {.id = QString::fromLatin1(key.id),
            .title = title,
            .effect = effect,
            .standard = QVariant::fromValue(key.standard),
            .kind = std::move(kind)};
}

SettingSpec onOff(const SettingKey<bool> &key, const QString &title, const QString &effect)
{
    return spec(key, title, effect, SwitchSetting{});
}

SettingSection general()
{
    return {.id = u"general"_s,
            .title = ModelsText::tr("General"),
            .settings = {
                onOff(setting::startEngine, ModelsText::tr("Start the local engine with the program"),
                      ModelsText::tr("The engine inside this program runs as soon as a window is open.")),
                onOff(setting::connectLocal, ModelsText::tr("Connect to the local engine when it starts"),
                      ModelsText::tr("A window without a connection opens the local engine by itself.")),
                onOff(setting::restoreSession, ModelsText::tr("Open what was open last time"),
                      ModelsText::tr("Windows, connections, tabs and filters come back at the next start.")),
            }};
}

SettingSection appearance()
{
    return {.id = u"appearance"_s,
            .title = ModelsText::tr("Appearance"),
            .settings = {
                spec(setting::theme, ModelsText::tr("Colours"),
                     ModelsText::tr("Light or dark, or whichever the desktop uses."),
                     ChoiceSetting{.words = {ModelsText::tr("As the system"), ModelsText::tr("Light"),
                                             ModelsText::tr("Dark")}}),
                onOff(setting::highContrast, ModelsText::tr("High contrast"),
                      ModelsText::tr("Leaves the system's colours as they are and tints nothing.")),
                spec(setting::density, ModelsText::tr("Density"),
                     ModelsText::tr("How high the rows of lists are."),
                     ChoiceSetting{.words = {ModelsText::tr("Compact"), ModelsText::tr("Normal"),
                                             ModelsText::tr("Comfortable")}}),
                spec(setting::zoom, ModelsText::tr("Zoom"), ModelsText::tr("The size of all text and rows."),
                     NumberSetting{.min = 75, .max = 200, .step = 5, .unit = u" %"_s}),
                onOff(setting::reduceMotion, ModelsText::tr("Reduce motion"),
                      ModelsText::tr("Nothing moves by itself; what is busy says so standing still.")),
                onOff(setting::utcTimes, ModelsText::tr("Show times in UTC"),
                      ModelsText::tr("Moments are shown in UTC instead of this machine's time zone.")),
                onOff(setting::narrowNavigation, ModelsText::tr("Narrow navigation"),
                      ModelsText::tr("The navigation shows icons only, however wide the window is.")),
            }};
}

SettingSection connections()
{
    return {
        .id = u"connections"_s,
        .title = ModelsText::tr("Connections"),
        .settings = {
            onOff(setting::askBeforeProduction, ModelsText::tr("Ask before connecting to production again"),
                  ModelsText::tr("A restored production connection waits for one click.")),
            onOff(setting::findEngines, ModelsText::tr("Look for engines on this machine"),
                  ModelsText::tr("The start page lists engines that answer on local ports.")),
            spec(setting::recentCount, ModelsText::tr("Recent places"),
                 ModelsText::tr("How many namespaces and actors the start page remembers."),
                 NumberSetting{.min = 5, .max = 100, .step = 5}),
        }};
}

SettingSection live()
{
    return {.id = u"live"_s,
            .title = ModelsText::tr("Live and limits"),
            .settings = {
                spec(setting::listSeconds, ModelsText::tr("Refresh the list of actors every"),
                     ModelsText::tr("A longer time asks less of the engine."),
                     NumberSetting{.min = 1, .max = 60, .unit = ModelsText::tr(" s", "seconds")}),
                spec(setting::openActorCount, ModelsText::tr("Actors open at once, per connection"),
                     ModelsText::tr("Beyond this the tab not used for longest closes, unless it has edits."),
                     NumberSetting{.min = 2, .max = 32}),
                spec(setting::previewMinutes, ModelsText::tr("Let go of an unused preview after"),
                     ModelsText::tr("An actor that was only looked at is closed, so that it can sleep."),
                     NumberSetting{.min = 1, .max = 120, .unit = ModelsText::tr(" min", "minutes")}),
            }};
}

SettingSection stateEditor()
{
    return {.id = u"state"_s,
            .title = ModelsText::tr("State editor"),
            .settings = {
                spec(setting::stateView, ModelsText::tr("Show a state first as"),
                     ModelsText::tr("Which view an actor opens with; each tab remembers what it showed."),
                     ChoiceSetting{.words = {ModelsText::tr("Tree"), ModelsText::tr("JSON")}}),
            }};
}

SettingSection repl()
{
    return {.id = u"repl"_s,
            .title = ModelsText::tr("REPL"),
            .settings = {
                onOff(setting::replEnterRuns, ModelsText::tr("Enter runs the input"),
                      ModelsText::tr("Shift+Enter begins a new line; otherwise Ctrl+Enter runs.")),
                onOff(setting::keepReplHistory, ModelsText::tr("Remember what was run"),
                      ModelsText::tr(
                          "Without it the history ends with the program, and what was kept is deleted.")),
                onOff(setting::keepReplInput, ModelsText::tr("Remember unfinished input"),
                      ModelsText::tr("What was typed and not run comes back with the session.")),
            }};
}

SettingSection notifications()
{
    return {
        .id = u"notifications"_s,
        .title = ModelsText::tr("Notifications"),
        .settings = {
            onOff(setting::showNotifications, ModelsText::tr("Say new ones in the status bar"),
                  ModelsText::tr("A new notification is shown there for a moment; the list has it anyway.")),
            onOff(
                setting::desktopNotifications, ModelsText::tr("Say on the desktop what ended"),
                ModelsText::tr("Jobs that ended and connections that were lost, while another program is in "
                               "front and where the desktop shows notifications.")),
            spec(setting::notificationCount, ModelsText::tr("Keep at most"),
                 ModelsText::tr("Older notifications make room for new ones."),
                 NumberSetting{.min = 20, .max = 1000, .step = 20}),
        }};
}

SettingSection safety()
{
    const auto minutes = [](int count) { return ModelsText::tr("%n minute(s)", nullptr, count); };
    return {
        .id = u"safety"_s,
        .title = ModelsText::tr("Privacy and safety"),
        .settings = {
            spec(setting::unlockMinutes, ModelsText::tr("Allow changes in production for"),
                 ModelsText::tr("What the dialog offers first; afterwards it is read-only again."),
                 ChoiceSetting{.words = {minutes(5), minutes(15), minutes(60)}, .values = {5, 15, 60}}),
            onOff(setting::keepDrafts, ModelsText::tr("Keep edits that are not applied"),
                  ModelsText::tr("They are written to the session file, readable by you alone.")),
            spec(setting::undoSeconds, ModelsText::tr("Time to undo destroying a local actor"),
                 ModelsText::tr("So long nothing is sent; with none it is destroyed at once."),
                 NumberSetting{.min = 0, .max = 60, .unit = ModelsText::tr(" s", "seconds")}),
            onOff(setting::keepDestroyed, ModelsText::tr("Keep copies of destroyed actors"),
                  ModelsText::tr("Before an actor is destroyed from here, its state is written to a file.")),
            onOff(setting::keepHistory, ModelsText::tr("Keep versions of states on disk"),
                  ModelsText::tr("Every state an opened actor had is kept; otherwise until the tab closes.")),
            onOff(setting::keepRecent, ModelsText::tr("Remember recent places"),
                  ModelsText::tr("The names of actors and namespaces opened last are written to a file.")),
        }};
}

} // namespace

QList<SettingSection> settingSections()
{
    return {general(), appearance(), connections(), live(), stateEditor(), repl(), notifications(), safety()};
}

} // namespace rove::ui
