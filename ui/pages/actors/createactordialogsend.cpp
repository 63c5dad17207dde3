// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"
#include "ui/models/errortext.h"
#include "ui/pages/actors/actorstext.h"
#include "ui/pages/actors/createactordialog.h"
#include "ui/pages/actors/fieldnote.h"
#include "ui/pages/actors/keypartseditor.h"
#include "ui/widgets/codeeditor.h"
#include "ui/widgets/jsontext.h"
#include "ui/widgets/messagebar.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QRadioButton>

using namespace Qt::StringLiterals;

/// What the dialog does with its fields once the user wants the actor: looking them through, sending, and
/// saying what came of it.
namespace rove::ui {

QString CreateActorDialog::problemOf(const QWidget *field) const
{
    const FieldNote *note = m_notes.value(field);
    return note ? note->error() : QString();
}

bool CreateActorDialog::refuse(QWidget *field, const QString &why)
{
    noteFor(field)->setError(why);
    field->setFocus();
    return false;
}

bool CreateActorDialog::validate()
{
    if (m_type->currentText().trimmed().isEmpty())
        return refuse(m_type, ActorsText::tr("Give a type."));
    if (m_getOrCreate->isChecked() && !m_key->key())
        return refuse(m_key, ActorsText::tr("To get an actor that may exist, give its key."));
    if (m_key->key().value_or(QString()).toUtf8().size() > limits::actorKeyBytesMax)
        return refuse(m_key, ActorsText::tr("The key is too long: at most %1 bytes.")
                                 .arg(QLocale().toString(limits::actorKeyBytesMax)));
    if (m_pool->currentText().trimmed().isEmpty())
        return refuse(m_pool, ActorsText::tr("Give the pool that is to run the actor."));
    return true;
}

/// None if the text is not JSON; otherwise the input, if there is one.
std::optional<std::optional<QString>> CreateActorDialog::readInput()
{
    if (m_input->toPlainText().trimmed().isEmpty())
        return std::optional<QString>();
    const auto input = parseJsonText(m_input->toPlainText());
    if (!input) {
        m_input->setError(input.error().line, input.error().column, input.error().message);
        m_input->goToError();
        refuse(m_input, ActorsText::tr("Line %1: %2").arg(input.error().line).arg(input.error().message));
        return std::nullopt;
    }
    const QByteArray bytes = cbor::encodeCompat(*input);
    if (bytes.size() > limits::actorInputBytesMax) {
        refuse(m_input, ActorsText::tr("The input is too large: at most %1.")
                            .arg(QLocale().formattedDataSize(limits::actorInputBytesMax)));
        return std::nullopt;
    }
    return QString::fromLatin1(bytes.toBase64());
}

void CreateActorDialog::accept()
{
    if (m_isCreating || !validate())
        return;
    const auto input = readInput();
    if (!input)
        return;
    manager::ActorsCreateRequest request{.name = m_type->currentText().trimmed(),
                                         .key = m_key->key(),
                                         .input = *input,
                                         .runnerNameSelector = m_pool->currentText().trimmed()};
    request.crashPolicy = static_cast<manager::CrashPolicy>(m_policy->currentData().toInt());
    if (const QString datacenter = m_datacenter->currentData().toString(); !datacenter.isEmpty())
        request.datacenter = datacenter;
    m_message->clear();
    setBusy(true);
    send(request);
}

void CreateActorDialog::send(const manager::ActorsCreateRequest &request)
{
    if (!m_getOrCreate->isChecked()) {
        m_manager.createActor(request).then(this, [this](const Result<manager::Actor> &result) {
            if (result)
                onCreated(*result, true);
            else
                onFailed(result.error());
        });
        return;
    }
    m_manager
        .getOrCreateActor({.datacenter = request.datacenter,
                           .name = request.name,
                           .key = request.key.value_or(QString()),
                           .input = request.input,
                           .runnerNameSelector = request.runnerNameSelector,
                           .crashPolicy = request.crashPolicy})
        .then(this, [this](const Result<manager::ActorsUpsertResponse> &result) {
            if (result)
                onCreated(result->actor, result->created);
            else
                onFailed(result.error());
        });
}

void CreateActorDialog::onCreated(const manager::Actor &actor, bool isNew)
{
    setBusy(false);
    if (isNew)
        emit created(actor);
    else
        emit openRequested(actor.actorId);
    QDialog::accept();
}

void CreateActorDialog::onFailed(const Error &error)
{
    setBusy(false);
    const QString sentence = errorSentence(error, m_target);
    QList<QAction *> offers;
    QWidget *field = nullptr;
    switch (error.code) {
    case ErrorCode::ActorDuplicateKey:
        field = m_key;
        m_existingId = error.metadata.value("existing_actor_id"_L1).toString();
        if (!m_existingId.isEmpty())
            offers.append(m_openExisting);
        break;
    case ErrorCode::ActorEmptyKey:
    case ErrorCode::ActorKeyTooLarge:
        field = m_key;
        break;
    case ErrorCode::ActorNoRunnerConfigConfigured:
        field = m_pool;
        break;
    case ErrorCode::ActorInputTooLarge:
        field = m_input;
        break;
    case ErrorCode::DatacenterNotFound:
        field = m_datacenter;
        break;
    default:
        break;
    }
    if (field)
        refuse(field, sentence);
    m_message->showMessage(MessageBar::Severity::Error,
                           u"%1 %2"_s.arg(sentence, errorRemedy(error)).trimmed(), offers);
    m_message->setDetails(errorDetails(error));
}

} // namespace rove::ui
