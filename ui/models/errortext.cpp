// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/errortext.h"

#include "ui/models/tlstext.h"

#include <QtCore/QCoreApplication>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

struct ErrorText {
    Q_DECLARE_TR_FUNCTIONS(rove::ui::Errors)
};

bool isAboutProxy(const Error &error)
{
    return error.metadata.value(u"reason"_s).toString() == u"proxy";
}

QString connectionSentence(const Error &error, const QString &target)
{
    switch (error.code) {
    case ErrorCode::ClientUnreachable:
        return isAboutProxy(error) ? ErrorText::tr("The proxy does not lead to %1.").arg(target)
                                   : ErrorText::tr("%1 cannot be reached.").arg(target);
    case ErrorCode::ClientTls:
        return tlsSentence(error, target);
    case ErrorCode::ClientNotRivet:
        return ErrorText::tr("%1 answers, but not as a Rivet engine.").arg(target);
    case ErrorCode::ClientTimeout:
        return ErrorText::tr("%1 did not answer in time.").arg(target);
    case ErrorCode::ClientClosed:
        return ErrorText::tr("The connection to %1 was closed.").arg(target);
    case ErrorCode::ClientCancelled:
        return ErrorText::tr("The request to %1 was cancelled.").arg(target);
    case ErrorCode::ClientProtocol:
        return ErrorText::tr("%1 sent something that Rove does not understand.").arg(target);
    case ErrorCode::ClientReadOnly:
        return ErrorText::tr("Nothing was changed: the connection is read-only.");
    case ErrorCode::ApiForbidden:
    case ErrorCode::ApiUnauthorized:
        return ErrorText::tr("%1 refuses access.").arg(target);
    case ErrorCode::NamespaceNotFound:
        return ErrorText::tr("%1 does not have this namespace.").arg(target);
    default:
        return {};
    }
}

QString actorSentence(ErrorCode code, const QString &target)
{
    switch (code) {
    case ErrorCode::ActorNotFound:
        return ErrorText::tr("%1 does not exist or was destroyed.").arg(target);
    case ErrorCode::ActorDuplicateKey:
        return ErrorText::tr("There is already an actor with this key.");
    case ErrorCode::ActorNoRunnerConfigConfigured:
        return ErrorText::tr("No runner pool of this name is configured.");
    case ErrorCode::ActorKeyTooLarge:
        return ErrorText::tr("The key is too long.");
    case ErrorCode::ActorInputTooLarge:
        return ErrorText::tr("The input is too large.");
    case ErrorCode::ActorActionNotFound:
        return ErrorText::tr("%1 has no such action.").arg(target);
    case ErrorCode::ActorActionTimedOut:
        return ErrorText::tr("The action did not end in time.");
    case ErrorCode::ActorStateNotEnabled:
        return ErrorText::tr("%1 has no state.").arg(target);
    case ErrorCode::GuardActorReadyTimeout:
    case ErrorCode::GuardServiceUnavailable:
    case ErrorCode::GuardActorWakeRetriesExceeded:
        return ErrorText::tr("%1 could not be started.").arg(target);
    case ErrorCode::InspectorUnauthorized:
        return ErrorText::tr("The inspector of %1 refuses access.").arg(target);
    case ErrorCode::MessageIncomingTooLong:
    case ErrorCode::MessageOutgoingTooLong:
        return ErrorText::tr("The message is too long for %1.").arg(target);
    case ErrorCode::UserError:
        return ErrorText::tr("%1 answered with an error.").arg(target);
    default:
        return {};
    }
}

QString machineSentence(const Error &error, const QString &target)
{
    switch (error.code) {
    case ErrorCode::StoreLocked:
        return ErrorText::tr("Another engine uses the data folder %1.").arg(target);
    case ErrorCode::StoreTooNew:
        return ErrorText::tr("The data folder %1 was written by a newer version of Rove.").arg(target);
    case ErrorCode::AddressInUse:
        return ErrorText::tr("Another program uses the address %1.").arg(target);
    case ErrorCode::KeychainFailed:
        return ErrorText::tr("The keychain cannot be used.");
    case ErrorCode::ClientInvalidEndpoint:
        return isAboutProxy(error) ? ErrorText::tr("The proxy has no host or no port.")
                                   : ErrorText::tr("%1 is not an endpoint.").arg(target);
    case ErrorCode::NamespaceNameNotUnique:
        return ErrorText::tr("There is already a namespace of this name.");
    default:
        return ErrorText::tr("%1 reports an error.").arg(target);
    }
}

} // namespace

QString errorSentence(const Error &error, const QString &target)
{
    if (const QString text = connectionSentence(error, target); !text.isEmpty())
        return text;
    if (const QString text = actorSentence(error.code, target); !text.isEmpty())
        return text;
    return machineSentence(error, target);
}

QString errorRemedy(const Error &error)
{
    switch (error.code) {
    case ErrorCode::ClientUnreachable:
        if (isAboutProxy(error))
            return ErrorText::tr("Check this connection’s proxy and its user and password.");
        return ErrorText::tr("Check that the engine runs there and that the address and port are right.");
    case ErrorCode::ClientTls:
        return tlsRemedy(error);
    case ErrorCode::ClientNotRivet:
        return ErrorText::tr("Check the port; Rivet's public API listens on 6420 by default.");
    case ErrorCode::ClientTimeout:
        return ErrorText::tr("Check the network on the way, or try again.");
    case ErrorCode::ApiForbidden:
    case ErrorCode::ApiUnauthorized:
        return ErrorText::tr("Check the token of this connection.");
    case ErrorCode::InspectorUnauthorized:
        return ErrorText::tr("Open the actor again; its token is fetched anew.");
    case ErrorCode::ClientInvalidEndpoint:
        return isAboutProxy(error) ? ErrorText::tr("Give it both, or choose another kind of proxy.")
                                   : ErrorText::tr("Write it like https://namespace:token@host:port.");
    case ErrorCode::NamespaceNotFound:
        return ErrorText::tr("Choose another namespace, or create this one.");
    case ErrorCode::ActorNoRunnerConfigConfigured:
        return ErrorText::tr("Choose another pool, or configure this one.");
    case ErrorCode::StoreLocked:
        return ErrorText::tr("Close the other one, or choose another folder with --data.");
    case ErrorCode::AddressInUse:
        return ErrorText::tr("Stop the other program, or choose another port with --port.");
    case ErrorCode::KeychainFailed:
        return ErrorText::tr(
            "Keep the token for this session only, or start a keychain service such as GNOME "
            "Keyring or KWallet.");
    case ErrorCode::ClientReadOnly:
        return ErrorText::tr("Allow changes first.");
    default:
        return {};
    }
}

QString errorDetails(const Error &error)
{
    const QString name = error.wireName();
    return error.message.isEmpty() ? name : QString(name % u": "_s % error.message);
}

} // namespace rove::ui
