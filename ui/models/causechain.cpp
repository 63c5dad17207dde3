// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/causechain.h"

#include "ui/models/actorstatus.h"
#include "ui/models/modelstext.h"

#include <QtCore/QJsonObject>
#include <QtCore/QRegularExpression>

#include <algorithm>

namespace rove::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype causeLinksMax = 32;

void addJson(const QJsonValue &value, const QString &title, QList<CauseLink> &chain)
{
    if (chain.size() >= causeLinksMax)
        return;
    if (!value.isObject()) {
        const QString text = value.isDouble() ? QString::number(value.toDouble()) : value.toString();
        if (!text.isEmpty())
            chain.append({title, text});
        return;
    }
    const QJsonObject object = value.toObject();
    for (auto member = object.begin(); member != object.end(); ++member)
        addJson(member.value(), title.isEmpty() ? member.key() : QString(title % u" › " % member.key()),
                chain);
}

/// Splits a text at the lines by which languages tell what an error was caused by.
QList<CauseLink> splitCauses(const CauseLink &link)
{
    static const QRegularExpression causes(u"(?:^|\\n)\\s*(?:\\[cause\\]:?|caused by:?)\\s*"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    QList<CauseLink> links;
    for (const QString &part : link.text.split(causes, Qt::SkipEmptyParts))
        links.append({links.isEmpty() ? link.title : ModelsText::tr("Caused by"), part.trimmed()});
    return links;
}

} // namespace

QList<CauseLink> causeChain(const manager::Actor &actor)
{
    QList<CauseLink> chain;
    if (!actor.error)
        return chain;
    if (actor.error->isString())
        return {{ModelsText::tr("The engine says"), actor.error->toString()}};
    QList<CauseLink> links;
    addJson(*actor.error, {}, links);
    for (const CauseLink &link : links)
        chain += splitCauses(link);
    if (chain.isEmpty())
        chain.append({ModelsText::tr("The engine says"), errorText(actor)});
    return chain.first(std::min(chain.size(), causeLinksMax));
}

} // namespace rove::ui
