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
    , m_probe(endpoint)
{
    connect(&m_probe, &SocketProbe::connected, this, [this] {
        if (!m_isRunning)
            return;
        end(Step::Reach, State::Passed);
        if (isTls())
            return begin(Step::Tls);
        end(Step::Tls, State::NotNeeded);
        askMetadata();
    });
    connect(&m_probe, &SocketProbe::encrypted, this, [this](const QString &protocol, const QString &issuer) {
        if (!m_isRunning)
            return;
        end(Step::Tls, State::Passed,
            issuer.isEmpty() ? protocol : ShellText::tr("%1, certificate by %2").arg(protocol, issuer));
        askMetadata();
    });
    connect(&m_probe, &SocketProbe::failed, this, &ConnectionTest::onProbeFailed);
}

bool ConnectionTest::isTls() const
{
    return m_http.endpoint().base.scheme() == "https"_L1;
}

void ConnectionTest::start()
{
    m_isRunning = true;
    begin(Step::Reach);
    // What is wrong with the options is known before anything is sent.
    if (const Result<Transport> &transport = m_http.transport(); !transport)
        return fail(transport.error().code == ErrorCode::ClientTls ? Step::Tls : Step::Reach,
                    transport.error());
    reach();
}

void ConnectionTest::reach()
{
    // Many an HTTP proxy carries plain HTTP but opens no tunnel for it, so the request itself is the try.
    const bool isForwarded = !isTls() && m_http.transport()->proxy.type() == QNetworkProxy::HttpProxy;
    if (isForwarded)
        askMetadata();
    else
        m_probe.start();
}

void ConnectionTest::cancel()
{
    if (!std::exchange(m_isRunning, false))
        return;
    for (Row &row : m_rows)
        if (row.state == State::Running)
            row = {.state = State::Cancelled};
    emit changed();
}

void ConnectionTest::begin(Step step)
{
    m_rows[static_cast<size_t>(step)] = {.state = State::Running};
    m_sinceStep.start();
    emit changed();
}

void ConnectionTest::end(Step step, State state, const QString &detail)
{
    Row &row = m_rows[static_cast<size_t>(step)];
    row = {.state = state, .detail = detail};
    if (state == State::Passed || state == State::Failed)
        row.duration = std::chrono::milliseconds(m_sinceStep.elapsed());
    emit changed();
}

void ConnectionTest::onProbeFailed(const Error &error)
{
    // After the handshake it may still hear that a certificate is wanted; the request fails of that too.
    if (!m_isRunning || row(Step::Rivet).state != State::Waiting)
        return;
    const bool isReached = row(Step::Reach).state == State::Passed;
    fail(isReached ? Step::Tls : Step::Reach, error);
}

void ConnectionTest::askMetadata()
{
    if (row(Step::Reach).state == State::Passed)
        begin(Step::Rivet);
    m_manager.metadata().then(this, [this](const Result<manager::Metadata> &metadata) {
        if (m_isRunning)
            onMetadata(metadata);
    });
}

void ConnectionTest::onMetadata(const Result<manager::Metadata> &metadata)
{
    if (row(Step::Reach).state == State::Running) {
        const bool isBlocked = !metadata && (metadata.error().code == ErrorCode::ClientUnreachable ||
                                             metadata.error().code == ErrorCode::ClientTimeout);
        if (isBlocked)
            return fail(Step::Reach, metadata.error());
        end(Step::Reach, State::Passed);
        end(Step::Tls, State::NotNeeded);
        begin(Step::Rivet);
    }
    if (!metadata && isTls()) {
        if (metadata.error().code == ErrorCode::ClientTls)
            return fail(Step::Tls, metadata.error());
        if (const TlsReason late = m_probe.lateReason(); late != TlsReason::Unknown)
            return fail(Step::Tls,
                        tlsReasonError(late, m_http.endpoint().base.host(), metadata.error().message));
    }
    if (!metadata)
        return fail(Step::Rivet, metadata.error());
    end(Step::Rivet, State::Passed, ShellText::tr("version %1").arg(metadata->version));
    begin(Step::Access);
    m_manager.actorNames({}, 1).then(this, [this](const Result<Page<QString>> &names) {
        if (m_isRunning)
            onNames(names);
    });
}

void ConnectionTest::onNames(const Result<Page<QString>> &names)
{
    const bool isNamespaceMissing = !names && names.error().code == ErrorCode::NamespaceNotFound;
    if (!names && !isNamespaceMissing)
        return fail(Step::Access, names.error());
    end(Step::Access, State::Passed,
        m_http.endpoint().token.isEmpty() ? ShellText::tr("without a token")
                                          : ShellText::tr("with the token"));
    begin(Step::Namespace);
    if (isNamespaceMissing)
        return fail(Step::Namespace, names.error());
    end(Step::Namespace, State::Passed, m_http.endpoint().namespaceName);
    m_isRunning = false;
    emit finished(true);
}

void ConnectionTest::fail(Step step, const Error &error)
{
    m_error = error;
    m_failedStep = step;
    // A step that ran when another turned out to have failed says nothing.
    for (Row &row : m_rows)
        if (row.state == State::Running)
            row = {};
    m_isRunning = false;
    end(step, State::Failed, error.wireName());
    emit finished(false);
}

} // namespace rove::ui
