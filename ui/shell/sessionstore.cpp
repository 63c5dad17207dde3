// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/sessionstore.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QSaveFile>

namespace rove::ui {
namespace {

constexpr qint64 fileBytesMax = 256 * 1024 * 1024;

} // namespace

SessionStore::SessionStore(QString filePath, std::function<SavedSession()> describe, QObject *parent)
    : QObject(parent)
    , m_filePath(std::move(filePath))
    , m_describe(std::move(describe))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(saveDelay);
    connect(&m_timer, &QTimer::timeout, this, &SessionStore::save);
}

std::optional<SavedSession> SessionStore::load() const
{
    QFile file(m_filePath);
    if (!file.open(QIODevice::ReadOnly) || file.size() > fileBytesMax)
        return std::nullopt;
    return SavedSession::fromBytes(file.readAll());
}

void SessionStore::touch()
{
    // A burst of changes, however long, is written every delay and not only after it.
    if (!m_timer.isActive() && !m_hasEnded)
        m_timer.start();
}

void SessionStore::save()
{
    m_timer.stop();
    if (!m_hasEnded)
        write(m_describe());
}

void SessionStore::end()
{
    if (m_hasEnded)
        return;
    m_timer.stop();
    SavedSession session = m_describe();
    session.isEnded = true;
    write(session);
    m_hasEnded = true;
}

void SessionStore::forget()
{
    m_timer.stop();
    write({.isEnded = false});
}

void SessionStore::write(const SavedSession &session) const
{
    QDir().mkpath(QFileInfo(m_filePath).path());
    QSaveFile file(m_filePath);
    const bool isOpen = file.open(QIODevice::WriteOnly);
    // Edits may hold anything, so before the first byte the file is the user's alone.
    if (!isOpen || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(session.toBytes()) < 0 || !file.commit())
        qWarning("The session could not be written: %s", qPrintable(file.errorString()));
}

} // namespace rove::ui
