// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/guirig.h"
#include "tests/gui/seededengine.h"
#include "ui/pages/actions/actionspage.h"
#include "ui/pages/actor/actorpage.h"
#include "ui/pages/actors/actorspage.h"
#include "ui/pages/state/statepage.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/connectiondialog.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/codeeditor.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/valuetreeview.h"

#include <QtCore/QDir>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialog>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::test;

namespace {

constexpr QSize pictureSize(1440, 900);

/// Walks one window through everything it can show and saves a picture of each, in one theme.
class Photographer {
public:
    Photographer(SeededEngine &engine, const QString &settingsFolder, QDir folder, QString theme)
        : m_engine(engine)
        , m_folder(std::move(folder))
        , m_theme(std::move(theme))
        , m_window(settingsFolder)
    {
        trigger(u"theme."_s % m_theme);
        m_window.resize(pictureSize);
        m_window.show();
    }

    void takeAll()
    {
        takeWelcome();
        connectToEngine();
        takeState();
        takeJson();
        takeActions();
        takeDetails();
        takeSleeping();
        takeDialogs();
        takeEngine();
        takeEmptyNamespace();
        takeUnreachable();
    }

private:
    static void expect(const std::function<bool()> &condition, const char *what)
    {
        if (!waitFor(condition))
            qFatal("Waited in vain for %s", what);
    }

    void take(const QString &name, QWidget *widget = nullptr)
    {
        settle();
        const QString path = m_folder.filePath(u"%1-%2.png"_s.arg(name, m_theme));
        if (!(widget ? widget : &m_window)->grab().save(path))
            qFatal("Cannot write %s", qPrintable(path));
        std::printf("%s\n", qPrintable(path));
    }

    void choose(const QString &name, const QString &key) { m_window.chooseActor(m_engine.id(name, key)); }

    void waitForState()
    {
        expect([this] { return m_window.session() && m_window.session()->document().isLoaded(); },
               "the state");
    }

    void trigger(const QString &id) { m_window.commands().action(id)->trigger(); }

    void takeWelcome()
    {
        m_window.showView(u"connections"_s);
        take(u"welcome"_s);
    }

    void connectToEngine()
    {
        const ui::LocalEngine local{.state = ui::LocalEngine::State::Running,
                                    .endpoint = m_engine.endpoint(),
                                    .store = u"memory"_s,
                                    .startedAt = QDateTime::currentDateTime()};
        m_window.setLocalEngine(local);
        expect([this] { return m_window.connection()->actors().rowCount() >= 19; }, "the actors");
    }

    /// Edits, a conflict and live marks at once.
    void takeState()
    {
        choose(u"chatRoom"_s, u"general"_s);
        waitForState();
        const QString room = m_window.session()->actorId();
        ui::StateDocument &document = m_window.session()->document();
        document.edit(ValuePath{u"title"_s}, u"General"_s);
        document.edit(ValuePath{u"topic"_s}, u"Rooms"_s);
        m_engine.call(room, u"setTopic"_s, {u"Live migration"_s});
        m_engine.call(room, u"send"_s, {u"ada"_s, u"hello again"_s});
        expect([&document] { return !document.conflicts().empty() && document.recentChanges().size() >= 2; },
               "the live changes");
        m_window.statePage()->treeView()->expandAllHere();
        m_window.statePage()->treeView()->setCurrentPath(ValuePath{u"topic"_s});
        take(u"state-edits"_s);
    }

    void takeJson()
    {
        trigger(u"state.json"_s);
        settle();
        ui::CodeEditor *editor = m_window.statePage()->jsonView()->editor();
        take(u"state-json"_s);
        QTextCursor cursor(editor->document()->findBlockByNumber(2));
        cursor.movePosition(QTextCursor::EndOfBlock);
        cursor.insertText(u" oops"_s);
        m_window.statePage()->jsonView()->commit();
        take(u"state-json-error"_s);
        trigger(u"state.revert"_s);
        trigger(u"state.tree"_s);
    }

    void runAction(const QString &name, const QString &arguments)
    {
        m_window.actionsPage()->actionBox()->setCurrentText(name);
        m_window.actionsPage()->argumentsEditor()->setPlainText(arguments);
        trigger(u"actions.run"_s);
        expect([this] { return m_window.commands().action(u"actions.run"_s)->isEnabled(); }, "the action");
    }

