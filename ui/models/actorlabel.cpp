// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/actorlabel.h"

using namespace Qt::StringLiterals;

namespace rove::ui {

QString actorKeyText(const manager::Actor &actor)
{
    return actor.key && !actor.key->isEmpty() ? *actor.key : u"—"_s;
}

QString actorLabel(const manager::Actor &actor)
{
    constexpr qsizetype shortIdLength = 8;
    const QString rest = actor.key && !actor.key->isEmpty() ? *actor.key : actor.actorId.left(shortIdLength);
    return actor.name % u' ' % rest;
}

} // namespace rove::ui
