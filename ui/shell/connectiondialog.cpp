// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/connectiondialog.h"

#include "ui/models/errortext.h"
#include "ui/shell/shelltext.h"
#include "ui/style/metrics.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/statusbadge.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

QString stepWord(ConnectionTest::Step step)
{
    switch (step) {
    case ConnectionTest::Step::Reach:
        return ShellText::tr("Reach it");
    case ConnectionTest::Step::Tls:
        return ShellText::tr("Trust its certificate");
    case ConnectionTest::Step::Rivet:
        return ShellText::tr("Recognise Rivet");
    case ConnectionTest::Step::Access:
        return ShellText::tr("Be let in");
    case ConnectionTest::Step::Namespace:
        return ShellText::tr("Find the namespace");
    }
    Q_UNREACHABLE_RETURN({});
}

Tone stepTone(ConnectionTest::State state)
{
    switch (state) {
    case ConnectionTest::State::Waiting:
        return {.color = ColorRole::Muted, .icon = "dash-circle"_L1};
    case ConnectionTest::State::Running:
        return tone::starting;
    case ConnectionTest::State::Passed:
        return tone::ready;
    case ConnectionTest::State::Failed:
        return tone::error;
    case ConnectionTest::State::NotNeeded:
        return {.color = ColorRole::Muted, .icon = "slash-circle"_L1};
    }
    Q_UNREACHABLE_RETURN({});
}

QString stepDetail(const ConnectionTest::Row &row)
{
    return row.state == ConnectionTest::State::NotNeeded ? ShellText::tr("not encrypted") : row.detail;
}

} // namespace

ConnectionDialog::ConnectionDialog(ProfileStore &store, TokenVault &vault, QWidget *parent)
    : QDialog(parent)
    , m_store(store)
    , m_vault(vault)
    , m_name(new QLineEdit)
    , m_environment(new QComboBox)
    , m_endpoint(new QLineEdit)
    , m_namespace(new QLineEdit)
    , m_token(new QLineEdit)
    , m_keep(new QComboBox)
    , m_message(new MessageBar)
{
    setWindowTitle(ShellText::tr("New Connection"));
    makeFields();
    makeLayout();
    connect(m_endpoint, &QLineEdit::editingFinished, this, &ConnectionDialog::takeApartEndpoint);
    connect(m_endpoint, &QLineEdit::textChanged, this, &ConnectionDialog::updateButtons);
    updateButtons();
    m_endpoint->setFocus();
}

void ConnectionDialog::makeFields()
{
    m_name->setPlaceholderText(ShellText::tr("What you call it"));
    m_endpoint->setPlaceholderText(u"http://127.0.0.1:6420"_s);
    m_namespace->setText(u"default"_s);
    m_token->setEchoMode(QLineEdit::Password);
    m_token->setPlaceholderText(ShellText::tr("none"));
    m_environment->addItem(ShellText::tr("Development"), static_cast<int>(Environment::Development));
    m_environment->addItem(ShellText::tr("Staging"), static_cast<int>(Environment::Staging));
    m_environment->addItem(ShellText::tr("Production (begins read-only)"),
                           static_cast<int>(Environment::Production));
    m_keep->addItem(ShellText::tr("In the keychain"), static_cast<int>(TokenVault::Keep::InKeychain));
    m_keep->addItem(ShellText::tr("For this session only"), static_cast<int>(TokenVault::Keep::ThisSession));
}

void ConnectionDialog::makeLayout()
{
    auto *form = new QFormLayout;
    form->setVerticalSpacing(metrics::space2);
    form->setHorizontalSpacing(metrics::space4);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(ShellText::tr("&Endpoint"), m_endpoint);
    form->addRow(ShellText::tr("Na&mespace"), m_namespace);
    form->addRow(ShellText::tr("T&oken"), m_token);
    form->addRow(ShellText::tr("&Keep the token"), m_keep);
    form->addRow(ShellText::tr("&Name"), m_name);
    form->addRow(ShellText::tr("En&vironment"), m_environment);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_testButton = buttons->addButton(ShellText::tr("&Test"), QDialogButtonBox::ActionRole);
    m_saveButton = buttons->addButton(ShellText::tr("&Save and Connect"), QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &ConnectionDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &ConnectionDialog::reject);
    connect(m_testButton, &QPushButton::clicked, this, &ConnectionDialog::test);

    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(metrics::space3);
    layout->addWidget(m_message);
    layout->addLayout(form);
    layout->addWidget(makeSteps());
    layout->addStretch();
    layout->addWidget(buttons);
    setMinimumWidth(480);
    m_saveButton->setDefault(true);
}

QWidget *ConnectionDialog::makeSteps()
{
    auto *pane = new QWidget;
    auto *grid = new QGridLayout(pane);
    grid->setContentsMargins(0, metrics::space1, 0, 0);
    grid->setHorizontalSpacing(metrics::space4);
    grid->setVerticalSpacing(metrics::space1);
    grid->setColumnStretch(1, 1);
    for (int i = 0; i < ConnectionTest::stepCount; ++i) {
        const auto at = static_cast<size_t>(i);
        m_steps[at] = new StatusBadge;
        m_steps[at]->setStatus(stepTone(ConnectionTest::State::Waiting),
                               stepWord(static_cast<ConnectionTest::Step>(i)));
        m_stepDetails[at] = new QLabel;
        m_stepDetails[at]->setForegroundRole(QPalette::PlaceholderText);
        m_stepDetails[at]->setTextFormat(Qt::PlainText);
        grid->addWidget(m_steps[at], i, 0);
        grid->addWidget(m_stepDetails[at], i, 1);
    }
    return pane;
}

