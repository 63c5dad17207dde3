// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QPointer>

namespace rove::runtime {

class ActorInstance;

/// The actor does not fall asleep by itself while one of these lives. Move-only; on the actor's thread.
class KeepAwake {
public:
    explicit KeepAwake(ActorInstance &instance);
    KeepAwake(KeepAwake &&other) noexcept;
    KeepAwake &operator=(KeepAwake &&other) noexcept;
    KeepAwake(const KeepAwake &) = delete;
    KeepAwake &operator=(const KeepAwake &) = delete;
    ~KeepAwake();

private:
    QPointer<ActorInstance> m_instance;
};

} // namespace rove::runtime
