// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/camera.h"
#include "tests/gui/seededengine.h"
#include "ui/pages/actions/actionspage.h"
#include "ui/pages/actions/argumentform.h"
#include "ui/pages/repl/repleditor.h"
#include "ui/pages/repl/replpage.h"
#include "ui/pages/repl/transcriptview.h"
#include "ui/widgets/codeeditor.h"

#include <QtTest/QTest>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QCompleter>
#include <QtWidgets/QTreeView>

// Renders the console and the page of actions, with a real actor, in both themes: replshots FOLDER.

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::test;
using Phase = ui::ReplSession::Phase;

namespace {

constexpr QSize pictureSize(900, 700);

class Photographer {
public:
    Photographer(SeededEngine &engine, const QString &settings, const Camera &camera)
        : m_camera(camera)
        , m_http(engine.endpoint(), ui::WriteMode::Allowed)
        , m_store(settings)
        , m_actor(m_http, engine.id(u"chatRoom"_s, u"general"_s))
        , m_session(m_actor, m_store, nullptr)
    {
        m_store.setSnippet(u"lastMessages"_s, u"state.messages.slice(-3)"_s);
        m_actor.start();
        Camera::expect([this] { return m_actor.document().isLoaded() && !m_actor.actions().isEmpty(); },
                       "the actor");
        m_repl.resize(pictureSize);
        m_repl.setContentsMargins(12, 12, 12, 12);
        m_actions.setContentsMargins(12, 12, 12, 12);
        m_repl.setSession(&m_session);
    }

    void takeAll()
    {
        m_repl.show();
        m_camera.take(u"repl-empty"_s, m_repl);
        takeTranscript();
        takeRunning();
        takeCompletion();
        takeActions();
    }

private:
    void run(const QString &input)
    {
        m_session.run(input);
        Camera::expect([this] { return m_session.phase() == Phase::Ready; }, "a script");
    }

    void takeTranscript()
    {
        run(u"await actor.send(\"ada\", \"hi\")"_s);
        m_repl.transcriptView()->expand(lastRow());
        run(u"const long = state.messages.filter(m => m.text.length > 5)\n"
            "long.map(m => ({...m, at: new Date(0)}))"_s);
        run(u"console.log('messages', long.length, state.topic)\nconsole.warn('careful', {a: 1});\n"
            "[1n, /x/g, undefined, () => 1]"_s);
        run(u"function f(m) {\n  return m.missing.text\n}\nf(state)"_s);
        run(u"help()"_s);
        m_repl.editor()->replaceText(
            u"for (const m of state.messages) {\n  console.log(m.text) // each\n}"_s);
        m_camera.take(u"repl-transcript"_s, m_repl);
        m_repl.transcriptView()->scrollToTop();
        m_camera.take(u"repl-top"_s, m_repl);
    }

    void takeRunning()
    {
        m_session.run(u"await wait(60000)"_s);
        Camera::expect([this] { return m_session.pendingCalls() == 1; }, "a wait");
        m_repl.resize(480, 500);
        m_camera.take(u"repl-running"_s, m_repl);
        m_repl.resize(pictureSize);
        m_session.cancel();
        Camera::expect([this] { return m_session.phase() == Phase::Ready; }, "the end");
    }

    void takeCompletion()
    {
        m_repl.editor()->replaceText({});
        m_repl.activateWindow();
        m_repl.editor()->setFocus();
        QTest::keyClicks(m_repl.editor(), u"await actor.s"_s);
        settle();
        m_camera.take(u"repl-completion"_s, *m_repl.editor()->findChild<QCompleter *>()->popup());
        m_repl.editor()->findChild<QCompleter *>()->popup()->hide();
        m_repl.hide();
    }

    void takeActions()
    {
        m_actions.resize(pictureSize);
        m_actions.show();
        m_actions.setSession(&m_actor);
        m_camera.take(u"actions-empty"_s, m_actions);
        m_actions.actionBox()->setCurrentText(u"send"_s);
        m_actions.argumentsEditor()->setPlainText(u"[\"ada\", \"hello from the form\"]"_s);
        m_actions.runCommand()->trigger();
        Camera::expect([this] { return !m_actions.resultModel()->value().isUndefined(); }, "a result");
        m_camera.take(u"actions-result"_s, m_actions);
        m_actions.argumentForm()->editor(1)->setPlainText(u"{\"a\": 1, }"_s);
        m_actions.runCommand()->trigger();
        m_actions.resize(480, 560);
        m_camera.take(u"actions-narrow"_s, m_actions);
        m_actions.hide();
    }

    [[nodiscard]] QModelIndex lastRow()
    {
        return m_session.transcript().index(m_session.transcript().rowCount() - 1, 0);
    }

    const Camera &m_camera;
    ui::HttpClient m_http;
    ui::ReplStore m_store;
    ui::ActorSession m_actor;
    ui::ReplSession m_session;
    ui::ReplPage m_repl;
    ui::ActionsPage m_actions;
};

} // namespace

int main(int argc, char **argv)
{
    return takePictures(argc, argv, {.takeAll = [](const Camera &camera, const GuiRig &rig) {
                            SeededEngine engine;
                            Photographer(engine, rig.settingsFolder(), camera).takeAll();
                        }});
}
