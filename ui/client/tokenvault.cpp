// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/client/tokenvault.h"

#include <qt6keychain/keychain.h>

namespace rove::ui {

using namespace Qt::StringLiterals;

namespace {

const QString service = u"Rove"_s;

Error keychainError(const QKeychain::Job &job)
{
    QString advice;
    switch (job.error()) {
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        advice = u"No keychain service runs in this session. Start one, such as GNOME Keyring or KWallet, or "
                 u"keep the "
                 "token only until Rove is closed."_s;
        break;
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        advice =
            u"The keychain refused access. Unlock it and try again, or keep the token only until Rove is "
            "closed."_s;
        break;
    default:
        advice =
            u"The keychain does not work. Check its service, or keep the token only until Rove is closed."_s;
    }
    QCborMap metadata;
    metadata[u"detail"_s] = job.errorString();
    return {.code = ErrorCode::KeychainFailed, .message = advice, .metadata = metadata};
}

/// Starts a keychain job, which deletes itself, and answers when it has ended.
template <class Job, class OnSuccess>
void start(QObject *context, Job *job, const QString &profileId, const OnSuccess &onEnd)
{
    job->setKey(profileId);
    QObject::connect(job, &QKeychain::Job::finished, context, [job, onEnd] { onEnd(*job); });
    job->start();
}

} // namespace

Async<QString> TokenVault::read(const QString &profileId)
{
    if (const auto known = m_session.constFind(profileId); known != m_session.cend())
        return ready<QString>(*known);
    const Answer<QString> answer;
    start(this, new QKeychain::ReadPasswordJob(service), profileId,
          [answer](const QKeychain::ReadPasswordJob &job) {
              if (job.error() == QKeychain::NoError)
                  answer.give(job.textData());
              else if (job.error() == QKeychain::EntryNotFound)
                  answer.give(QString());
              else
                  answer.give(std::unexpected(keychainError(job)));
          });
    return answer.future();
}

Async<> TokenVault::write(const QString &profileId, const QString &token, Keep keep)
{
    if (keep == Keep::ThisSession) {
        m_session.insert(profileId, token);
        return ready<void>({});
    }
    const Answer<> answer;
    auto *job = new QKeychain::WritePasswordJob(service);
    job->setTextData(token);
    start(this, job, profileId, [this, answer, profileId](const QKeychain::WritePasswordJob &ended) {
        if (ended.error() != QKeychain::NoError)
            return answer.give(std::unexpected(keychainError(ended)));
        m_session.remove(profileId);
        answer.give({});
    });
    return answer.future();
}

Async<> TokenVault::remove(const QString &profileId)
{
    m_session.remove(profileId);
    const Answer<> answer;
    start(this, new QKeychain::DeletePasswordJob(service), profileId,
          [answer](const QKeychain::DeletePasswordJob &job) {
              if (job.error() == QKeychain::NoError || job.error() == QKeychain::EntryNotFound)
                  answer.give({});
              else
                  answer.give(std::unexpected(keychainError(job)));
          });
    return answer.future();
}

} // namespace rove::ui
