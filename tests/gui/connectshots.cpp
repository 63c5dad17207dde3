// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/camera.h"
#include "tests/gui/stoppedclock.h"
#include "tests/support/scriptedengine.h"
#include "tests/unit/ui/client/tlsfixture.h"
#include "ui/pages/welcome/welcomepage.h"
#include "ui/shell/connectiondialog.h"
#include "ui/shell/connectiondialogcolour.h"
#include "ui/shell/connectiondialogsection.h"
#include "ui/shell/connectiondialogtransport.h"
#include "ui/widgets/command.h"
#include "ui/widgets/messagebar.h"

#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslKey>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListView>
#include <QtWidgets/QPushButton>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::test;

namespace {

using Step = ui::ConnectionTest::Step;

/// Renders the start page and the connection dialog in one theme.
class ConnectPhotographer {
public:
    explicit ConnectPhotographer(const Camera &camera)
        : m_camera(camera)
        , m_store(m_settings.filePath(u"connections.ini"_s))
        , m_recents(m_settings.filePath(u"recent.json"_s))
    {}

    void takeAll()
    {
        takeWelcome(u"welcome-empty"_s, {1440, 840});
        seed();
        takeWelcome(u"welcome"_s, {1440, 840});
        takeWelcome(u"welcome-small"_s, {960, 560});
        takeDialogs();
        takeFailures();
    }

private:
    void save(const QString &name, const QString &endpoint, const QString &colour,
              ui::Environment environment, int hoursAgo)
    {
        auto profile = ui::ConnectionProfile::create(name, ui::Endpoint::parse(endpoint).value());
        profile.colour = colour;
        profile.environment = environment;
        profile.hasKeptSecrets = environment != ui::Environment::Development;
        if (hoursAgo > 0)
            profile.lastUsed = QDateTime::currentDateTimeUtc().addSecs(-3600 * hoursAgo);
        if (!m_store.save(profile))
            qFatal("the folder cannot be written");
    }

    void seed()
    {
        save(u"This machine"_s, m_engine.url(), {}, ui::Environment::Development, 1);
        save(u"Staging"_s, u"http://acme@127.0.0.1:9"_s, u"#2F80ED"_s, ui::Environment::Staging, 26);
        save(u"Production"_s, u"https://acme@rivet.example.com"_s, u"#E0443A"_s, ui::Environment::Production,
             50);
        save(u"Load tests"_s, u"http://127.0.0.1:9/engine"_s, u"#758A00"_s, ui::Environment::Development, 0);
        const QStringList labels{u"chatRoom general"_s, u"counter tenant-2"_s, u"checkout 2026-11-27/4711"_s};
        // What is noted has the time at which that is done.
        const auto between = std::chrono::minutes(45);
        StoppedClock::turn(-between * labels.size());
        for (int i = 0; i < labels.size(); ++i) {
            m_recents.note({.connectionName = i ? u"Staging"_s : u"This machine"_s,
                            .endpoint = ui::Endpoint::parse(m_engine.url()).value(),
                            .actorId = u"actor%1"_s.arg(i),
                            .label = labels.at(i)});
            StoppedClock::turn(between);
        }
    }

    void takeWelcome(const QString &name, QSize size)
    {
        QObject owner;
        QAction *make = ui::makeCommand(&owner, {.id = u"connection.new"_s,
                                                 .text = u"&New Connection…"_s,
                                                 .icon = "plus-lg"_L1,
                                                 .toolTip = u"Saves the address and token of an engine."_s});
        QAction *start = ui::makeCommand(&owner, {.id = u"engine.start"_s,
                                                  .text = u"&Start Engine"_s,
                                                  .icon = "play-circle"_L1,
                                                  .toolTip = u"Starts the engine inside this program."_s});
        ui::ProfileWatcher watcher(m_store);
        ui::LocalEngines finder;
        const ScriptedEngine found;
        finder.setPortsForTest({found.port()});
        ui::WelcomePage page(m_store, {make, start});
        page.setWatcher(&watcher);
        page.setRecents(&m_recents);
        if (!m_store.profiles().isEmpty())
            page.setLocalEngines(&finder);
        page.resize(size);
        page.show();
        if (!m_store.profiles().isEmpty()) {
            using State = ui::ProfileStatus::State;
            const auto isAt = [&](int position, State state) {
                return watcher.status(m_store.profiles().at(position).id).state == state;
            };
            Camera::expect(
                [&] {
                    return !finder.engines().isEmpty() && isAt(0, State::Online) && isAt(1, State::Offline) &&
                           isAt(3, State::Offline);
                },
                "what each connection answers");
            page.connectionList()->setCurrentIndex(page.connectionList()->model()->index(1, 0));
        }
        // How long an engine took to answer stands in the list.
        if (m_store.profiles().isEmpty())
            m_camera.takeInEveryLook(name, page);
        else
            m_camera.takeUncompared(name, page);
    }

