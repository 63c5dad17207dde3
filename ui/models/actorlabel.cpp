// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/actorlabel.h"

#include "ui/models/visibletext.h"

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr qsizetype graphemeCountMax = 200;

} // namespace

QString actorKeyText(const manager::Actor &actor)
{
    return actor.key && !actor.key->isEmpty() ? visibleText(*actor.key, graphemeCountMax) : u"—"_s;
}

QString actorLabel(const manager::Actor &actor)
{
    constexpr qsizetype shortIdLength = 8;
    const QString rest = actor.key && !actor.key->isEmpty() ? *actor.key : actor.actorId.left(shortIdLength);
    return QString(visibleText(actor.name, graphemeCountMax) % u' ' % visibleText(rest, graphemeCountMax));
}

} // namespace rove::ui
