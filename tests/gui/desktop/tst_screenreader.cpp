// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/desktop/atspi.h"

#include <QtCore/QProcess>
#include <QtCore/QRegularExpression>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <sys/prctl.h>

#include <algorithm>
#include <array>
#include <csignal>

using namespace Qt::StringLiterals;
using namespace rove::test;

namespace {

using State = AccessibleState;

// X11's keysymdef.h.
constexpr unsigned int tabKey = 0xff09;
constexpr unsigned int enterKey = 0xff0d;
constexpr unsigned int escapeKey = 0xff1b;
constexpr unsigned int homeKey = 0xff50;
constexpr unsigned int leftKey = 0xff51;
constexpr unsigned int rightKey = 0xff53;
constexpr unsigned int downKey = 0xff54;
constexpr unsigned int pageDownKey = 0xff56;

/// Starts of programs, and of the engine, on a busy machine.
constexpr int startPatience = 60'000;
constexpr int stopPatience = 30'000;
constexpr int patience = 20'000;
/// What it takes to find a table in its window and to read some of its cells, whatever their number.
constexpr qsizetype callCountMax = 5000;
/// No page has more places for the focus.
constexpr int placeCountMax = 80;

/// Roles of things that screen readers pass over in silence.
const std::array meaninglessRoles{u"unknown"_s, u"filler"_s, u"invalid"_s, u"layered pane"_s,
                                  u"redundant object"_s};

/// What takes the focus, can be pressed or has a name, and does not say what it is.
QStringList faultsIn(const Accessible &window)
{
    QStringList faults;
    for (const Accessible &thing : window.everything()) {
        const QString role = thing.role();
        const bool isForUse = thing.has(State::Focusable) || role.contains(u"button");
        const bool hasName = !thing.name().isEmpty() || !thing.labels().empty();
        if (isForUse && !hasName)
            faults.append(u"no name: %1 in %2"_s.arg(thing.words(), thing.parent().words()));
        if ((isForUse || hasName) && std::ranges::contains(meaninglessRoles, role))
            faults.append(u"no role: %1 in %2"_s.arg(thing.words(), thing.parent().words()));
    }
    return faults;
}

QStringList namesOfRow(const Accessible &table, int row)
{
    QStringList names;
    for (int column = 0; column < table.columnCount(); ++column)
        names.append(table.cell(row, column).name());
    return names;
}

/// The number of the first row whose first cell begins with `start`, or −1.
int rowOf(const Accessible &table, const QString &start)
{
    for (int row = 0; row < table.rowCount(); ++row)
        if (table.cell(row, 0).name().startsWith(start))
            return row;
    return -1;
}

bool isFocusTaken(const AccessibleEvent &event)
{
    return event.detail == "focused"_L1 && event.value == 1;
}

} // namespace

/// The real program with its engine inside, read and driven by nothing but what AT-SPI gives a screen reader,
/// and by keys. The functions are one session, in their order.
class tst_ScreenReader : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { m_focus = {}; }
    void theProgramIsFoundByName();
    void tabMovesTheFocusAndSaysSo();
    void everyViewSaysWhatTakesTheFocus();
    void aDialogIsFilledInByNameAndMakesAnActor();
    void theListOfActorsIsReadCellByCell();
    void aStateIsReadAsATree();
    void everySectionSaysWhatTakesTheFocus();
    void aCommandIsFoundInThePalette();
    void theNewConnectionDialogLabelsItsFields();
    void whatHappensIsAnnounced();
    void aHundredThousandRowsAreNotWalkedThrough();
    void cleanupTestCase();

private:
    void start(QProcess &process, const QString &program, const QStringList &arguments);
    [[nodiscard]] Accessible applicationNamed(const QString &name);
    /// The showing thing of this role and name in any window of the program; waited for.
    [[nodiscard]] Accessible wait(const QString &role, const QString &name);
    void openView(const QString &name);
    /// Presses Tab until it has the focus.
    [[nodiscard]] bool tabTo(const Accessible &thing);
    /// Whether something else says that it has the focus then; `m_focus` is that.
    [[nodiscard]] bool pressAndHear(unsigned int key);
    /// Whether it came, in time; asked anew until then.
    [[nodiscard]] bool hasFocus(const Accessible &thing);
    [[nodiscard]] QStringList faultsInSections();
    [[nodiscard]] bool wasAnnounced(const QString &start) const;

    QTemporaryDir m_folder;
    AccessibleBus m_bus;
    QProcess m_rove;
    Accessible m_application;
    QList<AccessibleEvent> m_events;
    Accessible m_focus; ///< What a key that was pressed gave the focus to.
};

