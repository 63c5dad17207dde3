// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/connectiondialog.h"

#include "ui/client/tlsproblem.h"
#include "ui/models/connectionprofilemodel.h"
#include "ui/models/errortext.h"
#include "ui/shell/connectiondialogcolour.h"
#include "ui/shell/connectiondialogsection.h"
#include "ui/shell/connectiondialogsteps.h"
#include "ui/shell/connectiondialogtransport.h"
#include "ui/shell/shelltext.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/style/theme.h"
#include "ui/widgets/accessiblerole.h"
#include "ui/widgets/messagebar.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr int widthMin = 560;

QWidget *makeRow(QHBoxLayout *&layout)
{
    auto *row = new QWidget;
    setAccessibleRole(*row, QAccessible::Grouping);
    layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space2);
    return row;
}

} // namespace

ConnectionDialog::ConnectionDialog(ProfileStore &store, TokenVault &vault, QWidget *parent)
    : QDialog(parent)
    , m_store(store)
    , m_vault(vault)
    , m_name(new QLineEdit)
    , m_colour(new ConnectionDialogColour)
    , m_environment(new QComboBox)
    , m_readOnly(new QCheckBox(ShellText::tr("&Read-only until allowed")))
    , m_endpoint(new QLineEdit)
    , m_namespace(new QLineEdit)
    , m_token(new QLineEdit)
    , m_keep(new QComboBox)
    , m_transport(new ConnectionDialogTransport)
    , m_message(new MessageBar)
    , m_steps(new ConnectionDialogSteps)
{
    setWindowTitle(ShellText::tr("New Connection"));
    makeFields();
    makeLayout();
    connect(m_endpoint, &QLineEdit::editingFinished, this, &ConnectionDialog::takeApartEndpoint);
    connect(m_endpoint, &QLineEdit::textChanged, this, &ConnectionDialog::updateButtons);
    connect(m_environment, &QComboBox::currentIndexChanged, this, &ConnectionDialog::updateReadOnly);
    updateButtons();
    updateReadOnly();
    m_endpoint->setFocus();
}

// --- Making ---

void ConnectionDialog::makeFields()
{
    m_name->setPlaceholderText(ShellText::tr("What you call it"));
    m_endpoint->setPlaceholderText(u"https://namespace:token@host:6420"_s);
    m_namespace->setText(u"default"_s);
    m_token->setEchoMode(QLineEdit::Password);
    m_token->setPlaceholderText(ShellText::tr("none"));
    for (const Environment environment :
         {Environment::Development, Environment::Staging, Environment::Production})
        m_environment->addItem(environmentWord(environment), static_cast<int>(environment));
    m_keep->addItem(ShellText::tr("In the keychain"), static_cast<int>(TokenVault::Keep::InKeychain));
    m_keep->addItem(ShellText::tr("For this session only"), static_cast<int>(TokenVault::Keep::ThisSession));
    m_keep->setAccessibleName(ShellText::tr("Where to keep the secrets"));
    m_keep->setToolTip(
        ShellText::tr("Where the token, the key’s passphrase and the proxy’s password are kept."));
    m_colour->setAccessibleName(ShellText::tr("Colour"));
}

QWidget *ConnectionDialog::makeTokenRow()
{
    QHBoxLayout *layout = nullptr;
    QWidget *row = makeRow(layout);
    layout->addWidget(m_token, 1);
    layout->addWidget(m_keep);
    m_token->setAccessibleName(ShellText::tr("Token"));
    row->setFocusProxy(m_token);
    return row;
}

QWidget *ConnectionDialog::makeEnvironmentRow()
{
    QHBoxLayout *layout = nullptr;
    QWidget *row = makeRow(layout);
    layout->setSpacing(metrics::space4);
    layout->addWidget(m_environment, 1);
    layout->addWidget(m_readOnly);
    m_environment->setAccessibleName(ShellText::tr("Environment"));
    row->setFocusProxy(m_environment);
    return row;
}

QFormLayout *ConnectionDialog::makeForm()
{
    auto *form = new QFormLayout;
    setUpConnectionForm(*form);
    form->addRow(ShellText::tr("&Endpoint"), m_endpoint);
    form->addRow(ShellText::tr("Na&mespace"), m_namespace);
    form->addRow(ShellText::tr("T&oken"), makeTokenRow());
    form->addRow(ShellText::tr("&Name"), m_name);
    form->addRow(ShellText::tr("&Colour"), m_colour);
    form->addRow(ShellText::tr("En&vironment"), makeEnvironmentRow());
    return form;
}