void ConnectionDialog::edit(const ConnectionProfile &profile)
{
    setWindowTitle(ShellText::tr("Edit Connection"));
    m_edited = profile;
    m_name->setText(profile.name);
    m_environment->setCurrentIndex(m_environment->findData(static_cast<int>(profile.environment)));
    m_endpoint->setText(profile.endpoint.base.toString());
    m_namespace->setText(profile.endpoint.namespaceName);
    m_vault.read(profile.id).then(this, [this](const Result<QString> &token) {
        if (token && m_token->text().isEmpty())
            m_token->setText(*token);
    });
}

void ConnectionDialog::takeApartEndpoint()
{
    const Result<Endpoint> endpoint = Endpoint::parse(m_endpoint->text());
    if (!endpoint)
        return;
    const bool namesNamespace = m_endpoint->text().contains(u'@');
    m_endpoint->setText(endpoint->base.toString());
    if (namesNamespace)
        m_namespace->setText(endpoint->namespaceName);
    if (!endpoint->token.isEmpty())
        m_token->setText(endpoint->token);
}

void ConnectionDialog::updateButtons()
{
    const bool hasEndpoint = !m_endpoint->text().trimmed().isEmpty();
    m_testButton->setEnabled(hasEndpoint && !m_isSaving);
    m_saveButton->setEnabled(hasEndpoint && !m_isSaving);
}

std::optional<Endpoint> ConnectionDialog::readEndpoint()
{
    takeApartEndpoint();
    const Result<Endpoint> endpoint = Endpoint::parse(m_endpoint->text());
    if (!endpoint) {
        m_message->showMessage(MessageBar::Severity::Error,
                               errorSentence(endpoint.error(), m_endpoint->text().trimmed()));
        m_message->setDetails(endpoint.error().message);
        m_endpoint->setFocus();
        return std::nullopt;
    }
    const QString name = m_namespace->text().trimmed();
    return endpoint->withNamespace(name.isEmpty() ? u"default"_s : name).withToken(m_token->text());
}

void ConnectionDialog::test()
{
    const std::optional<Endpoint> endpoint = readEndpoint();
    if (!endpoint)
        return;
    m_message->clear();
    delete m_test;
    m_test = new ConnectionTest(*endpoint, this);
    connect(m_test, &ConnectionTest::changed, this, &ConnectionDialog::showTest);
    connect(m_test, &ConnectionTest::finished, this, [this](bool passed) {
        if (!passed && m_test->error())
            showFailedTest(*m_test->error());
    });
    m_test->start();
}

void ConnectionDialog::showTest()
{
    for (int i = 0; i < ConnectionTest::stepCount; ++i) {
        const auto step = static_cast<ConnectionTest::Step>(i);
        const ConnectionTest::Row &row = m_test->row(step);
        m_steps[static_cast<size_t>(i)]->setStatus(stepTone(row.state), stepWord(step));
        m_stepDetails[static_cast<size_t>(i)]->setText(stepDetail(row));
    }
}

void ConnectionDialog::showFailedTest(const Error &error)
{
    m_message->showMessage(
        MessageBar::Severity::Error,
        u"%1 %2"_s.arg(errorSentence(error, m_endpoint->text()), errorRemedy(error)).trimmed());
    m_message->setDetails(errorDetails(error));
}

void ConnectionDialog::accept()
{
    if (m_isSaving)
        return;
    m_message->clear();
    if (const std::optional<Endpoint> endpoint = readEndpoint())
        saveProfile(*endpoint);
}

void ConnectionDialog::saveProfile(const Endpoint &endpoint)
{
    const QString typed = m_name->text().trimmed();
    const QString name = typed.isEmpty() ? endpoint.base.authority() : typed;
    ConnectionProfile profile = ConnectionProfile::create(name, endpoint);
    if (m_edited)
        profile.id = m_edited->id;
    profile.environment = static_cast<Environment>(m_environment->currentData().toInt());
    m_isSaving = true;
    updateButtons();
    const auto keep = static_cast<TokenVault::Keep>(m_keep->currentData().toInt());
    const Async<> kept = m_token->text().isEmpty() ? m_vault.remove(profile.id)
                                                   : m_vault.write(profile.id, m_token->text(), keep);
    Async<>(kept).then(this, [this, profile](const Result<> &result) { onTokenKept(profile, result); });
}

void ConnectionDialog::onTokenKept(const ConnectionProfile &profile, const Result<> &result)
{
    m_isSaving = false;
    updateButtons();
    // Without a keychain there is nothing to forget, so an empty token is never a reason to stay.
    if (!result && !m_token->text().isEmpty()) {
        m_message->showMessage(MessageBar::Severity::Error,
                               ShellText::tr("The token was not kept, and nothing was saved. %1")
                                   .arg(errorRemedy(result.error())));
        m_message->setDetails(errorDetails(result.error()));
        m_keep->setCurrentIndex(m_keep->findData(static_cast<int>(TokenVault::Keep::ThisSession)));
        m_keep->setFocus();
        return;
    }
    if (const Result<> stored = m_store.save(profile); !stored) {
        m_message->showMessage(MessageBar::Severity::Error,
                               ShellText::tr("The connection could not be saved."));
        m_message->setDetails(errorDetails(stored.error()));
        return;
    }
    emit saved({.profileId = profile.id,
                .name = profile.name,
                .environment = profile.environment,
                .endpoint = profile.endpoint.withToken(m_token->text())});
    QDialog::accept();
}

} // namespace rove::ui
