// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/camera.h"
#include "tests/gui/steadyendpoint.h"
#include "tests/gui/stoppedclock.h"
#include "tests/support/scriptedengine.h"
#include "ui/models/safedestroy.h"
#include "ui/pages/actors/createactordialog.h"
#include "ui/pages/actors/keypartseditor.h"
#include "ui/pages/jobs/bulkdialog.h"
#include "ui/pages/jobs/destroyedpage.h"
#include "ui/pages/jobs/jobspage.h"
#include "ui/shell/clonedialog.h"
#include "ui/shell/statustone.h"
#include "ui/widgets/codeeditor.h"
#include "ui/widgets/messagebar.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QRadioButton>
#include <QtWidgets/QTableView>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::test;

namespace {

/// Renders the dialogs that create, clone and change actors, and the page of jobs, in one theme.
class AdminPhotographer {
public:
    explicit AdminPhotographer(const Camera &camera)
        : m_camera(camera)
    {
        for (int i = 0; i < 40; ++i)
            m_ids.append(
                m_engine.addActor(i % 3 ? u"chatRoom"_s : u"counter"_s, u"tenant-%1/main"_s.arg(i), i)
                    .record.actorId);
        for (int i = 0; i < 11; ++i)
            m_engine.putToSleep(m_ids[i * 3]);
        m_engine.actor(m_ids[4]).record.connectableTs.reset();
        m_engine.actor(m_ids[4]).record.error = QJsonValue(u"crashed"_s);
    }

    void takeAll()
    {
        ui::HttpClient http(steadyEndpoint(m_engine), ui::WriteMode::Allowed);
        takeCreate(http);
        takePreviews();
        takeJobs(http);
        takeClone();
        takeDestroyed(http);
    }

private:
    [[nodiscard]] std::vector<manager::Actor> records() const
    {
        std::vector<manager::Actor> found;
        for (const QString &id : m_ids)
            found.push_back(const_cast<ScriptedEngine &>(m_engine).actor(id).record);
        return found;
    }

    void takeCreate(ui::HttpClient &http)
    {
        ui::CreateActorDialog dialog(http, u"http://127.0.0.1:6420"_s, {u"chatRoom"_s, u"counter"_s});
        dialog.show();
        Camera::expect([&dialog] { return dialog.datacenterBox()->count() > 1; }, "the datacenters");
        m_camera.take(u"create-empty"_s, dialog);
        dialog.keyField()->setText(u"tenant-7/rooms\\/eu/general"_s);
        dialog.keyEditor()->partsList()->setCurrentRow(1);
        dialog.getOrCreateButton()->setChecked(true);
        dialog.inputEditor()->setPlainText(
            u"{\n  \"title\": \"General\",\n  \"topic\": null,\n  \"limits\": { \"messages\": 500 }\n}"_s);
        m_camera.takeInEveryLook(u"create-filled"_s, dialog);
        dialog.inputEditor()->setPlainText(u"{\n  \"title\": General\n}"_s);
        dialog.accept();
        Camera::expect([&dialog] { return !dialog.problemOf(dialog.inputEditor()).isEmpty(); },
                       "the error in the input");
        m_camera.take(u"create-error"_s, dialog);
        dialog.inputEditor()->setPlainText(u"{}"_s);
        dialog.createNewButton()->setChecked(true);
        m_engine.intercept([](const ScriptedRequest &request) {
            return request.method == "POST"
                       ? std::optional(ScriptedReply{
                             .status = 400,
                             .body = R"({"group":"actor","code":"duplicate_key","message":"Key in use.",)"
                                     R"("metadata":{"existing_actor_id":"abc1"}})"})
                       : std::nullopt;
        });
        dialog.accept();
        Camera::expect([&dialog] { return dialog.messageBar()->isVisible(); }, "the refusal");
        m_camera.take(u"create-conflict"_s, dialog);
        m_engine.intercept({});
    }

    void takePreview(const QString &name, ui::BulkVerb verb, const ui::BulkPlace &place)
    {
        ui::BulkDialog dialog(ui::BulkPlan::make(verb, records()), place,
                              [](ui::ActorStatus status) { return ui::toneOf(status); });
        dialog.show();
        Camera::expect([&] { return dialog.nameField()->isVisible() == place.isProduction; },
                       "the question for the name");
        // The one with most in it stands for all in the languages.
        if (verb == ui::BulkVerb::Destroy)
            m_camera.takeInEveryLook(name, dialog);
        else
            m_camera.take(name, dialog);
    }