    void takeActions()
    {
        trigger(u"section.actions"_s);
        runAction(u"send"_s, u"[\"ada\", \"sent from a picture\"]"_s);
        take(u"actions-result"_s);
        runAction(u"send"_s, u"[\"\", \"nobody says this\"]"_s);
        take(u"actions-error"_s);
    }

    void takeDetails()
    {
        trigger(u"section.details"_s);
        expect([this] { return m_window.session()->runtime().has_value(); }, "the runtime's version");
        take(u"details"_s);
        trigger(u"section.state"_s);
    }

    void takeSleeping()
    {
        choose(u"counter"_s, u"tenant-2"_s);
        expect([this] { return m_window.session()->phase() == ui::ActorSession::Phase::Asleep; },
               "a sleeping actor");
        take(u"asleep"_s);
        choose(u"chatRoom"_s, u"support"_s);
        waitForState();
        m_engine.putToSleep(m_window.session()->actorId());
        expect([this] { return m_window.session()->phase() == ui::ActorSession::Phase::Asleep; },
               "falling asleep");
        take(u"asleep-with-state"_s);
    }

    QDialog *openDialog(const QString &command)
    {
        trigger(command);
        QDialog *dialog = nullptr;
        expect(
            [this, &dialog] {
                for (QDialog *candidate : m_window.findChildren<QDialog *>())
                    dialog = candidate->isVisible() ? candidate : dialog;
                return dialog != nullptr;
            },
            "a dialog");
        return dialog;
    }

    void takeDialogs()
    {
        QDialog *create = openDialog(u"actor.new"_s);
        take(u"dialog-new-actor"_s, create);
        create->close();
        settle();
        QDialog *connection = openDialog(u"connection.new"_s);
        auto *dialog = qobject_cast<ui::ConnectionDialog *>(connection);
        dialog->endpointField()->setText(m_engine.endpoint().base.toString());
        dialog->namespaceField()->setText(u"production"_s);
        dialog->nameField()->setText(u"This machine"_s);
        dialog->testButton()->click();
        expect([dialog] { return dialog->messageBar()->isVisible(); }, "the test");
        take(u"dialog-connection"_s, dialog);
        dialog->close();
        settle();
        QDialog *name = openDialog(u"namespace.new"_s);
        take(u"dialog-namespace"_s, name);
        name->close();
        settle();
    }

    void takeEngine()
    {
        m_window.showView(u"engine"_s);
        take(u"engine"_s);
    }

    void takeEmptyNamespace()
    {
        ui::ConnectionTarget target{.name = u"Local engine"_s,
                                    .endpoint = m_engine.endpoint().withNamespace(u"staging"_s),
                                    .isLocalEngine = true};
        m_window.connectTo(target);
        expect([this] { return m_window.connection()->actors().phase() == ui::ActorListModel::Phase::Ready; },
               "the empty list");
        take(u"namespace-empty"_s);
    }

    void takeUnreachable()
    {
        // Port 9 is the discard service, which nobody runs.
        m_window.connectTo(
            {.name = u"staging"_s,
             .endpoint = {.base = QUrl(u"http://127.0.0.1:9"_s), .namespaceName = u"default"_s}});
        expect(
            [this] { return m_window.connection()->monitor().phase() == ui::EndpointMonitor::Phase::Failed; },
            "the failure");
        take(u"unreachable"_s);
    }

    SeededEngine &m_engine;
    QDir m_folder;
    QString m_theme;
    ui::MainWindow m_window;
};

} // namespace

int main(int argc, char **argv)
{
    GuiRig rig(argc, argv);
    if (argc != 2) {
        std::fprintf(stderr, "Usage: screenshots FOLDER\n");
        return 2;
    }
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    SeededEngine lightEngine;
    Photographer(lightEngine, rig.settingsFolder() % "/light"_L1, folder, u"light"_s).takeAll();
    SeededEngine darkEngine;
    Photographer(darkEngine, rig.settingsFolder() % "/dark"_L1, folder, u"dark"_s).takeAll();
    return 0;
}