QWidget *ConnectionDialog::makeTestPane()
{
    auto *pane = new QWidget;
    auto *title = new QLabel(ShellText::tr("Test"));
    title->setFont(fonts::section());
    auto *layout = new QVBoxLayout(pane);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space2);
    layout->addWidget(title);
    layout->addWidget(m_steps);
    return pane;
}

void ConnectionDialog::makeLayout()
{
    auto *line = new QFrame;
    line->setFrameShape(QFrame::HLine);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_testButton = buttons->addButton(ShellText::tr("&Test"), QDialogButtonBox::ActionRole);
    m_saveButton = buttons->addButton(ShellText::tr("&Save and Connect"), QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &ConnectionDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &ConnectionDialog::reject);
    connect(m_testButton, &QPushButton::clicked, this, &ConnectionDialog::toggleTest);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::space4, metrics::space4, metrics::space4, metrics::space3);
    layout->setSpacing(metrics::space3);
    layout->addWidget(m_message);
    layout->addLayout(makeForm());
    layout->addWidget(m_transport);
    layout->addWidget(line);
    layout->addWidget(makeTestPane());
    layout->addStretch();
    layout->addWidget(buttons);
    setMinimumWidth(widthMin);
    m_saveButton->setDefault(true);
}

// --- Filling ---

void ConnectionDialog::fill(const ConnectionProfile &profile)
{
    m_name->setText(profile.name);
    m_colour->setColour(profile.colour);
    m_environment->setCurrentIndex(m_environment->findData(static_cast<int>(profile.environment)));
    m_readOnly->setChecked(profile.isReadOnly);
    updateReadOnly();
    m_endpoint->setText(profile.endpoint.base.toString());
    m_namespace->setText(profile.endpoint.namespaceName);
    m_transport->setOptions(profile.endpoint.transport);
}

void ConnectionDialog::edit(const ConnectionProfile &profile)
{
    setWindowTitle(ShellText::tr("Edit Connection"));
    m_edited = profile;
    fill(profile);
    readSecrets(m_vault, profile).then(this, [this](const Result<ProfileSecrets> &secrets) {
        if (!secrets)
            return;
        if (m_token->text().isEmpty())
            m_token->setText(secrets->token);
        m_transport->addSecrets(secrets->keyPassphrase, secrets->proxyPassword);
    });
}

void ConnectionDialog::prefill(const ConnectionProfile &profile, const ProfileSecrets &secrets)
{
    fill(profile);
    m_token->setText(secrets.token);
    m_transport->addSecrets(secrets.keyPassphrase, secrets.proxyPassword);
    m_name->setFocus();
    m_name->selectAll();
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
    const bool isTesting = m_test && m_test->isRunning();
    m_testButton->setText(isTesting ? ShellText::tr("S&top Test") : ShellText::tr("&Test"));
    m_testButton->setEnabled(hasEndpoint && !m_isSaving);
    m_saveButton->setEnabled(hasEndpoint && !m_isSaving);
}

/// Production is read-only whatever is chosen, and says so.
void ConnectionDialog::updateReadOnly()
{
    const bool isProduction =
        m_environment->currentData().toInt() == static_cast<int>(Environment::Production);
    m_readOnly->setEnabled(!isProduction);
    if (isProduction)
        m_readOnly->setChecked(true);
    m_readOnly->setToolTip(isProduction ? ShellText::tr("Production always begins read-only.")
                                        : ShellText::tr("Nothing is sent that changes anything."));
}

// --- Problems ---

QWidget *ConnectionDialog::fieldOf(const Error &error)
{
    if (QWidget *field = m_transport->fieldOf(error))
        return field;
    switch (error.code) {
    case ErrorCode::ApiForbidden:
    case ErrorCode::ApiUnauthorized:
        return m_token;
    case ErrorCode::NamespaceNotFound:
        return m_namespace;
    default:
        return m_endpoint;
    }
}

void ConnectionDialog::showAtField(QWidget *field, const Error &error)
{
    m_wrongField = field;
    field->setAccessibleDescription(errorSentence(error, m_endpoint->text().trimmed()));
    QPalette palette = field->palette();
    palette.setColor(QPalette::Text, Theme::instance().color(ColorRole::Error));
    field->setPalette(palette);
    field->setFocus();
}

