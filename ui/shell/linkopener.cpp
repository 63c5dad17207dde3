// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/linkopener.h"

#include "ui/models/actorlabel.h"
#include "ui/models/errortext.h"
#include "ui/shell/connectionflow.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/shelltext.h"
#include "ui/shell/workspace.h"
#include "ui/widgets/messagebar.h"

#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>

using namespace Qt::StringLiterals;

namespace rove::ui {

LinkOpener::LinkOpener(Workspace &workspace, MainWindow &window)
    : QObject(&window)
    , m_workspace(workspace)
    , m_window(window)
{}

LinkOpener::~LinkOpener() = default;

void LinkOpener::open(const DeepLink &link, Origin origin)
{
    m_window.raise();
    m_window.activateWindow();
    if (!link.endpoint.isEmpty())
        return connectTo(link, origin);
    ConnectionTab *tab = m_window.tabs().current();
    const bool isOther =
        tab && !link.namespaceName.isEmpty() && tab->target().endpoint.namespaceName != link.namespaceName;
    if (tab && tab->connection() && !isOther)
        return openActor(link, *tab);
    ConnectionTarget local = tab ? tab->target() : m_workspace.localTarget();
    if (!link.namespaceName.isEmpty())
        local.endpoint = local.endpoint.withNamespace(link.namespaceName);
    m_window.flow().openKnownPlace(local, [this, link](ConnectionTab &opened) { openActor(link, opened); });
}

void LinkOpener::connectTo(const DeepLink &link, Origin origin)
{
    const Result<Endpoint> parsed = Endpoint::parse(link.endpoint);
    if (!parsed)
        return fail(errorSentence(parsed.error(), link.endpoint));
    Endpoint endpoint = parsed->withToken({});
    if (!link.namespaceName.isEmpty())
        endpoint = endpoint.withNamespace(link.namespaceName);
    ConnectionTarget target{.name = endpoint.base.host(), .endpoint = endpoint};
    const LocalEngine &local = m_workspace.localEngine();
    bool isKnown = local.endpoint && local.endpoint->base == endpoint.base;
    if (isKnown) {
        target = m_workspace.localTarget();
        target.endpoint = target.endpoint.withNamespace(endpoint.namespaceName);
    }
    for (const ConnectionProfile &profile : m_workspace.profiles().profiles()) {
        if (isKnown || profile.endpoint.base != endpoint.base)
            continue;
        isKnown = true;
        target.profileId = profile.id;
        target.name = profile.name;
        target.environment = profile.environment;
    }
    if (!isKnown && origin == Origin::Link && !confirmUnknown(endpoint.display()))
        return emit done();
    m_window.flow().openKnownPlace(target, [this, link](ConnectionTab &tab) { openActor(link, tab); });
}

bool LinkOpener::confirmUnknown(const QString &endpoint)
{
    QMessageBox question(QMessageBox::Question, ShellText::tr("Open Link"),
                         ShellText::tr("A link wants to connect to %1.").arg(endpoint), QMessageBox::Cancel,
                         &m_window);
    question.setInformativeText(
        ShellText::tr("It is not one of your connections. No token of yours is sent there."));
    QPushButton *verb = question.addButton(ShellText::tr("C&onnect"), QMessageBox::AcceptRole);
    question.setDefaultButton(QMessageBox::Cancel);
    question.exec();
    return question.clickedButton() == verb;
}

void LinkOpener::openActor(const DeepLink &link, ConnectionTab &tab)
{
    m_window.showView(u"actors"_s);
    if (!link.actorId.isEmpty())
        showActor(link, link.actorId, {});
    else if (link.key)
        findByKey(link, tab);
    else
        emit done();
}

void LinkOpener::findByKey(const DeepLink &link, ConnectionTab &tab)
{
    m_finder = std::make_unique<ActorFinder>(tab.connection()->http());
    connect(m_finder.get(), &ActorFinder::finished, this, [this, link] {
        const ActorFinder *finder = m_finder.get();
        for (const manager::Actor &actor : finder->found())
            if (actor.name == link.name && actor.key == link.key)
                return showActor(link, actor.actorId, actorLabel(actor));
        const QString label = u"%1 %2"_s.arg(link.name, *link.key);
        fail(finder->error() ? errorSentence(*finder->error(), label)
                             : ShellText::tr("There is no actor %1 here.").arg(label));
    });
    connect(&tab, &ConnectionTab::aboutToDisconnect, m_finder.get(), [this] { m_finder.reset(); });
    m_finder->findByIdOrKey(*link.key, {link.name});
}

void LinkOpener::showActor(const DeepLink &link, const QString &id, const QString &label)
{
    m_window.openActor(id, label);
    if (!link.section.isEmpty() && !m_window.showSection(link.section))
        return fail(ShellText::tr("An actor has no section “%1”.").arg(link.section));
    emit done();
}

void LinkOpener::fail(const QString &sentence)
{
    m_window.undoBar()->showMessage(MessageBar::Severity::Warning, sentence);
    emit done();
}

} // namespace rove::ui
