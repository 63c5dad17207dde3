// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actor.h"
#include "engine/runtime/workflow/workflow.h"

#include <QtCore/QCborMap>

namespace rove::kitactors {

/// Works off its queue for ever, in a loop with a sum.
class Shift : public runtime::Actor {
    Q_OBJECT
    Q_PROPERTY(qint64 sum MEMBER m_sum)
    Q_PROPERTY(int rounds MEMBER m_rounds)

public:
    static runtime::ActorOptions options();

    runtime::Workflow run(runtime::WorkflowContext &shift) override;

    Q_INVOKABLE QCborMap read() const;
    Q_INVOKABLE void doze();

private:
    qint64 m_sum = 0;
    int m_rounds = 0;
};

} // namespace rove::kitactors
