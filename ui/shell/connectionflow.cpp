// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/connectionflow.h"

#include "ui/client/profileexchange.h"
#include "ui/client/profilesecrets.h"
#include "ui/models/errortext.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/connectiondialog.h"
#include "ui/shell/namespacedialog.h"
#include "ui/shell/shelltext.h"
#include "ui/shell/unlockdialog.h"
#include "ui/shell/workspace.h"
#include "ui/style/icons.h"
#include "ui/widgets/messagebar.h"

#include <QtCore/QFile>
#include <QtCore/QSaveFile>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>

using namespace Qt::StringLiterals;

namespace rove::ui {

ConnectionFlow::ConnectionFlow(Workspace &workspace, ConnectionTabs &tabs, const ActionRegistry &registry,
                               MessageBar &messages, QWidget &window)
    : QObject(&window)
    , m_workspace(workspace)
    , m_tabs(tabs)
    , m_registry(registry)
    , m_messages(messages)
    , m_window(window)
{
    const auto on = [this](const QString &id, auto slot) {
        connect(m_registry.action(id), &QAction::triggered, this, slot);
    };
    on(u"connection.new"_s, [this] { openDialog(std::nullopt); });
    on(u"connection.edit"_s, [this] { editCurrent(); });
    on(u"connection.open"_s, [this] { openWaiting(*m_tabs.current()); });
    on(u"connection.close"_s, [this] { closeTab(*m_tabs.current()); });
    on(u"connection.next"_s, [this] { m_tabs.step(1); });
    on(u"connection.previous"_s, [this] { m_tabs.step(-1); });
    on(u"connection.allowChanges"_s, [this] { allowChanges(); });
    on(u"namespace.new"_s, [this] { openNamespaceDialog(); });
}

void ConnectionFlow::connectTo(const ConnectionTarget &target)
{
    openPlace(target, [](ConnectionTab &) {});
}

void ConnectionFlow::openPlace(const ConnectionTarget &wanted, std::function<void(ConnectionTab &)> then)
{
    ConnectionTarget target = wanted;
    if (const ConnectionProfile *profile = m_workspace.profiles().find(target.profileId))
        target.isReadOnly = profile->isReadOnly;
    ConnectionTab *tab = m_tabs.findTarget(target);
    if (tab && tab->connection() && tab->target() != target) {
        // The same place with another token or name, or the local engine on another port.
        if (!confirmLosingEdits(ShellText::tr("Connect to %1 anew?").arg(target.name),
                                tab->actors().modifiedCount()))
            return;
        tab->replace(target);
    }
    if (!tab)
        tab = m_tabs.add(target);
    if (!tab) {
        m_messages.showMessage(MessageBar::Severity::Warning,
                               ShellText::tr("This window has %n connection(s) open, which is the most there "
                                             "can be. Close one first.",
                                             nullptr, ConnectionTabs::countMax));
        return;
    }
    if (!tab->connection())
        tab->setTarget(target);
    tab->open();
    m_tabs.setCurrent(tab);
    noteOpened(target);
    then(*tab);
}

void ConnectionFlow::noteOpened(const ConnectionTarget &target)
{
    m_workspace.recent().note({.profileId = target.profileId,
                               .isLocalEngine = target.isLocalEngine,
                               .connectionName = target.name,
                               .environment = target.environment,
                               .endpoint = target.endpoint});
    if (const Result<> marked = m_workspace.profiles().markUsed(target.profileId); !marked)
        qWarning("That a connection was used could not be noted: %s", qPrintable(marked.error().message));
}

void ConnectionFlow::openKnownPlace(const ConnectionTarget &target, std::function<void(ConnectionTab &)> then)
{
    if (ConnectionTab *tab = m_tabs.findTarget(target); tab && tab->connection()) {
        m_tabs.setCurrent(tab);
        return then(*tab);
    }
    if (target.isLocalEngine) {
        ConnectionTarget local = m_workspace.localTarget();
        if (m_workspace.localEngine().state != LocalEngine::State::Running) {
            m_messages.showMessage(MessageBar::Severity::Warning,
                                   ShellText::tr("The local engine does not run."),
                                   {m_registry.action(u"engine.start"_s)});
            return;
        }
        local.endpoint = local.endpoint.withNamespace(target.endpoint.namespaceName);
        return openPlace(local, std::move(then));
    }
    withSecrets(target, this, [this, then](const ConnectionTarget &whole) { openPlace(whole, then); });
}

/// Calls `use` with the target as its saved connection has it now, secrets included.
void ConnectionFlow::withSecrets(const ConnectionTarget &target, QObject *context,
                                 const std::function<void(const ConnectionTarget &)> &use)
{
    const ConnectionProfile *profile = m_workspace.profiles().find(target.profileId);
    if (!profile)
        return use(target);
    readSecrets(m_workspace.vault(), *profile)
        .then(context, [this, target, use, profile = *profile](const Result<ProfileSecrets> &secrets) {
            const Endpoint endpoint = profile.endpoint.withNamespace(target.endpoint.namespaceName);
            ConnectionTarget whole = target;
            whole.name = profile.name;
            whole.environment = profile.environment;
            whole.isReadOnly = profile.isReadOnly;
            whole.endpoint = secrets.value_or(ProfileSecrets()).applyTo(endpoint);
            use(whole);
            if (secrets)
                return;
            m_messages.showMessage(MessageBar::Severity::Warning,
                                   ShellText::tr("The secrets of %1 cannot be read, so none are sent. %2")
                                       .arg(profile.name, errorRemedy(secrets.error())));
            m_messages.setDetails(errorDetails(secrets.error()));
        });
}

void ConnectionFlow::connectProfile(const QString &profileId)
{
    if (const ConnectionProfile *profile = m_workspace.profiles().find(profileId))
        openKnownPlace({.profileId = profile->id,
                        .name = profile->name,
                        .environment = profile->environment,
                        .endpoint = profile->endpoint},
                       [](ConnectionTab &) {});
}

void ConnectionFlow::openWaiting(ConnectionTab &tab)
{
    const ConnectionTarget target = tab.target();
    if (target.isLocalEngine) {
        ConnectionTarget local = m_workspace.localTarget();
        local.endpoint = local.endpoint.withNamespace(target.endpoint.namespaceName);
        if (m_workspace.localEngine().state == LocalEngine::State::Running)
            tab.moveTo(local);
        return;
    }
    withSecrets(target, &tab, [&tab](const ConnectionTarget &whole) {
        if (!tab.connection())
            tab.setTarget(whole);
        tab.open();
    });
}

void ConnectionFlow::closeTab(ConnectionTab &tab)
{
    if (confirmLosingEdits(ShellText::tr("Close the connection “%1”?").arg(tab.target().name),
                           tab.actors().modifiedCount()))
        m_tabs.close(&tab);
}

bool ConnectionFlow::confirmLosingEdits(const QString &question, int count)
{
    if (count == 0)
        return true;
    QMessageBox box(QMessageBox::Warning, ShellText::tr("Edits Not Applied"), question, QMessageBox::Cancel,
                    &m_window);
    box.setInformativeText(
        ShellText::tr("The edits of %n actor(s) are not applied and would be lost.", nullptr, count));
    QPushButton *verb = box.addButton(ShellText::tr("&Discard Edits"), QMessageBox::DestructiveRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    return box.clickedButton() == verb;
}

void ConnectionFlow::openDialog(const std::optional<ConnectionProfile> &profile)
{
    auto *dialog = new ConnectionDialog(m_workspace.profiles(), m_workspace.vault(), &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (profile)
        dialog->edit(*profile);
    connect(dialog, &ConnectionDialog::saved, this, &ConnectionFlow::connectTo);
    dialog->open();
}

void ConnectionFlow::editProfile(const QString &profileId)
{
    if (const ConnectionProfile *profile = m_workspace.profiles().find(profileId))
        openDialog(*profile);
}

void ConnectionFlow::addFound(const Endpoint &endpoint)
{
    openDialog(ConnectionProfile::create(
        ShellText::tr("%1:%2", "a host and a port").arg(endpoint.base.host()).arg(endpoint.base.port()),
        endpoint));
}

void ConnectionFlow::duplicateProfile(const QString &profileId)
{
    const ConnectionProfile *profile = m_workspace.profiles().find(profileId);
    if (!profile)
        return;
    readSecrets(m_workspace.vault(), *profile)
        .then(this, [this, profile = *profile](const Result<ProfileSecrets> &secrets) {
            auto *dialog = new ConnectionDialog(m_workspace.profiles(), m_workspace.vault(), &m_window);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->prefill(profile.duplicate(ShellText::tr("Copy of %1").arg(profile.name)),
                            secrets.value_or(ProfileSecrets()));
            connect(dialog, &ConnectionDialog::saved, this, &ConnectionFlow::connectTo);
            dialog->open();
        });
}

void ConnectionFlow::exportTo(const QString &path)
{
    QSaveFile file(path);
    const QByteArray bytes = exportProfiles(m_workspace.profiles().profiles());
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) >= 0 && file.commit())
        m_messages.showMessage(
            MessageBar::Severity::Information,
            ShellText::tr("The connections were written to %1, without their secrets.").arg(path));
    else
        m_messages.showMessage(MessageBar::Severity::Error,
                               ShellText::tr("%1 could not be written: %2").arg(path, file.errorString()));
}

void ConnectionFlow::importFrom(const QString &path)
{
    QFile file(path);
    constexpr qint64 bytesMax = 4 * 1024 * 1024;
    const bool canRead = file.open(QIODevice::ReadOnly) && file.size() <= bytesMax;
    const Result<ImportedProfiles> imported =
        canRead ? importProfiles(file.readAll()) : failure(ErrorCode::IoFailed);
    if (!imported) {
        m_messages.showMessage(MessageBar::Severity::Error,
                               ShellText::tr("%1 holds no connections that can be read.").arg(path));
        return m_messages.setDetails(errorDetails(imported.error()));
    }
    for (const ConnectionProfile &profile : imported->profiles) {
        if (const Result<> saved = m_workspace.profiles().save(profile); !saved) {
            m_messages.showMessage(MessageBar::Severity::Error,
                                   ShellText::tr("The connection “%1” could not be kept.").arg(profile.name));
            return m_messages.setDetails(errorDetails(saved.error()));
        }
    }
    m_messages.showMessage(MessageBar::Severity::Information,
                           ShellText::tr("%n connection(s) were added. Their tokens have to be typed again.",
                                         nullptr, static_cast<int>(imported->profiles.size())));
}

void ConnectionFlow::askExport()
{
    const QString path = QFileDialog::getSaveFileName(&m_window, ShellText::tr("Export Connections"),
                                                      u"rove-connections.json"_s, u"JSON (*.json)"_s);
    if (!path.isEmpty())
        exportTo(path);
}

void ConnectionFlow::askImport()
{
    const QString path =
        QFileDialog::getOpenFileName(&m_window, ShellText::tr("Import Connections"), {}, u"JSON (*.json)"_s);
    if (!path.isEmpty())
        importFrom(path);
}

void ConnectionFlow::editCurrent()
{
    const ConnectionTarget &target = m_tabs.current()->target();
    if (const ConnectionProfile *profile = m_workspace.profiles().find(target.profileId))
        openDialog(*profile);
    else
        openDialog(ConnectionProfile::create(target.name, target.endpoint));
}

void ConnectionFlow::removeProfile(const QString &profileId)
{
    const ConnectionProfile *profile = m_workspace.profiles().find(profileId);
    if (!profile)
        return;
    QMessageBox question(QMessageBox::Question, ShellText::tr("Remove Connection"),
                         ShellText::tr("Remove the connection “%1” and its token?").arg(profile->name),
                         QMessageBox::Cancel, &m_window);
    QPushButton *verb = question.addButton(ShellText::tr("&Remove Connection"), QMessageBox::DestructiveRole);
    question.setDefaultButton(QMessageBox::Cancel);
    question.exec();
    if (question.clickedButton() != verb)
        return;
    forgetSecrets(m_workspace.vault(), profileId).then(this, [this](const Result<> &forgotten) {
        if (forgotten)
            return;
        m_messages.showMessage(MessageBar::Severity::Warning,
                               ShellText::tr("The connection's secrets are still in the keychain."));
        m_messages.setDetails(errorDetails(forgotten.error()));
    });
    if (const Result<> removed = m_workspace.profiles().remove(profileId); !removed) {
        m_messages.showMessage(MessageBar::Severity::Error,
                               ShellText::tr("The connection could not be removed."));
        m_messages.setDetails(errorDetails(removed.error()));
    }
}

void ConnectionFlow::switchNamespace(const QString &name)
{
    ConnectionTab *tab = m_tabs.current();
    ConnectionTarget target = tab->target();
    if (target.endpoint.namespaceName == name)
        return;
    if (!confirmLosingEdits(ShellText::tr("Switch to the namespace “%1”?").arg(name),
                            tab->actors().modifiedCount()))
        return;
    target.endpoint = target.endpoint.withNamespace(name);
    if (ConnectionTab *other = m_tabs.findTarget(target))
        return m_tabs.setCurrent(other);
    tab->replace(target);
}

void ConnectionFlow::openNamespaceDialog()
{
    Connection &connection = *m_tabs.current()->connection();
    auto *dialog = new NamespaceDialog(connection.namespaces(), connection.address(), &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &NamespaceDialog::created, this, &ConnectionFlow::switchNamespace);
    connect(&connection, &QObject::destroyed, dialog, &QWidget::close);
    dialog->open();
}

void ConnectionFlow::allowChanges()
{
    Connection &connection = *m_tabs.current()->connection();
    WriteGuard &guard = connection.http().guard();
    if (guard.mode() == WriteMode::Allowed)
        guard.setMode(WriteMode::ReadOnly);
    else if (connection.target().environment != Environment::Production)
        guard.setMode(WriteMode::Allowed);
    else
        askUnlock(connection);
}

void ConnectionFlow::askUnlock(Connection &connection)
{
    auto *dialog = new UnlockDialog(connection.namespaceName(), connection.target().name,
                                    m_workspace.settings().get(setting::unlockMinutes), &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(&connection, &QObject::destroyed, dialog, &QWidget::close);
    connect(dialog, &QDialog::accepted, &connection,
            [&connection, dialog] { connection.http().guard().allowFor(dialog->duration()); });
    dialog->open();
}

void ConnectionFlow::fillConnectionMenu(QMenu &menu)
{
    menu.clear();
    const ConnectionTab *current = m_tabs.current();
    const auto addTarget = [&menu](const QString &text, QLatin1StringView iconName, bool isCurrent) {
        QString shown = text;
        QAction *entry = menu.addAction(icon(iconName), shown.replace(u'&', u"&&"_s));
        entry->setCheckable(true);
        entry->setChecked(isCurrent);
        return entry;
    };
    if (m_workspace.localEngine().state == LocalEngine::State::Running) {
        const bool isCurrent = current && current->target().isLocalEngine;
        connect(addTarget(ShellText::tr("Local engine"), "cpu"_L1, isCurrent), &QAction::triggered, this,
                [this] { connectTo(m_workspace.localTarget()); });
    }
    for (const ConnectionProfile &profile : m_workspace.profiles().profiles()) {
        const bool isCurrent = current && current->target().profileId == profile.id;
        const auto iconName =
            profile.environment == Environment::Production ? "shield-exclamation"_L1 : "server"_L1;
        connect(addTarget(profile.name, iconName, isCurrent), &QAction::triggered, this,
                [this, id = profile.id] { connectProfile(id); });
    }
    menu.addSeparator();
    for (const QString &id : {u"connection.new"_s, u"connection.edit"_s, u"connection.close"_s})
        menu.addAction(m_registry.action(id));
}

void ConnectionFlow::fillNamespaceMenu(QMenu &menu)
{
    menu.clear();
    ConnectionTab *tab = m_tabs.current();
    if (tab && tab->connection()) {
        NamespaceModel &namespaces = tab->connection()->namespaces();
        namespaces.refresh();
        for (const manager::Namespace &row : namespaces.rows()) {
            QString shown = row.name;
            QAction *entry = menu.addAction(shown.replace(u'&', u"&&"_s));
            entry->setCheckable(true);
            entry->setChecked(row.name == tab->target().endpoint.namespaceName);
            connect(entry, &QAction::triggered, this, [this, name = row.name] { switchNamespace(name); });
        }
    }
    menu.addSeparator();
    menu.addAction(m_registry.action(u"namespace.new"_s));
}

} // namespace rove::ui