void ConnectionDialog::clearProblems()
{
    m_message->clear();
    if (!m_wrongField)
        return;
    m_wrongField->setAccessibleDescription({});
    m_wrongField->setPalette({});
    m_wrongField.clear();
}

std::optional<Endpoint> ConnectionDialog::readEndpoint()
{
    takeApartEndpoint();
    const Result<Endpoint> endpoint = Endpoint::parse(m_endpoint->text());
    if (!endpoint) {
        m_message->showMessage(MessageBar::Severity::Error,
                               errorSentence(endpoint.error(), m_endpoint->text().trimmed()));
        m_message->setDetails(endpoint.error().message);
        showAtField(m_endpoint, endpoint.error());
        return std::nullopt;
    }
    const QString name = m_namespace->text().trimmed();
    return endpoint->withNamespace(name.isEmpty() ? u"default"_s : name)
        .withToken(m_token->text())
        .withTransport(m_transport->options());
}

// --- Testing ---

void ConnectionDialog::toggleTest()
{
    if (m_test && m_test->isRunning()) {
        m_test->cancel();
        updateButtons();
        return;
    }
    test();
}

void ConnectionDialog::test()
{
    clearProblems();
    const std::optional<Endpoint> endpoint = readEndpoint();
    if (!endpoint)
        return;
    delete m_test;
    m_steps->reset();
    m_test = new ConnectionTest(*endpoint, this);
    connect(m_test, &ConnectionTest::changed, m_steps, [this] { m_steps->show(*m_test); });
    connect(m_test, &ConnectionTest::finished, this, [this](bool passed) {
        if (!passed && m_test->error())
            showFailedTest(*m_test->error());
        updateButtons();
    });
    m_test->start();
    updateButtons();
}

void ConnectionDialog::showFailedTest(const Error &error)
{
    m_message->showMessage(
        MessageBar::Severity::Error,
        u"%1 %2"_s.arg(errorSentence(error, m_endpoint->text()), errorRemedy(error)).trimmed());
    m_message->setDetails(errorDetails(error));
    showAtField(fieldOf(error), error);
}

// --- Saving ---

void ConnectionDialog::accept()
{
    if (m_isSaving)
        return;
    clearProblems();
    const std::optional<Endpoint> endpoint = readEndpoint();
    if (!endpoint)
        return;
    // A file that cannot be used would only be found out by a connection that never works.
    if (const Result<Transport> usable = resolveTransport(endpoint->transport, endpoint->base); !usable)
        return showFailedTest(usable.error());
    saveProfile(*endpoint);
}

void ConnectionDialog::reject()
{
    if (m_test)
        m_test->cancel();
    QDialog::reject();
}

ConnectionProfile ConnectionDialog::profileOf(const Endpoint &endpoint) const
{
    const QString typed = m_name->text().trimmed();
    const QString name = typed.isEmpty() ? endpoint.base.authority() : typed;
    ConnectionProfile profile = ConnectionProfile::create(name, endpoint);
    if (m_edited) {
        profile.id = m_edited->id;
        profile.lastUsed = m_edited->lastUsed;
    }
    profile.colour = m_colour->colour();
    profile.environment = static_cast<Environment>(m_environment->currentData().toInt());
    profile.isReadOnly = m_readOnly->isEnabled() && m_readOnly->isChecked();
    return profile;
}

void ConnectionDialog::saveProfile(const Endpoint &endpoint)
{
    ConnectionProfile profile = profileOf(endpoint);
    const ProfileSecrets secrets = ProfileSecrets::of(endpoint);
    const auto keep = static_cast<TokenVault::Keep>(m_keep->currentData().toInt());
    profile.hasKeptSecrets = !secrets.isEmpty() && keep == TokenVault::Keep::InKeychain;
    m_isSaving = true;
    updateButtons();
    keepSecrets(m_vault, profile.id, secrets, keep)
        .then(this,
              [this, profile, secrets](const Result<> &result) { onSecretsKept(profile, secrets, result); });
}

void ConnectionDialog::onSecretsKept(ConnectionProfile profile, const ProfileSecrets &secrets,
                                     const Result<> &result)
{
    m_isSaving = false;
    updateButtons();
    if (!result) {
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
                .endpoint = secrets.applyTo(profile.endpoint)});
    QDialog::accept();
}

} // namespace rove::ui
