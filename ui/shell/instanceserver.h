// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"
#include "ui/models/deeplink.h"
#include "ui/shell/linkopener.h"

#include <QtCore/QByteArray>
#include <QtCore/QObject>

#include <memory>
#include <optional>

class QLocalServer;
class QLocalSocket;
class QLockFile;

namespace rove::ui {

/// What a second start of the program asks the first one to do; without anything it only wants to be seen.
struct InstanceRequest {
    std::optional<DeepLink> link = {};
    LinkOpener::Origin origin = LinkOpener::Origin::CommandLine;
    /// An endpoint to connect to, as it was typed.
    QString endpoint = {};

    [[nodiscard]] QByteArray toBytes() const;
    /// None for anything else.
    static std::optional<InstanceRequest> fromBytes(const QByteArray &bytes);
};

/// Makes the program run once for each settings folder: the first start listens on a socket in the user's
/// runtime folder, later ones hand over what they were asked and end. The socket is the user's alone, and a
/// message is bounded in size and time. Owned by main; GUI thread.
class InstanceServer : public QObject {
    Q_OBJECT
public:
    static constexpr qsizetype messageBytesMax = 64 * 1024;
    static constexpr int connectionCountMax = 8;
    static constexpr std::chrono::milliseconds messageTimeMax = std::chrono::seconds(2);

    explicit InstanceServer(const QString &settingsFolder, QObject *parent = nullptr);
    ~InstanceServer() override;

    /// True if this is the only program with these settings; it then takes requests.
    bool listen();
    /// Hands a request to the program that is first. Waits for its answer, at most `messageTimeMax`.
    Result<> send(const InstanceRequest &request) const;
    [[nodiscard]] QString socketPath() const { return m_socketPath; }

signals:
    void requested(const rove::ui::InstanceRequest &request);

private:
    void accept();
    void read(QLocalSocket *socket);

    QString m_socketPath;
    std::unique_ptr<QLockFile> m_lock;
    std::unique_ptr<QLocalServer> m_server;
    int m_connectionCount = 0;
};

} // namespace rove::ui
