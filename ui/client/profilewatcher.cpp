// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/client/profilewatcher.h"

#include "ui/client/managerclient.h"

#include <algorithm>

namespace rove::ui {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds askInterval = 30s;
constexpr qsizetype askedAtOnceMax = 4;

bool mayBeAsked(const ConnectionProfile &profile)
{
    return profile.environment != Environment::Production && !profile.endpoint.transport.needsSecrets();
}

ProfileStatus statusOf(const Result<manager::Metadata> &metadata, std::chrono::microseconds roundTrip)
{
    if (!metadata)
        return {.state = ProfileStatus::State::Offline, .error = metadata.error()};
    return {.state = ProfileStatus::State::Online, .version = metadata->version, .roundTrip = roundTrip};
}

} // namespace

ProfileWatcher::ProfileWatcher(ProfileStore &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
    m_timer.setInterval(askInterval);
    connect(&m_timer, &QTimer::timeout, this, &ProfileWatcher::refresh);
    connect(&store, &ProfileStore::changed, this, &ProfileWatcher::onProfilesChanged);
}

ProfileWatcher::~ProfileWatcher() = default;

void ProfileWatcher::setActive(bool active)
{
    if (active == m_timer.isActive())
        return;
    if (!active) {
        m_waiting.clear();
        return m_timer.stop();
    }
    m_timer.start();
    refresh();
}

void ProfileWatcher::refresh()
{
    m_waiting.clear();
    for (const ConnectionProfile &profile : m_store.profiles())
        if (mayBeAsked(profile) && !m_asking.contains(profile.id))
            m_waiting.push_back(profile.id);
    askNext();
}

/// What is known of a connection may belong to the endpoint it had before.
void ProfileWatcher::onProfilesChanged()
{
    for (const QString &id : m_known.keys())
        if (!m_store.find(id))
            m_known.remove(id);
    if (m_timer.isActive())
        refresh();
}

void ProfileWatcher::askNext()
{
    while (!m_waiting.empty() && m_asking.size() < askedAtOnceMax) {
        const ConnectionProfile *profile = m_store.find(m_waiting.front());
        m_waiting.pop_front();
        if (profile)
            ask(*profile);
    }
}

void ProfileWatcher::ask(const ConnectionProfile &profile)
{
    if (m_known.value(profile.id).state == ProfileStatus::State::NotAsked)
        take(profile.id, {.state = ProfileStatus::State::Asking});
    auto *http = new HttpClient(profile.endpoint, WriteMode::ReadOnly, this);
    m_asking.insert(profile.id, http);
    QElapsedTimer clock;
    clock.start();
    const auto finish = [this, http, clock, id = profile.id](const Result<manager::Metadata> &metadata) {
        m_asking.remove(id);
        http->deleteLater();
        const ConnectionProfile *asked = m_store.find(id);
        if (asked && asked->endpoint == http->endpoint())
            take(id, statusOf(metadata, std::chrono::microseconds(clock.nsecsElapsed() / 1000)));
        askNext();
    };
    ManagerClient(*http).metadata().then(this, finish);
}

void ProfileWatcher::take(const QString &profileId, const ProfileStatus &status)
{
    if (m_known.value(profileId) == status)
        return;
    m_known.insert(profileId, status);
    emit changed(profileId);
}

} // namespace rove::ui
