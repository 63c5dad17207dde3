// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/connectiondialogtransport.h"

#include "ui/client/tlsproblem.h"
#include "ui/shell/connectiondialogsection.h"
#include "ui/shell/shelltext.h"
#include "ui/style/metrics.h"
#include "ui/widgets/accessiblerole.h"

#include <QtCore/QFileInfo>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr int portMax = 65535;

QLineEdit *makeField(const QString &placeholder)
{
    auto *field = new QLineEdit;
    field->setPlaceholderText(placeholder);
    return field;
}

QLineEdit *makeSecretField(const QString &placeholder)
{
    QLineEdit *field = makeField(placeholder);
    field->setEchoMode(QLineEdit::Password);
    return field;
}

} // namespace

ConnectionDialogTransport::ConnectionDialogTransport(QWidget *parent)
    : QWidget(parent)
    , m_tls(new ConnectionDialogSection(ShellText::tr("TLS")))
    , m_proxy(new ConnectionDialogSection(ShellText::tr("Proxy")))
    , m_authority(makeField(ShellText::tr("the system’s authorities only")))
    , m_certificate(makeField(ShellText::tr("none")))
    , m_key(makeField(ShellText::tr("none")))
    , m_passphrase(makeSecretField(ShellText::tr("none")))
    , m_proxyKind(new QComboBox)
    , m_proxyHost(makeField(u"proxy.example"_s))
    , m_proxyPort(new QSpinBox)
    , m_proxyUser(makeField(ShellText::tr("none")))
    , m_proxyPassword(makeSecretField(ShellText::tr("none")))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space1);
    layout->addWidget(m_tls);
    layout->addWidget(m_proxy);
    fillTls();
    fillProxy();
    for (QLineEdit *field :
         {m_authority, m_certificate, m_key, m_passphrase, m_proxyHost, m_proxyUser, m_proxyPassword})
        connect(field, &QLineEdit::textChanged, this, &ConnectionDialogTransport::follow);
    connect(m_proxyKind, &QComboBox::currentIndexChanged, this, &ConnectionDialogTransport::follow);
    connect(m_proxyPort, &QSpinBox::valueChanged, this, &ConnectionDialogTransport::follow);
    follow();
}

QWidget *ConnectionDialogTransport::makeFileRow(QLineEdit *field, const QString &name)
{
    auto *row = new QWidget;
    setAccessibleRole(*row, QAccessible::Grouping);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space2);
    field->setAccessibleName(name);
    auto *browse = new QPushButton(ShellText::tr("Browse…"));
    browse->setAutoDefault(false);
    browse->setAccessibleName(ShellText::tr("Browse for: %1").arg(name));
    connect(browse, &QPushButton::clicked, this, [this, field, name] {
        const QString chosen =
            QFileDialog::getOpenFileName(this, name, QFileInfo(field->text()).absolutePath(),
                                         ShellText::tr("PEM files (*.pem *.crt *.cer *.key);;All files (*)"));
        if (!chosen.isEmpty())
            field->setText(chosen);
    });
    layout->addWidget(field, 1);
    layout->addWidget(browse);
    row->setFocusProxy(field);
    return row;
}

void ConnectionDialogTransport::fillTls()
{
    QFormLayout *form = m_tls->form();
    form->addRow(ShellText::tr("&Authority file"), makeFileRow(m_authority, ShellText::tr("Authority file")));
    form->addRow(ShellText::tr("C&lient certificate"),
                 makeFileRow(m_certificate, ShellText::tr("Client certificate")));
    form->addRow(ShellText::tr("Client &key"), makeFileRow(m_key, ShellText::tr("Client key")));
    form->addRow(ShellText::tr("&Passphrase"), m_passphrase);
}

void ConnectionDialogTransport::fillProxy()
{
    m_proxyKind->addItem(ShellText::tr("None"), static_cast<int>(ProxyOptions::Kind::None));
    m_proxyKind->addItem(ShellText::tr("The system’s"), static_cast<int>(ProxyOptions::Kind::System));
    m_proxyKind->addItem(ShellText::tr("HTTP"), static_cast<int>(ProxyOptions::Kind::Http));
    m_proxyKind->addItem(ShellText::tr("SOCKS5"), static_cast<int>(ProxyOptions::Kind::Socks5));
    m_proxyPort->setRange(0, portMax);
    m_proxyPort->setSpecialValueText(ShellText::tr("port"));
    m_proxyPort->setGroupSeparatorShown(false);
    m_proxyPort->setAccessibleName(ShellText::tr("Proxy port"));
    auto *address = new QWidget;
    setAccessibleRole(*address, QAccessible::Grouping);
    auto *row = new QHBoxLayout(address);
    row->setContentsMargins({});
    row->setSpacing(metrics::space2);
    row->addWidget(m_proxyHost, 1);
    row->addWidget(m_proxyPort);
    address->setFocusProxy(m_proxyHost);
    m_proxyHost->setAccessibleName(ShellText::tr("Proxy host"));
    QFormLayout *form = m_proxy->form();
    form->addRow(ShellText::tr("K&ind"), m_proxyKind);
    form->addRow(ShellText::tr("&Host and port"), address);
    form->addRow(ShellText::tr("&User"), m_proxyUser);
    form->addRow(ShellText::tr("Pass&word"), m_proxyPassword);
}

