// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actor.h"

#include <QtCore/QCborMap>

namespace rove::kitactors {

/// Cannot be made without a name.
class Stillborn : public runtime::Actor {
    Q_OBJECT
    Q_PROPERTY(QString name MEMBER m_name)

public:
    Result<> onCreate(const QCborValue &input) override;

    Q_INVOKABLE QCborMap read() const;

private:
    QString m_name;
};

} // namespace rove::kitactors