void tst_ScreenReader::start(QProcess &process, const QString &program, const QStringList &arguments)
{
    process.setProgram(qEnvironmentVariable("ROVE_BIN") % u'/' % program);
    process.setArguments(arguments);
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    process.start();
    QVERIFY(process.waitForStarted());
}

Accessible tst_ScreenReader::applicationNamed(const QString &name)
{
    for (const Accessible &application : m_bus.desktop().children())
        if (application.name() == name)
            return application;
    return {};
}

Accessible tst_ScreenReader::wait(const QString &role, const QString &name)
{
    Accessible found;
    const auto isThere = [&] { return bool(found = m_application.find(role, name)); };
    if (QTest::qWaitFor(isThere, patience))
        return found;
    for (const Accessible &thing : m_application.everything())
        qWarning().noquote() << thing.words();
    return {};
}

void tst_ScreenReader::openView(const QString &name)
{
    const Accessible list = wait(u"list"_s, u"Navigation"_s);
    QVERIFY(list);
    const int row = rowOf(list, name);
    QVERIFY2(row >= 0, qPrintable(name));
    QVERIFY(list.selectRow(row));
}

bool tst_ScreenReader::tabTo(const Accessible &thing)
{
    for (int pressed = 0; pressed < placeCountMax; ++pressed) {
        if (thing.has(State::Focused))
            return true;
        if (!pressAndHear(tabKey))
            return false;
    }
    return false;
}

bool tst_ScreenReader::pressAndHear(unsigned int key)
{
    m_events.clear();
    m_bus.press(key);
    // On its way the focus may go through other places, and the last one may be told of twice.
    const auto hasMoved = [this](const AccessibleEvent &event) {
        return isFocusTaken(event) && event.source != m_focus && event.source.has(State::Focused);
    };
    return QTest::qWaitFor(
        [&] {
            const QList<AccessibleEvent> events = m_events;
            const auto moved = std::ranges::find_if(events, hasMoved);
            if (moved == events.end())
                return false;
            m_focus = moved->source;
            return true;
        },
        patience);
}

bool tst_ScreenReader::hasFocus(const Accessible &thing)
{
    return QTest::qWaitFor([&] { return thing.has(State::Focused); }, patience);
}

bool tst_ScreenReader::wasAnnounced(const QString &start) const
{
    return std::ranges::any_of(m_events, [&](const AccessibleEvent &event) {
        return event.name == "Announcement"_L1 && event.content.startsWith(start);
    });
}

void tst_ScreenReader::initTestCase()
{
    QVERIFY(m_bus.isOpen());
    m_bus.listen(u"object:state-changed"_s, u"StateChanged"_s);
    m_bus.listen(u"object:announcement"_s, u"Announcement"_s);
    connect(&m_bus, &AccessibleBus::eventSeen, this,
            [this](const AccessibleEvent &event) { m_events.append(event); });
    start(m_rove, u"rove"_s,
          {u"--settings"_s, m_folder.filePath(u"settings"_s), u"--data"_s, m_folder.filePath(u"data"_s),
           u"--new-instance"_s, u"--port"_s, u"0"_s});
    QTRY_VERIFY_WITH_TIMEOUT(m_application = applicationNamed(u"rove"_s), startPatience);
    QVERIFY(QTest::qWaitFor([this] { return bool(m_application.find(u"label"_s, u"No actors yet"_s)); },
                            startPatience));
}

void tst_ScreenReader::theProgramIsFoundByName()
{
    QCOMPARE(m_application.role(), u"application"_s);
    const std::vector<Accessible> windows = m_application.children();
    QCOMPARE(windows.size(), size_t(1));
    QCOMPARE(windows[0].role(), u"frame"_s);
    QCOMPARE(windows[0].name(), u"default — Local engine — Rove"_s);
    QVERIFY(windows[0].has(State::Active));
}

void tst_ScreenReader::tabMovesTheFocusAndSaysSo()
{
    // Round the window: its navigation, its page, its tool bar, its last line.
    QStringList expected{u"Navigation"_s, u"Filter actors"_s, u"Refresh"_s, u"Writes allowed"_s};
    for (int pressed = 0; !expected.isEmpty(); ++pressed) {
        QVERIFY2(pressed < placeCountMax, qPrintable(expected.join(u", "_s)));
        QVERIFY(pressAndHear(tabKey));
        const QString name = m_focus.name();
        QVERIFY2(!name.isEmpty(), qPrintable(m_focus.words()));
        expected.removeAll(name);
    }
}

