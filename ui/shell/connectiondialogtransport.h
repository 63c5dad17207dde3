// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/transportoptions.h"

#include <QtWidgets/QWidget>

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace rove::ui {

class ConnectionDialogSection;

/// The parts of the connection dialog about the way to the endpoint: TLS files and the proxy, each folded
/// away until it is wanted or something is set in it. GUI thread.
class ConnectionDialogTransport : public QWidget {
    Q_OBJECT
public:
    explicit ConnectionDialogTransport(QWidget *parent = nullptr);

    [[nodiscard]] TransportOptions options() const;
    /// Opens the parts in which something is set.
    void setOptions(const TransportOptions &options);
    /// Secrets that arrive later than the rest; what was typed meanwhile stays.
    void addSecrets(const QString &keyPassphrase, const QString &proxyPassword);
    /// The field that an error of the user's own files or of the proxy is about, with its part opened; null
    /// for none.
    [[nodiscard]] QWidget *fieldOf(const Error &error);

    [[nodiscard]] QLineEdit *authorityField() const { return m_authority; }
    [[nodiscard]] QLineEdit *certificateField() const { return m_certificate; }
    [[nodiscard]] QLineEdit *keyField() const { return m_key; }
    [[nodiscard]] QLineEdit *passphraseField() const { return m_passphrase; }
    [[nodiscard]] QComboBox *proxyBox() const { return m_proxyKind; }
    [[nodiscard]] ConnectionDialogSection *tlsSection() const { return m_tls; }
    [[nodiscard]] ConnectionDialogSection *proxySection() const { return m_proxy; }

signals:
    void changed();

private:
    void fillTls();
    void fillProxy();
    QWidget *makeFileRow(QLineEdit *field, const QString &name);
    void follow();

    ConnectionDialogSection *m_tls;
    ConnectionDialogSection *m_proxy;
    QLineEdit *m_authority;
    QLineEdit *m_certificate;
    QLineEdit *m_key;
    QLineEdit *m_passphrase;
    QComboBox *m_proxyKind;
    QLineEdit *m_proxyHost;
    QSpinBox *m_proxyPort;
    QLineEdit *m_proxyUser;
    QLineEdit *m_proxyPassword;
};

} // namespace rove::ui
