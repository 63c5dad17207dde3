// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/host/engine.h"
#include "ui/pages/engine/enginepage.h"

#include <QtCore/QObject>

#include <cstdint>
#include <memory>
#include <optional>

namespace rove::app {

/// Starts and stops the engine inside this program and tells the window about it in the window's own words. A
/// failure to start is news like any other. Owned by main; GUI thread; the engine has threads of its own.
class EngineKeeper : public QObject {
    Q_OBJECT
public:
    /// Without a port it takes Rivet's usual one, or any other if that is taken.
    EngineKeeper(QString dataFolder, std::optional<std::uint16_t> port);
    ~EngineKeeper() override;

    void start();
    void stop();

signals:
    void changed(const rove::ui::LocalEngine &engine);

private:
    Result<std::unique_ptr<host::Engine>> startOn(std::uint16_t port) const;
    void announceFailure(const Error &error, std::uint16_t port);

    QString m_dataFolder;
    std::optional<std::uint16_t> m_port;
    std::unique_ptr<host::Engine> m_engine;
};

} // namespace rove::app