void ConnectionDialogTransport::follow()
{
    const TransportOptions now = options();
    const bool isOwnProxy =
        now.proxy.kind == ProxyOptions::Kind::Http || now.proxy.kind == ProxyOptions::Kind::Socks5;
    for (QWidget *field : {static_cast<QWidget *>(m_proxyHost), static_cast<QWidget *>(m_proxyPort),
                           static_cast<QWidget *>(m_proxyUser), static_cast<QWidget *>(m_proxyPassword)})
        field->setEnabled(isOwnProxy);
    m_passphrase->setEnabled(!now.tls.keyFile.isEmpty());

    QStringList tls;
    if (!now.tls.authorityFile.isEmpty())
        tls.append(QFileInfo(now.tls.authorityFile).fileName());
    if (!now.tls.certificateFile.isEmpty())
        tls.append(QFileInfo(now.tls.certificateFile).fileName());
    m_tls->setSummary(tls.isEmpty() ? ShellText::tr("the system’s authorities") : tls.join(u", "_s));
    m_proxy->setSummary(isOwnProxy ? u"%1:%2"_s.arg(now.proxy.host).arg(now.proxy.port)
                                   : m_proxyKind->currentText());
    emit changed();
}

TransportOptions ConnectionDialogTransport::options() const
{
    return {.tls = {.authorityFile = m_authority->text().trimmed(),
                    .certificateFile = m_certificate->text().trimmed(),
                    .keyFile = m_key->text().trimmed(),
                    .keyPassphrase = m_passphrase->text()},
            .proxy = {.kind = static_cast<ProxyOptions::Kind>(m_proxyKind->currentData().toInt()),
                      .host = m_proxyHost->text().trimmed(),
                      .port = static_cast<quint16>(m_proxyPort->value()),
                      .user = m_proxyUser->text().trimmed(),
                      .password = m_proxyPassword->text()}};
}

void ConnectionDialogTransport::setOptions(const TransportOptions &options)
{
    m_authority->setText(options.tls.authorityFile);
    m_certificate->setText(options.tls.certificateFile);
    m_key->setText(options.tls.keyFile);
    m_passphrase->setText(options.tls.keyPassphrase);
    m_proxyKind->setCurrentIndex(m_proxyKind->findData(static_cast<int>(options.proxy.kind)));
    m_proxyHost->setText(options.proxy.host);
    m_proxyPort->setValue(options.proxy.port);
    m_proxyUser->setText(options.proxy.user);
    m_proxyPassword->setText(options.proxy.password);
    m_tls->setOpen(!options.tls.isDefault());
    m_proxy->setOpen(options.proxy.kind != ProxyOptions::Kind::None);
}

void ConnectionDialogTransport::addSecrets(const QString &keyPassphrase, const QString &proxyPassword)
{
    if (m_passphrase->text().isEmpty())
        m_passphrase->setText(keyPassphrase);
    if (m_proxyPassword->text().isEmpty())
        m_proxyPassword->setText(proxyPassword);
}

QWidget *ConnectionDialogTransport::fieldOf(const Error &error)
{
    if (error.metadata.value(u"reason"_s).toString() == u"proxy") {
        m_proxy->setOpen(true);
        return m_proxyHost;
    }
    const TlsReason reason = tlsReasonOf(error);
    const bool isAboutCertificates =
        reason == TlsReason::ClientCertificateWanted || reason == TlsReason::ClientCertificateRefused;
    const bool isAboutAuthority = reason == TlsReason::SelfSigned || reason == TlsReason::UnknownAuthority;
    if (error.code != ErrorCode::ClientTls ||
        !(isOwnFileReason(reason) || isAboutCertificates || isAboutAuthority))
        return nullptr;
    m_tls->setOpen(true);
    const QString file = error.metadata.value(u"file"_s).toString();
    if (reason == TlsReason::WrongPassphrase)
        return m_passphrase;
    if (reason == TlsReason::KeyMissing || (!file.isEmpty() && file == m_key->text().trimmed()))
        return reason == TlsReason::CertificateMissing ? m_certificate : m_key;
    if (isAboutCertificates || (!file.isEmpty() && file == m_certificate->text().trimmed()))
        return m_certificate;
    return m_authority;
}

} // namespace rove::ui
