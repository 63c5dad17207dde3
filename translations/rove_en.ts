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
        <source>%1 · actor changed %n of them %2 ago</source>
        <translation>
            <numerusform>%1 · actor changed %n of them %2 ago</numerusform>
            <numerusform>%1 · actor changed %n of them %2 ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 · actor changed %n of them</source>
        <translation>
            <numerusform>%1 · actor changed %n of them</numerusform>
            <numerusform>%1 · actor changed %n of them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The edits were written, but the actor changed %n value(s) at once.</source>
        <translation>
            <numerusform>The edits were written, but the actor changed one value at once.</numerusform>
            <numerusform>The edits were written, but the actor changed %n values at once.</numerusform>
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
</context>
</TS>
