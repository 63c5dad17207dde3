// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actor.h"
#include "engine/runtime/workflow/workflow.h"

#include <QtCore/QCborMap>
#include <QtCore/QStringList>

namespace rove::kitactors {

/// Goes through steps with a wait in between, then waits for the word to finish; notes each step it takes.
class Errand : public runtime::Actor {
    Q_OBJECT
    Q_PROPERTY(QStringList steps MEMBER m_steps)
    Q_PROPERTY(int attempts MEMBER m_attempts)
    Q_PROPERTY(QCborValue outcome MEMBER m_outcome)

public:
    static runtime::ActorOptions options();

    runtime::Workflow run(runtime::WorkflowContext &errand) override;

    Q_INVOKABLE QCborMap read() const;
    Q_INVOKABLE void doze();

private:
    Result<> ring();

    QStringList m_steps;
    int m_attempts = 0;
    QCborValue m_outcome = QCborValue(nullptr);
};

} // namespace rove::kitactors
