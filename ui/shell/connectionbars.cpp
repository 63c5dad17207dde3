// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/connectionbars.h"

#include "ui/models/errortext.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/environmentbanner.h"
#include "ui/shell/shelltext.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/relativetime.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::ui {
namespace {

using Phase = EndpointMonitor::Phase;

constexpr auto ageInterval = 1s;

} // namespace

ConnectionBars::ConnectionBars(const Parts &parts, const ActionRegistry &registry,
                               const ProfileStore &profiles, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_registry(registry)
    , m_profiles(profiles)
{
    connect(m_parts.message, &MessageBar::dismissed, this, [this] {
        if (m_tab)
            m_tab->isProblemDismissed = true;
    });
    connect(&profiles, &ProfileStore::changed, this, &ConnectionBars::updateStripe);
    m_ageTimer.setInterval(ageInterval);
    connect(&m_ageTimer, &QTimer::timeout, this, &ConnectionBars::updateAge);
    setTab(nullptr);
}

void ConnectionBars::setTab(ConnectionTab *tab)
{
    if (m_tab)
        m_tab->disconnect(this);
    m_tab = tab;
    if (tab)
        connect(tab, &ConnectionTab::connectionChanged, this, &ConnectionBars::refresh);
    refresh();
}

void ConnectionBars::refresh()
{
    if (m_connection) {
        m_connection->monitor().disconnect(this);
        m_connection->http().disconnect(this);
        m_connection->http().guard().disconnect(this);
    }
    m_connection = m_tab ? m_tab->connection() : nullptr;
    m_parts.message->clear();
    if (m_connection) {
        connect(&m_connection->monitor(), &EndpointMonitor::changed, this, &ConnectionBars::onMonitorChanged);
        connect(&m_connection->monitor(), &EndpointMonitor::phaseChanged, this, [this] {
            if (m_tab)
                m_tab->isProblemDismissed = false;
        });
        connect(&m_connection->http(), &HttpClient::writeModeChanged, this, &ConnectionBars::updateBanner);
        connect(&m_connection->http().guard(), &WriteGuard::timeLeftChanged, this,
                &ConnectionBars::updateBanner);
        onMonitorChanged();
    } else if (m_tab) {
        showWaiting();
    }
    updateBanner();
    updateStripe();
}

void ConnectionBars::updateStripe()
{
    const ConnectionProfile *profile = m_tab ? m_profiles.find(m_tab->target().profileId) : nullptr;
    m_parts.stripe->setColour(profile ? profile->colour : QString());
}

void ConnectionBars::updateBanner()
{
    const bool isProduction = m_tab && m_tab->target().environment == Environment::Production;
    m_parts.banner->setVisible(isProduction);
    if (!isProduction)
        return;
    const QString where = u"%1 / %2"_s.arg(m_tab->target().name, m_tab->target().endpoint.namespaceName);
    const bool isReadOnly = !m_connection || m_connection->http().writeMode() == WriteMode::ReadOnly;
    const auto left = m_connection ? m_connection->http().guard().timeLeft() : std::nullopt;
    if (isReadOnly) {
        m_parts.banner->setText(ShellText::tr("PRODUCTION — %1 — read-only").arg(where));
    } else if (left) {
        const auto minutes = static_cast<int>(std::chrono::ceil<std::chrono::minutes>(*left).count());
        m_parts.banner->setText(
            ShellText::tr("PRODUCTION — %1 — changes are allowed for %n more minute(s)", nullptr, minutes)
                .arg(where));
    } else {
        m_parts.banner->setText(ShellText::tr("PRODUCTION — %1 — changes are allowed").arg(where));
    }
}

void ConnectionBars::showWaiting()
{
    const ConnectionTarget &target = m_tab->target();
    m_parts.message->showMessage(
        MessageBar::Severity::Information,
        target.isLocalEngine
            ? ShellText::tr("The local engine does not run; what was open appears when it starts.")
        : target.environment == Environment::Production
            ? ShellText::tr("“%1” is a production connection, so it waits for you.").arg(target.name)
            : ShellText::tr("“%1” is not connected.").arg(target.name),
        {m_registry.action(target.isLocalEngine ? u"engine.start"_s : u"connection.open"_s)});
}

void ConnectionBars::onMonitorChanged()
{
    const EndpointMonitor &monitor = m_connection->monitor();
    if (monitor.phase() == Phase::Online) {
        m_parts.message->clear();
        m_ageTimer.stop();
    } else if (monitor.phase() != Phase::Connecting && monitor.error() && m_tab &&
               !m_tab->isProblemDismissed) {
        showProblem();
    }
}

void ConnectionBars::showProblem()
{
    const EndpointMonitor &monitor = m_connection->monitor();
    const Error &error = *monitor.error();
    QList<QAction *> actions{m_registry.action(u"connection.retry"_s)};
    if (error.code == ErrorCode::NamespaceNotFound)
        actions.append(m_registry.action(u"namespace.new"_s));
    if (m_connection->target().isLocalEngine)
        actions.append(m_registry.action(u"engine.start"_s));
    else
        actions.append(m_registry.action(u"connection.edit"_s));
    if (monitor.phase() == Phase::Lost) {
        const QDateTime lostAt = shownTime(monitor.lostAt());
        m_parts.message->showMessage(
            MessageBar::Severity::Warning,
            ShellText::tr("The connection to %1 was lost at %2. What you see is from before; it is being "
                          "tried again.")
                .arg(m_connection->address(), QLocale().toString(lostAt.time())),
            actions);
        m_ageTimer.start();
    } else {
        const QString sentence = errorSentence(error, m_connection->address());
        m_parts.message->showMessage(MessageBar::Severity::Error,
                                     u"%1 %2"_s.arg(sentence, errorRemedy(error)).trimmed(), actions);
        m_ageTimer.start();
    }
    updateAge();
}

void ConnectionBars::updateAge()
{
    if (!m_connection || !m_connection->monitor().error() || m_parts.message->isHidden())
        return m_ageTimer.stop();
    const EndpointMonitor &monitor = m_connection->monitor();
    const QDateTime now = QDateTime::currentDateTime();
    QStringList parts;
    if (monitor.phase() == Phase::Lost)
        parts.append(ShellText::tr("stale for %1").arg(spanText(monitor.lostAt(), now)));
    if (monitor.nextTryAt() > now)
        parts.append(ShellText::tr("next try %1").arg(relativeTimeText(monitor.nextTryAt(), now)));
    parts.append(errorDetails(*monitor.error()));
    parts.removeAll(QString());
    m_parts.message->setDetails(parts.join(u" · "_s));
}

} // namespace rove::ui
