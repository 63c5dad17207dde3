// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/connectiontest.h"

#include "ui/shell/shelltext.h"

using namespace Qt::StringLiterals;

namespace rove::ui {

ConnectionTest::ConnectionTest(const Endpoint &endpoint, QObject *parent)
    : QObject(parent)
    , m_http(endpoint, WriteMode::ReadOnly)
    , m_manager(m_http)
{}

void ConnectionTest::start()
{
    m_sinceStart.start();
    set(Step::Reach, State::Running);
    m_manager.metadata().then(this,
                              [this](const Result<manager::Metadata> &metadata) { onMetadata(metadata); });
}

void ConnectionTest::set(Step step, State state, const QString &detail)
{
    m_rows[static_cast<size_t>(step)] = {.state = state, .detail = detail};
    emit changed();
}

void ConnectionTest::onMetadata(const Result<manager::Metadata> &metadata)
{
    const bool isTls = m_http.endpoint().base.scheme() == "https"_L1;
    const ErrorCode code = metadata ? ErrorCode::InternalError : metadata.error().code;
    if (!metadata && (code == ErrorCode::ClientUnreachable || code == ErrorCode::ClientTimeout))
        return fail(Step::Reach, metadata.error());
    set(Step::Reach, State::Passed, ShellText::tr("%1 ms").arg(m_sinceStart.elapsed()));
    if (!metadata && code == ErrorCode::ClientTls)
        return fail(Step::Tls, metadata.error());
    set(Step::Tls, isTls ? State::Passed : State::NotNeeded);
    if (!metadata)
        return fail(Step::Rivet, metadata.error());
    set(Step::Rivet, State::Passed, metadata->version);
    set(Step::Access, State::Running);
    m_manager.actorNames({}, 1).then(this, [this](const Result<Page<QString>> &names) { onNames(names); });
}

void ConnectionTest::onNames(const Result<Page<QString>> &names)
{
    const bool isNamespaceMissing = !names && names.error().code == ErrorCode::NamespaceNotFound;
    if (!names && !isNamespaceMissing)
        return fail(Step::Access, names.error());
    set(Step::Access, State::Passed);
    if (isNamespaceMissing)
        return fail(Step::Namespace, names.error());
    set(Step::Namespace, State::Passed, m_http.endpoint().namespaceName);
    emit finished(true);
}

void ConnectionTest::fail(Step step, const Error &error)
{
    m_error = error;
    set(step, State::Failed, error.wireName());
    emit finished(false);
}

} // namespace rove::ui
