<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
    <context>
        <name>rove::ui::ActorsPage</name>
        <message numerus="yes">
            <source>None of the %n actor(s) matches “%1”.</source>
            <translation>
                <numerusform>The only actor does not match “%1”.</numerusform>
                <numerusform>None of the %n actors matches “%1”.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n row(s)</source>
            <translation>
                <numerusform>%n row</numerusform>
                <numerusform>%n rows</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>At most %n actor(s) can be copied at once.</source>
            <translation>
                <numerusform>At most %n actor can be copied at once.</numerusform>
                <numerusform>At most %n actors can be copied at once.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>There is room for the pins and marks of %n actor(s), and no more.</source>
            <translation>
                <numerusform>There is room for the pins and marks of %n actor, and no more.</numerusform>
                <numerusform>There is room for the pins and marks of %n actors, and no more.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n selected</source>
            <translation>
                <numerusform>%n selected</numerusform>
                <numerusform>%n selected</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>rove::ui::DetailsPage</name>
        <message numerus="yes">
            <source>%n not offered</source>
            <translation>
                <numerusform>%n not offered</numerusform>
                <numerusform>%n not offered</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>rove::ui::EventsPage</name>
        <message numerus="yes">
            <source>… and %n more</source>
            <translation>
                <numerusform>… and %n more</numerusform>
                <numerusform>… and %n more</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1, %n event(s)</source>
            <comment>%1 is a kind</comment>
            <translation>
                <numerusform>%1, %n event</numerusform>
                <numerusform>%1, %n events</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n event(s)</source>
            <translation>
                <numerusform>%n event</numerusform>
                <numerusform>%n events</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n event(s) were written to %1.</source>
            <translation>
                <numerusform>One event was written to %1.</numerusform>
                <numerusform>%n events were written to %1.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n event(s) are hidden by the filter.</source>
            <translation>
                <numerusform>One event is hidden by the filter.</numerusform>
                <numerusform>%n events are hidden by the filter.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>paused, %n wait(s)</source>
            <translation>
                <numerusform>paused, %n waits</numerusform>
                <numerusform>paused, %n wait</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n older one(s) let go</source>
            <translation>
                <numerusform>%n older one let go</numerusform>
                <numerusform>%n older ones let go</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n new</source>
            <comment>events</comment>
            <translation>
                <numerusform>%n new</numerusform>
                <numerusform>%n new</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>rove::ui::JobsPage</name>
        <message numerus="yes">
            <source>&amp;Keep a copy of each for %n day(s)</source>
            <translation>
                <numerusform>&amp;Keep a copy of each for one day</numerusform>
                <numerusform>&amp;Keep a copy of each for %n days</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and one more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n sleeping actor(s) will wake and run their code.</source>
            <translation>
                <numerusform>One sleeping actor will wake and run its code.</numerusform>
                <numerusform>%n sleeping actors will wake and run their code.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Only the newest %n copies are kept.</source>
            <translation>
                <numerusform>Only the newest copy is kept.</numerusform>
                <numerusform>Only the newest %n copies are kept.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>rove::ui::Models</name>
        <message numerus="yes">
            <source>Started: %n item(s), up to %1 at a time.</source>
            <translation>
                <numerusform>Started: %n item, up to %1 at a time.</numerusform>
                <numerusform>Started: %n items, up to %1 at a time.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Cancelled; waiting for %n item(s) under way.</source>
            <translation>
                <numerusform>Cancelled; waiting for %n item under way.</numerusform>
                <numerusform>Cancelled; waiting for %n items under way.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Started again with %n item(s).</source>
            <translation>
                <numerusform>Started again with %n item.</numerusform>
                <numerusform>Started again with %n items.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Wake %n Actor(s)</source>
            <translation>
                <numerusform>Wake %n Actor</numerusform>
                <numerusform>Wake %n Actors</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Sleep %n Actor(s)</source>
            <translation>
                <numerusform>Sleep %n Actor</numerusform>
                <numerusform>Sleep %n Actors</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Reschedule %n Actor(s)</source>
            <translation>
                <numerusform>Reschedule %n Actor</numerusform>
                <numerusform>Reschedule %n Actors</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Destroy %n Actor(s)</source>
            <translation>
                <numerusform>Destroy %n Actor</numerusform>
                <numerusform>Destroy %n Actors</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Export %n Actor(s)</source>
            <translation>
                <numerusform>Export %n Actor</numerusform>
                <numerusform>Export %n Actors</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Wake %n actor(s)</source>
            <translation>
                <numerusform>Wake %n actor</numerusform>
                <numerusform>Wake %n actors</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Put %n actor(s) to sleep</source>
            <translation>
                <numerusform>Put %n actor to sleep</numerusform>
                <numerusform>Put %n actors to sleep</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Reschedule %n actor(s)</source>
            <translation>
                <numerusform>Reschedule %n actor</numerusform>
                <numerusform>Reschedule %n actors</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Destroy %n actor(s)</source>
            <translation>
                <numerusform>Destroy %n actor</numerusform>
                <numerusform>Destroy %n actors</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Export %n actor(s)</source>
            <translation>
                <numerusform>Export %n actor</numerusform>
                <numerusform>Export %n actors</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n left out: running already.</source>
            <translation>
                <numerusform>1 left out: running already.</numerusform>
                <numerusform>%n left out: running already.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n left out: asleep already.</source>
            <translation>
                <numerusform>1 left out: asleep already.</numerusform>
                <numerusform>%n left out: asleep already.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n left out: asleep, so there is nothing to move.</source>
            <translation>
                <numerusform>1 left out: asleep, so there is nothing to move.</numerusform>
                <numerusform>%n left out: asleep, so there is nothing to move.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n left out: destroyed.</source>
            <translation>
                <numerusform>1 left out: destroyed.</numerusform>
                <numerusform>%n left out: destroyed.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>created %n minute(s) ago</source>
            <translation>
                <numerusform>created %n minute ago</numerusform>
                <numerusform>created %n minutes ago</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>created %n hour(s) ago</source>
            <translation>
                <numerusform>created %n hour ago</numerusform>
                <numerusform>created %n hours ago</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>created %n day(s) ago</source>
            <translation>
                <numerusform>created %n day ago</numerusform>
                <numerusform>created %n days ago</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1, and %n more</source>
            <comment>%1 is a list of changes</comment>
            <translation>
                <numerusform>%1, and %n more</numerusform>
                <numerusform>%1, and %n more</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Applied edits of %n path(s)</source>
            <translation>
                <numerusform>Applied edits of %n path</numerusform>
                <numerusform>Applied edits of %n paths</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n minute(s) ago</source>
            <translation>
                <numerusform>%n minute ago</numerusform>
                <numerusform>%n minutes ago</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n hour(s) ago</source>
            <translation>
                <numerusform>%n hour ago</numerusform>
                <numerusform>%n hours ago</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n day(s) ago</source>
            <translation>
                <numerusform>%n day ago</numerusform>
                <numerusform>%n days ago</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>A filter has at most %n character(s).</source>
            <translation>
                <numerusform>A filter has at most %n character.</numerusform>
                <numerusform>A filter has at most %n characters.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>A filter has at most %n term(s).</source>
            <translation>
                <numerusform>A filter has at most %n term.</numerusform>
                <numerusform>A filter has at most %n terms.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>A term has at most %n value(s).</source>
            <translation>
                <numerusform>A term has at most %n value.</numerusform>
                <numerusform>A term has at most %n values.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>A pattern has at most %n character(s).</source>
            <translation>
                <numerusform>A pattern has at most %n character.</numerusform>
                <numerusform>A pattern has at most %n characters.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n actor(s) wait for the pool %1, which has no runner.</source>
            <translation>
                <numerusform>One actor waits for the pool %1, which has no runner.</numerusform>
                <numerusform>%n actors wait for the pool %1, which has no runner.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n actor(s) wait for room in the pool %1.</source>
            <translation>
                <numerusform>One actor waits for room in the pool %1.</numerusform>
                <numerusform>%n actors wait for room in the pool %1.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n actor(s) of the type %1 crash again and again.</source>
            <translation>
                <numerusform>One actor of the type %1 crashes again and again.</numerusform>
                <numerusform>%n actors of the type %1 crash again and again.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n runner(s) of the pool %1 do not answer.</source>
            <translation>
                <numerusform>One runner of the pool %1 does not answer.</numerusform>
                <numerusform>%n runners of the pool %1 do not answer.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1, %n row(s)</source>
            <translation>
                <numerusform>%1, %n row</numerusform>
                <numerusform>%1, %n rows</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n minute(s)</source>
            <translation>
                <numerusform>%n minute</numerusform>
                <numerusform>%n minutes</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>rove::ui::NotificationsPage</name>
        <message numerus="yes">
            <source>%n notification(s)</source>
            <translation>
                <numerusform>%n notification</numerusform>
                <numerusform>%n notifications</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>rove::ui::OverviewPage</name>
        <message numerus="yes">
            <source>%n more</source>
            <translation>
                <numerusform>%n more</numerusform>
                <numerusform>%n more</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 in %n type(s)</source>
            <translation>
                <numerusform>%1 in %n type</numerusform>
                <numerusform>%1 in %n types</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n runner(s)</source>
            <translation>
                <numerusform>%n runner</numerusform>
                <numerusform>%n runners</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n actor(s)</source>
            <translation>
                <numerusform>%n actor</numerusform>
                <numerusform>%n actors</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>rove::ui::ReplPage</name>
        <message numerus="yes">
            <source>Stopped after running for %n second(s) without a pause.</source>
            <translation>
                <numerusform>Stopped after running for %n second without a pause.</numerusform>
                <numerusform>Stopped after running for %n seconds without a pause.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n answer(s) awaited</source>
            <translation>
                <numerusform>%n answer awaited</numerusform>
                <numerusform>%n answers awaited</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>for %n second(s)</source>
            <translation>
                <numerusform>for %n second</numerusform>
                <numerusform>for %n seconds</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n line(s) were printed faster than they can be shown.</source>
            <translation>
                <numerusform>One line was printed faster than it can be shown.</numerusform>
                <numerusform>%n lines were printed faster than they can be shown.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>… %n more line(s)</source>
            <translation>
                <numerusform>… %n more line</numerusform>
                <numerusform>… %n more lines</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>rove::ui::Shell</name>
        <message numerus="yes">
            <source>%n actor(s)</source>
            <translation>
                <numerusform>%n actor</numerusform>
                <numerusform>%n actors</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The edits of %n actor(s) are not applied and would be lost.</source>
            <translation>
                <numerusform>The edits of one actor are not applied and would be lost.</numerusform>
                <numerusform>The edits of %n actors are not applied and would be lost.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The import made %n edit(s). Look through them, then apply them.</source>
            <translation>
                <numerusform>The import made one edit. Look through it, then apply it.</numerusform>
                <numerusform>The import made %n edits. Look through them, then apply them.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>PRODUCTION — %1 — changes are allowed for %n more minute(s)</source>
            <translation>
                <numerusform>PRODUCTION — %1 — changes are allowed for %n more minute</numerusform>
                <numerusform>PRODUCTION — %1 — changes are allowed for %n more minutes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>This window has %n connection(s) open, which is the most there can be. Close one first.</source>
            <translation>
                <numerusform>This window has %n connection open, which is the most there can be. Close one first.</numerusform>
                <numerusform>This window has %n connections open, which is the most there can be. Close one first.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n connection(s) were added. Their tokens have to be typed again.</source>
            <translation>
                <numerusform>One connection was added. Its token has to be typed again.</numerusform>
                <numerusform>%n connections were added. Their tokens have to be typed again.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n runner(s)</source>
            <translation>
                <numerusform>%n runner</numerusform>
                <numerusform>%n runners</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n job(s)</source>
            <translation>
                <numerusform>%n job</numerusform>
                <numerusform>%n jobs</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n minute(s)</source>
            <translation>
                <numerusform>%n minute</numerusform>
                <numerusform>%n minutes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n job(s) are not done. Quit and cancel them?</source>
            <translation>
                <numerusform>One job is not done. Quit and cancel it?</numerusform>
                <numerusform>%n jobs are not done. Quit and cancel them?</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Notifications, %n unread</source>
            <translation>
                <numerusform>Notifications, %n unread</numerusform>
                <numerusform>Notifications, %n unread</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The job “%1” ended with %n failure(s).</source>
            <translation>
                <numerusform>The job “%1” ended with %n failure.</numerusform>
                <numerusform>The job “%1” ended with %n failures.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n namespace(s) could not be searched.</source>
            <translation>
                <numerusform>%n namespace could not be searched.</numerusform>
                <numerusform>%n namespaces could not be searched.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>rove::ui::StatePage</name>
        <message numerus="yes">
            <source>%n local edit(s)</source>
            <translation>
                <numerusform>%n local edit</numerusform>
                <numerusform>%n local edits</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The edits were written, but the actor changed %n value(s) at once.</source>
            <translation>
                <numerusform>The edits were written, but the actor changed one value at once.</numerusform>
                <numerusform>The edits were written, but the actor changed %n values at once.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n unchanged</source>
            <comment>entries</comment>
            <translation>
                <numerusform>%n unchanged</numerusform>
                <numerusform>%n unchanged</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n added</source>
            <comment>differences</comment>
            <translation>
                <numerusform>%n added</numerusform>
                <numerusform>%n added</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n removed</source>
            <comment>differences</comment>
            <translation>
                <numerusform>%n removed</numerusform>
                <numerusform>%n removed</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n changed</source>
            <comment>differences</comment>
            <translation>
                <numerusform>%n changed</numerusform>
                <numerusform>%n changed</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 · %Ln value(s)</source>
            <translation>
                <numerusform>%1 · %Ln value</numerusform>
                <numerusform>%1 · %Ln values</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 · the actor changed %n of them %2</source>
            <translation>
                <numerusform>%1 · the actor changed %n of them %2</numerusform>
                <numerusform>%1 · the actor changed %n of them %2</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 · the actor changed %n of them</source>
            <translation>
                <numerusform>%1 · the actor changed %n of them</numerusform>
                <numerusform>%1 · the actor changed %n of them</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The actor changed %n of these meanwhile. Choose Yours or Live in each row marked as a conflict, or uncheck the row.</source>
            <translation>
                <numerusform>The actor changed %n of these meanwhile. Choose Yours or Live in each row marked as a conflict, or uncheck the row.</numerusform>
                <numerusform>The actor changed %n of these meanwhile. Choose Yours or Live in each row marked as a conflict, or uncheck the row.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>&amp;Drop %n Edit(s)</source>
            <translation>
                <numerusform>&amp;Drop %n Edit</numerusform>
                <numerusform>&amp;Drop %n Edits</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>&amp;Apply %n Change(s)</source>
            <translation>
                <numerusform>&amp;Apply %n Change</numerusform>
                <numerusform>&amp;Apply %n Changes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>&amp;Apply %1 of %n Change(s)</source>
            <translation>
                <numerusform>&amp;Apply %1 of %n Change</numerusform>
                <numerusform>&amp;Apply %1 of %n Changes</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>rove::ui::Widgets</name>
        <message numerus="yes">
            <source>This happened %n time(s)</source>
            <translation>
                <numerusform>This happened once</numerusform>
                <numerusform>This happened %n times</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln entries</source>
            <translation>
                <numerusform>%Ln entry</numerusform>
                <numerusform>%Ln entries</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln characters</source>
            <translation>
                <numerusform>%Ln character</numerusform>
                <numerusform>%Ln characters</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln bytes</source>
            <translation>
                <numerusform>%Ln byte</numerusform>
                <numerusform>%Ln bytes</numerusform>
            </translation>
        </message>
    </context>
</TS>