    /// The connection test where each of its steps fails, but the last.
    void takeFailures()
    {
        takeFailure(u"connection-not-rivet"_s, Step::Rivet, [](ScriptedEngine &engine) {
            engine.intercept([](const ScriptedRequest &) {
                return std::optional(ScriptedReply{.body = "<html>hello</html>", .contentType = "text/html"});
            });
        });
        takeFailure(u"connection-refused"_s, Step::Access,
                    [](ScriptedEngine &engine) { engine.setAdminToken("secret"); });
        takeFailure(u"connection-unreachable"_s, Step::Reach, [](ScriptedEngine &engine) { engine.close(); });
        takeFailure(u"connection-untrusted"_s, Step::Tls, [](ScriptedEngine &engine) {
            QSslConfiguration tls;
            tls.setLocalCertificate(QSslCertificate(selfSignedCertificate));
            tls.setPrivateKey(QSslKey(selfSignedKey, QSsl::Ec));
            engine.useTls(tls);
        });
    }

    /// Runs the dialog's test, which must end as it should: at the step given, or passed.
    static void runTest(ui::ConnectionDialog &dialog, std::optional<Step> failedStep)
    {
        dialog.testButton()->click();
        Camera::expect(
            [&dialog, failedStep] {
                const auto *test = dialog.findChild<ui::ConnectionTest *>();
                return test && !test->isRunning() && test->failedStep() == failedStep &&
                       dialog.messageBar()->isVisible() == failedStep.has_value();
            },
            failedStep ? "the step that fails" : "a test that passes");
    }

    void takeFailure(const QString &name, Step step, const std::function<void(ScriptedEngine &)> &prepare)
    {
        ScriptedEngine engine;
        prepare(engine);
        ui::ConnectionDialog dialog(m_store, m_vault);
        dialog.show();
        dialog.nameField()->setText(u"This machine"_s);
        dialog.endpointField()->setText(engine.url());
        runTest(dialog, step);
        m_camera.take(name, dialog);
    }

    void takeDialogs()
    {
        ui::ConnectionDialog dialog(m_store, m_vault);
        dialog.show();
        m_camera.takeInEveryLook(u"connection-new"_s, dialog);
        dialog.endpointField()->setText(m_engine.url());
        dialog.namespaceField()->setText(u"production"_s);
        dialog.nameField()->setText(u"This machine"_s);
        dialog.colourPicker()->setColour(u"#2C9249"_s);
        runTest(dialog, Step::Namespace);
        m_camera.takeInEveryLook(u"connection-failed"_s, dialog);
        dialog.endpointField()->setText(m_engine.url());
        dialog.namespaceField()->setText(u"default"_s);
        runTest(dialog, std::nullopt);
        m_camera.take(u"connection-passed"_s, dialog);
        takeOpenDialog(u"connection-open"_s);
    }

    void takeOpenDialog(const QString &name)
    {
        ui::ConnectionDialog dialog(m_store, m_vault);
        auto profile = ui::ConnectionProfile::create(
            u"Production"_s, ui::Endpoint::parse(u"https://acme@rivet.example.com"_s).value());
        profile.environment = ui::Environment::Production;
        profile.colour = u"#E0443A"_s;
        profile.endpoint.transport = {
            .tls = {.authorityFile = u"/etc/acme/authority.pem"_s,
                    .certificateFile = u"/etc/acme/client.pem"_s,
                    .keyFile = u"/etc/acme/client.key"_s},
            .proxy = {.kind = ui::ProxyOptions::Kind::Socks5, .host = u"proxy.acme.example"_s, .port = 1080}};
        dialog.prefill(profile, {.token = u"s3cret"_s, .keyPassphrase = u"open-sesame"_s});
        dialog.show();
        m_camera.takeInEveryLook(name, dialog);
    }

    const Camera &m_camera;
    QTemporaryDir m_settings;
    ScriptedEngine m_engine;
    ui::ProfileStore m_store;
    ui::TokenVault m_vault;
    ui::RecentStore m_recents;
};

} // namespace

int main(int argc, char **argv)
{
    return takePictures(argc, argv, {.takeAll = [](const Camera &camera, const GuiRig &) {
                            ConnectPhotographer(camera).takeAll();
                        }});
}
