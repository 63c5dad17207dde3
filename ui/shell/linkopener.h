// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorfinder.h"
#include "ui/models/deeplink.h"

#include <QtCore/QObject>

#include <memory>

namespace rove::ui {

class ConnectionTab;
class MainWindow;
class Workspace;

/// Opens what a link or a command line names: the connection, if need be, then the actor and its section. A
/// link from outside to an engine that the user never saved is asked about, as anybody may write one; what
/// the user typed on a command line is not. Reads, and never wakes an actor. Owned by the window; GUI thread.
class LinkOpener : public QObject {
    Q_OBJECT
public:
    enum class Origin { CommandLine, Link };

    LinkOpener(Workspace &workspace, MainWindow &window);
    ~LinkOpener() override;

    /// An empty endpoint means the connection that is shown, or the local engine.
    void open(const DeepLink &link, Origin origin);

signals:
    /// The link is open, or nothing can be done.
    void done();

private:
    void connectTo(const DeepLink &link, Origin origin);
    [[nodiscard]] bool confirmUnknown(const QString &endpoint);
    void openActor(const DeepLink &link, ConnectionTab &tab);
    void findByKey(const DeepLink &link, ConnectionTab &tab);
    void showActor(const DeepLink &link, const QString &id, const QString &label);
    void fail(const QString &sentence);

    Workspace &m_workspace;
    MainWindow &m_window;
    std::unique_ptr<ActorFinder> m_finder;
};

} // namespace rove::ui
