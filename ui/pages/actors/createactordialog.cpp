// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/actors/createactordialog.h"

#include "protocol/base/cbor.h"
#include "protocol/base/key.h"
#include "ui/models/errortext.h"
#include "ui/pages/actors/actorstext.h"
#include "ui/style/metrics.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/codeeditor.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/jsontext.h"
#include "ui/widgets/messagebar.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QCompleter>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr auto defaultPool = "default"_L1;

} // namespace

CreateActorDialog::CreateActorDialog(HttpClient &http, const QString &target, const QStringList &types,
                                     QWidget *parent)
    : QDialog(parent)
    , m_manager(http)
    , m_target(target)
    , m_type(new QComboBox)
    , m_key(new QLineEdit)
    , m_keyHint(new ElidedLabel)
    , m_input(new CodeEditor(CodeEditor::Language::Json))
    , m_pool(new QComboBox)
    , m_policy(new QComboBox)
    , m_busy(new BusyBar)
    , m_message(new MessageBar)
{
    setWindowTitle(ActorsText::tr("New Actor"));
    m_type->addItems(types);
    m_pool->addItem(defaultPool);
    for (QComboBox *box : {m_type, m_pool}) {
        box->setEditable(true);
        box->setInsertPolicy(QComboBox::NoInsert);
        box->completer()->setFilterMode(Qt::MatchContains);
    }
    addPolicy(ActorsText::tr("Sleep: wait for the next request"), manager::CrashPolicy::Sleep);
    addPolicy(ActorsText::tr("Restart: start again at once"), manager::CrashPolicy::Restart);
    addPolicy(ActorsText::tr("Destroy: be gone for good"), manager::CrashPolicy::Destroy);
    makeLayout();
    connect(m_type, &QComboBox::currentTextChanged, this, &CreateActorDialog::updateCreate);
    connect(m_key, &QLineEdit::textChanged, this, &CreateActorDialog::updateKeyHint);
    connect(m_input, &QPlainTextEdit::textChanged, m_input, &CodeEditor::clearError);
    updateKeyHint();
    updateCreate();
    loadPools();
    m_key->setFocus();
}

void CreateActorDialog::addPolicy(const QString &text, manager::CrashPolicy policy)
{
    m_policy->addItem(text, static_cast<int>(policy));
}

void CreateActorDialog::makeLayout()
{
    m_keyHint->setForegroundRole(QPalette::PlaceholderText);
    m_keyHint->setElideMode(Qt::ElideRight);
    m_key->setPlaceholderText(ActorsText::tr("none"));
    m_input->setPlaceholderText(ActorsText::tr("No input"));
    m_input->setMinimumSize(360, 110);

    auto *form = new QFormLayout;
    form->setVerticalSpacing(metrics::space2);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(ActorsText::tr("&Type"), m_type);
    form->addRow(ActorsText::tr("&Key"), m_key);
    form->addRow(QString(), m_keyHint);
    form->addRow(ActorsText::tr("&Input, as JSON"), m_input);
    form->addRow(ActorsText::tr("&Pool"), m_pool);
    form->addRow(ActorsText::tr("On a c&rash"), m_policy);
    for (QWidget *field : {static_cast<QWidget *>(m_type), static_cast<QWidget *>(m_pool)})
        static_cast<QComboBox *>(field)->lineEdit()->setAccessibleName(
            field == m_type ? ActorsText::tr("Type") : ActorsText::tr("Pool"));

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_create = buttons->addButton(ActorsText::tr("&Create Actor"), QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &CreateActorDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &CreateActorDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(metrics::space2);
    layout->addWidget(m_message);
    layout->addLayout(form);
    layout->addWidget(m_busy);
    layout->addWidget(buttons);
    m_create->setDefault(true);
}

void CreateActorDialog::loadPools()
{
    m_manager.runnerConfigs().then(
        this, [this](const Result<std::map<QString, manager::RunnerConfigDatacenters>> &pools) {
            if (!pools)
                return;
            const QString typed = m_pool->currentText();
            m_pool->clear();
            for (const auto &[name, datacenters] : *pools)
                m_pool->addItem(name);
            if (m_pool->findText(typed) >= 0 || m_pool->count() == 0 || typed != defaultPool)
                m_pool->setCurrentText(typed);
        });
}

void CreateActorDialog::updateKeyHint()
{
    if (m_key->text().isEmpty()) {
        m_keyHint->setText(ActorsText::tr("Without a key, clients reach the actor by its ID only."));
        return;
    }
    QStringList parts;
    for (const QString &part : parseKey(m_key->text()))
        parts.append(u'"' % part % u'"');
    m_keyHint->setText(
        ActorsText::tr("Clients name it [%1]. A slash begins the next part.").arg(parts.join(u", "_s)));
}

void CreateActorDialog::updateCreate()
{
    m_create->setEnabled(!m_isCreating && !m_type->currentText().trimmed().isEmpty());
}

std::optional<manager::ActorsCreateRequest> CreateActorDialog::readRequest()
{
    manager::ActorsCreateRequest request{
        .name = m_type->currentText().trimmed(),
        .runnerNameSelector = m_pool->currentText().trimmed(),
    };
    request.crashPolicy = static_cast<manager::CrashPolicy>(m_policy->currentData().toInt());
    if (!m_key->text().isEmpty())
        request.key = m_key->text();
    if (m_input->toPlainText().trimmed().isEmpty())
        return request;
    const auto input = parseJsonText(m_input->toPlainText());
    if (!input) {
        m_input->setError(input.error().line, input.error().column, input.error().message);
        m_input->goToError();
        m_input->setFocus();
        return std::nullopt;
    }
    request.input = QString::fromLatin1(cbor::encodeCompat(*input).toBase64());
    return request;
}

void CreateActorDialog::accept()
{
    if (m_isCreating)
        return;
    const auto request = readRequest();
    if (!request)
        return;
    m_isCreating = true;
    m_busy->setBusy(true);
    m_message->clear();
    updateCreate();
    m_manager.createActor(*request).then(this,
                                         [this](const Result<manager::Actor> &result) { onCreated(result); });
}

void CreateActorDialog::onCreated(const Result<manager::Actor> &result)
{
    m_isCreating = false;
    m_busy->setBusy(false);
    updateCreate();
    if (result) {
        emit created(*result);
        QDialog::accept();
        return;
    }
    const Error &error = result.error();
    m_message->showMessage(MessageBar::Severity::Error,
                           u"%1 %2"_s.arg(errorSentence(error, m_target), errorRemedy(error)).trimmed());
    m_message->setDetails(errorDetails(error));
}

} // namespace rove::ui