void tst_ScreenReader::everyViewSaysWhatTakesTheFocus()
{
    QStringList faults;
    const Accessible list = wait(u"list"_s, u"Navigation"_s);
    for (int row = 0; row < list.rowCount(); ++row) {
        openView(list.cell(row, 0).name());
        for (const QString &fault : faultsIn(m_application))
            faults.append(list.cell(row, 0).name() % u": "_s % fault);
    }
    openView(u"Actors"_s);
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

void tst_ScreenReader::aDialogIsFilledInByNameAndMakesAnActor()
{
    QVERIFY(wait(u"push button"_s, u"New Actor"_s).act(u"Press"_s));
    const Accessible dialog = wait(u"dialog"_s, u"New Actor"_s);
    QVERIFY(dialog);
    const QStringList faults = faultsIn(dialog);
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));

    // Typed into what has the focus, and read back.
    const Accessible key = wait(u"text"_s, u"Key"_s);
    QVERIFY(hasFocus(key));
    m_bus.type(u"desk"_s);
    QTRY_COMPARE_WITH_TIMEOUT(key.text(), u"desk"_s, patience);
    // Set as a whole, as speech recognition does.
    const Accessible type = wait(u"text"_s, u"Type"_s);
    QVERIFY(type.setText(u"order"_s));
    QTRY_COMPARE_WITH_TIMEOUT(type.text(), u"order"_s, patience);
    QVERIFY(wait(u"push button"_s, u"Create Actor"_s).act(u"Press"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!m_application.find(u"dialog"_s, u"New Actor"_s), patience);
}

void tst_ScreenReader::theListOfActorsIsReadCellByCell()
{
    const Accessible table = wait(u"table"_s, u"Actors"_s);
    QVERIFY(table);
    QTRY_COMPARE_WITH_TIMEOUT(table.rowCount(), 1, patience);
    QStringList columns;
    for (int column = 0; column < table.columnCount(); ++column)
        columns.append(table.columnName(column));
    QCOMPARE(columns.first(4), QStringList({u"Status"_s, u"Name"_s, u"Key"_s, u"Created"_s}));
    const QStringList cells = namesOfRow(table, 0);
    // The first cell has the whole row in one sentence, also the status, which is painted.
    static const QRegularExpression sentence(u"^desk, order, (starting|running|sleeping), created "_s);
    QVERIFY2(sentence.match(cells[0]).hasMatch(), qPrintable(cells[0]));
    QCOMPARE(cells[1], u"order"_s);
    QCOMPARE(cells[2], u"desk"_s);
}

void tst_ScreenReader::aStateIsReadAsATree()
{
    const Accessible tree = wait(u"tree"_s, u"State"_s);
    QVERIFY(tree);
    QTRY_VERIFY_WITH_TIMEOUT(rowOf(tree, u"diary"_s) >= 0, patience);
    QCOMPARE(namesOfRow(tree, rowOf(tree, u"item"_s)).first(2), QStringList({u"item"_s, u"\"book\""_s}));
    const auto diary = [&] { return tree.cell(rowOf(tree, u"diary"_s), 0); };
    QVERIFY(diary().has(State::Expandable));

    // Along the rows by keys; each says that it has the focus now.
    QVERIFY(tabTo(tree));
    m_bus.press(homeKey);
    for (int row = 0; row < rowOf(tree, u"diary"_s); ++row)
        QVERIFY(pressAndHear(downKey));
    QVERIFY(hasFocus(diary()));
    QVERIFY(diary().has(State::Selected));
    const auto isExpanded = [&] { return diary().has(State::Expanded); };
    m_bus.press(leftKey);
    QTRY_VERIFY_WITH_TIMEOUT(!isExpanded(), patience);
    const int count = tree.rowCount();
    m_bus.press(rightKey);
    QTRY_VERIFY_WITH_TIMEOUT(isExpanded(), patience);
    QVERIFY(tree.rowCount() > count);
}

QStringList tst_ScreenReader::faultsInSections()
{
    QStringList faults;
    const Accessible sections = wait(u"list"_s, u"Sections of the actor"_s);
    for (int row = 0; row < sections.rowCount(); ++row) {
        const QString name = sections.cell(row, 0).name();
        if (!sections.selectRow(row))
            faults.append(name % u": cannot be chosen"_s);
        for (const QString &fault : faultsIn(m_application))
            faults.append(name % u": "_s % fault);
    }
    return faults;
}