    void takePreviews()
    {
        const ui::BulkPlace local{
            .target = u"Local engine"_s, .namespaceName = u"default"_s, .canKeepCopies = true};
        const ui::BulkPlace production{.target = u"eu-production"_s,
                                       .namespaceName = u"prod"_s,
                                       .isProduction = true,
                                       .canKeepCopies = true};
        takePreview(u"bulk-sleep"_s, ui::BulkVerb::Sleep, local);
        takePreview(u"bulk-wake"_s, ui::BulkVerb::Wake, local);
        takePreview(u"bulk-export"_s, ui::BulkVerb::Export, local);
        takePreview(u"bulk-destroy"_s, ui::BulkVerb::Destroy, production);
    }

    void takeJobs(ui::HttpClient &http)
    {
        ui::JobListModel jobs;
        ui::JobsPage page(jobs);
        page.resize(1240, 760);
        page.show();
        m_camera.takeInEveryLook(u"jobs-empty"_s, page);
        m_engine.intercept([this](const ScriptedRequest &request) {
            if (request.method == "POST" && request.path().contains(m_ids[7].toLatin1()))
                return std::optional(ScriptedReply{
                    .status = 400,
                    .body = R"({"group":"actor","code":"not_found","message":"Gone.","metadata":null})"});
            const bool isHeld =
                request.path().endsWith("/reschedule") && request.path().contains(m_ids[20].toLatin1());
            return isHeld ? std::optional(ScriptedReply{.end = ScriptedReply::End::Never}) : std::nullopt;
        });
        const auto plan = ui::BulkPlan::make(ui::BulkVerb::Sleep, records());
        ui::Job *sleep = jobs.add(ui::makeBulkJob(http, u"Local engine"_s, plan, {}));
        Camera::expect([sleep] { return sleep->isOver() && sleep->counts().failed > 0; }, "the first job");
        for (const QString &id : std::as_const(m_ids))
            m_engine.wake(id);
        ui::Job *move = jobs.add(ui::makeBulkJob(http, u"Local engine"_s,
                                                 ui::BulkPlan::make(ui::BulkVerb::Reschedule, records()),
                                                 {.concurrency = 1}));
        const QByteArray held = "/actors/" + m_ids[20].toLatin1() + "/reschedule";
        Camera::expect([this, &held] { return m_engine.requestCount("POST", held) > 0; }, "the held actor");
        page.chooseJob(sleep->id());
        // How long each took stands in its row.
        m_camera.takeUncompared(u"jobs-failed"_s, page);
        page.chooseJob(move->id());
        m_camera.takeUncompared(u"jobs-running"_s, page);
        jobs.cancelAll();
        m_engine.intercept({});
    }

    void takeClone()
    {
        ui::Connection here({.name = u"Local engine"_s, .endpoint = steadyEndpoint(m_engine)});
        ui::CloneDialog dialog(m_engine.actor(m_ids[1]).record, {&here});
        dialog.show();
        m_camera.takeInEveryLook(u"clone"_s, dialog);
    }

    void takeDestroyed(ui::HttpClient &http)
    {
        const QTemporaryDir folder;
        ui::DestroyedArchive archive(folder.path());
        ui::DestroyedPage page(archive);
        page.setConnection(&http, u"Local engine"_s);
        page.resize(1240, 640);
        page.show();
        m_camera.takeInEveryLook(u"destroyed-empty"_s, page);
        for (const int position : {1, 5, 6}) {
            const manager::Actor record = m_engine.actor(m_ids[position]).record;
            bool isOver = false;
            ui::destroySafely(http, {.record = record, .archive = &archive})
                .then(&page, [&isOver](const Result<QString> &) { isOver = true; });
            Camera::expect([&isOver] { return isOver; }, "the end of an actor");
            // The latest copy is the first in the list.
            StoppedClock::turn(std::chrono::minutes(1));
        }
        Camera::expect(
            [&page] {
                return page.table()->model()->rowCount() == 3 && !page.content()->toPlainText().isEmpty();
            },
            "three copies");
        // Which copy is shown first depends on which was read first.
        m_camera.takeUncompared(u"destroyed"_s, page);
    }

    ScriptedEngine m_engine;
    QStringList m_ids;
    const Camera &m_camera;
};

} // namespace

int main(int argc, char **argv)
{
    return takePictures(argc, argv, {.takeAll = [](const Camera &camera, const GuiRig &) {
                            AdminPhotographer(camera).takeAll();
                        }});
}