void tst_ScreenReader::everySectionSaysWhatTakesTheFocus()
{
    const QStringList faults = faultsInSections();
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

void tst_ScreenReader::aCommandIsFoundInThePalette()
{
    QVERIFY(wait(u"push button"_s, u"Go to actor, key, view or command"_s).act(u"Press"_s));
    const Accessible field = wait(u"text"_s, u"What to go to"_s);
    QVERIFY(hasFocus(field));
    m_events.clear();
    m_bus.type(u">new conn"_s);
    QTRY_COMPARE_WITH_TIMEOUT(field.text(), u">new conn"_s, patience);
    const Accessible list = wait(u"list"_s, u"What fits"_s);
    QVERIFY(list);
    // Below the heading of the commands.
    QTRY_COMPARE_WITH_TIMEOUT(rowOf(list, u"New Connection"_s), 1, patience);
    QTRY_VERIFY_WITH_TIMEOUT(wasAnnounced(u"New Connection"_s), patience);
    m_bus.press(enterKey);
}

void tst_ScreenReader::theNewConnectionDialogLabelsItsFields()
{
    const Accessible dialog = wait(u"dialog"_s, u"New Connection"_s);
    QVERIFY(dialog);
    const QStringList faults = faultsIn(dialog);
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    const std::vector<Accessible> things = dialog.everything();
    const auto isLabelled = [](const Accessible &thing) { return !thing.labels().empty(); };
    QVERIFY(std::ranges::count_if(things, isLabelled) >= 3);
    m_bus.press(escapeKey);
    QTRY_VERIFY_WITH_TIMEOUT(!m_application.find(u"dialog"_s, u"New Connection"_s), patience);
}

void tst_ScreenReader::whatHappensIsAnnounced()
{
    openView(u"Local engine"_s);
    const Accessible stop = wait(u"push button"_s, u"Stop Engine"_s);
    QVERIFY(stop);
    m_events.clear();
    QVERIFY(stop.act(u"Press"_s));
    // A notification, and the bar above the page.
    QTRY_VERIFY_WITH_TIMEOUT(wasAnnounced(u"The local engine has stopped."_s), patience);
    QTRY_VERIFY_WITH_TIMEOUT(wasAnnounced(u"order desk "_s), patience);
}

void tst_ScreenReader::aHundredThousandRowsAreNotWalkedThrough()
{
    QProcess program;
    start(program, u"manyactors"_s, {});
    Accessible application;
    QTRY_VERIFY_WITH_TIMEOUT(application = applicationNamed(u"rove-test"_s), startPatience);
    Accessible table;
    const auto isListed = [&] {
        table = application.find(u"table"_s, u"Actors"_s);
        return table.rowCount() == 100'000;
    };
    QVERIFY(QTest::qWaitFor(isListed, startPatience));
    QVERIFY(table.has(State::ManagesDescendants));

    const qsizetype before = m_bus.callCount();
    QCOMPARE(application.find(u"table"_s, u"Actors"_s), table);
    QVERIFY(namesOfRow(table, 0)[0].startsWith(u"room-0, room, running"));
    QVERIFY(namesOfRow(table, 99'999)[0].startsWith(u"room-99999, room, running"));
    // By a key, a screen down: the row there says that it has the focus.
    QVERIFY(tabTo(table));
    QVERIFY(pressAndHear(downKey));
    m_events.clear();
    m_bus.press(pageDownKey);
    const auto isFarDown = [](const AccessibleEvent &event) {
        static const QRegularExpression row(u"^room-[1-9][0-9], room, running"_s);
        return isFocusTaken(event) && row.match(event.source.name()).hasMatch();
    };
    QTRY_VERIFY_WITH_TIMEOUT(std::ranges::any_of(m_events, isFarDown), patience);
    QVERIFY(m_bus.callCount() - before < callCountMax);

    program.terminate();
    QVERIFY(program.waitForFinished(stopPatience));
}

void tst_ScreenReader::cleanupTestCase()
{
    m_rove.terminate();
    QVERIFY(m_rove.waitForFinished(stopPatience));
    QCOMPARE(m_rove.exitStatus(), QProcess::NormalExit);
}

QTEST_GUILESS_MAIN(tst_ScreenReader)

#include "tst_screenreader.moc"
