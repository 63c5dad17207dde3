// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/details/detailspage.h"

#include "protocol/base/key.h"
#include "protocol/manager/json.h"
#include "ui/models/actorlabel.h"
#include "ui/pages/details/detailcard.h"
#include "ui/pages/details/detailstext.h"
#include "ui/pages/details/offercard.h"
#include "ui/style/metrics.h"
#include "ui/widgets/accessiblerole.h"
#include "ui/widgets/command.h"
#include "ui/widgets/commandbutton.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QLocale>
#include <QtGui/QClipboard>
#include <QtWidgets/QApplication>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

/// With this much room the cards stand in two columns.
constexpr int twoColumnsWidthMin = 680;

using Lines = DetailCard::Lines;
using Font = DetailCard::Font;

QDateTime timeOf(const std::optional<manager::Instant> &instant)
{
    if (!instant)
        return {};
    return QDateTime::fromMSecsSinceEpoch(instant->time_since_epoch().count());
}

/// A field of the record, once there is a record.
template <class F>
auto fromRecord(F field)
{
    return [field](ActorSession &session) {
        using Value = decltype(field(*session.record()));
        return session.record() ? field(*session.record()) : Value();
    };
}

/// A field of what the runtime says of itself, once it was asked.
auto fromRuntime(std::optional<QString> manager::Metadata::*field)
{
    return [field](ActorSession &session) {
        return session.runtime() ? ((*session.runtime()).*field).value_or(QString()) : QString();
    };
}

QString keyPartsText(const manager::Actor &actor)
{
    if (!actor.key)
        return {};
    QStringList parts;
    for (const QString &part : parseKey(*actor.key))
        parts.append(u'"' % part % u'"');
    return u'[' % parts.join(u", "_s) % u']';
}

QString rawErrorText(const manager::Actor &actor)
{
    if (!actor.error || !actor.error->isObject())
        return {};
    return QString::fromUtf8(QJsonDocument(actor.error->toObject()).toJson(QJsonDocument::Indented))
        .trimmed();
}

QString protocolText(ActorSession &session)
{
    const int version = session.inspector().protocolVersion();
    return version > 0 ? DetailsText::tr("version %1").arg(version) : QString();
}

QString numberText(const std::optional<std::uint16_t> &number)
{
    return number ? QString::number(*number) : QString();
}

} // namespace

DetailsPage::DetailsPage(QWidget *parent)
    : QScrollArea(parent)
    , m_copyJson(
          makeCommand(this, {.id = u"details.copyJson"_s,
                             .text = DetailsText::tr("Copy Record as &JSON"),
                             .icon = "clipboard"_L1,
                             .toolTip = DetailsText::tr("Copy the engine's whole record of the actor.")}))
    , m_columns(new QBoxLayout(QBoxLayout::LeftToRight))
    , m_offers(new OfferCard)
{
    auto *content = new QWidget;
    auto *left = new QVBoxLayout;
    auto *right = new QVBoxLayout;
    for (QBoxLayout *column : {left, right})
        column->setSpacing(metrics::space2);
    addIdentity(left);
    addStatus(left);
    addPlacement(right);
    addRuntime(right);
    right->addWidget(m_offers);
    left->addStretch();
    right->addStretch();
    m_columns->setSpacing(metrics::space2);
    m_columns->addLayout(left, 1);
    m_columns->addLayout(right, 1);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, metrics::space1, metrics::space2);
    layout->setSpacing(metrics::space2);
    layout->addLayout(m_columns);
    layout->addWidget(new CommandButton(m_copyJson), 0, Qt::AlignLeading);
    layout->addStretch();
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleRole(*this, QAccessible::Grouping);
    setAccessibleName(DetailsText::tr("Details of the actor"));
    connect(m_copyJson, &QAction::triggered, this, &DetailsPage::copyJson);
    refresh();
}

DetailCard *DetailsPage::addCard(QBoxLayout *column, const QString &title)
{
    auto *card = new DetailCard(title);
    connect(card, &DetailCard::copied, this, &DetailsPage::copied);
    column->addWidget(card);
    m_cards.push_back(card);
    return card;
}

void DetailsPage::addIdentity(QBoxLayout *column)
{
    using manager::Actor;
    DetailCard *card = addCard(column, DetailsText::tr("Identity"));
    card->addText(u"actorId"_s, DetailsText::tr("Actor ID"),
                  fromRecord([](const Actor &a) { return a.actorId; }), Lines::One, Font::Code);
    card->addText(u"name"_s, DetailsText::tr("Type"), fromRecord([](const Actor &a) { return a.name; }));
    card->addText(u"key"_s, DetailsText::tr("Key"),
                  fromRecord([](const Actor &a) { return a.key.value_or(QString()); }), Lines::One,
                  Font::Code);
    card->addText(u"keyParts"_s, DetailsText::tr("Key parts"), fromRecord(keyPartsText), Lines::Several,
                  Font::Code);
    card->addText(u"namespaceId"_s, DetailsText::tr("Namespace ID"),
                  fromRecord([](const Actor &a) { return a.namespaceId; }), Lines::One, Font::Code);
}

void DetailsPage::addStatus(QBoxLayout *column)
{
    using manager::Actor;
    DetailCard *card = addCard(column, DetailsText::tr("Status"));
    card->addText(u"status"_s, DetailsText::tr("Status"),
                  [](ActorSession &session) { return statusWord(session.status()); });
    card->addText(u"reason"_s, DetailsText::tr("Because"), fromRecord(statusExplanation), Lines::Several);
    card->addText(u"error"_s, DetailsText::tr("Error"), fromRecord(errorText), Lines::Several);
    card->addText(u"rawError"_s, DetailsText::tr("As reported"), fromRecord(rawErrorText), Lines::Several,
                  Font::Code);
    const auto addMoment = [card](const QString &id, const QString &label,
                                  std::optional<manager::Instant> Actor::*at) {
        card->addTime(id, label, fromRecord([at](const Actor &a) { return timeOf(a.*at); }));
    };
    card->addTime(u"createTs"_s, DetailsText::tr("Created"),
                  fromRecord([](const Actor &a) { return timeOf(a.createTs); }));
    addMoment(u"startTs"_s, DetailsText::tr("First started"), &Actor::startTs);
    addMoment(u"connectableTs"_s, DetailsText::tr("Connectable"), &Actor::connectableTs);
    addMoment(u"pendingAllocationTs"_s, DetailsText::tr("Pending"), &Actor::pendingAllocationTs);
    addMoment(u"sleepTs"_s, DetailsText::tr("Asleep"), &Actor::sleepTs);
    addMoment(u"rescheduleTs"_s, DetailsText::tr("Next try"), &Actor::rescheduleTs);
    addMoment(u"destroyTs"_s, DetailsText::tr("Destroyed"), &Actor::destroyTs);
    card->addTime(u"heardAt"_s, DetailsText::tr("Last heard"),
                  [](ActorSession &session) { return session.heardAt(); });
}

void DetailsPage::addPlacement(QBoxLayout *column)
{
    using manager::Actor;
    DetailCard *card = addCard(column, DetailsText::tr("Placement"));
    card->addText(u"pool"_s, DetailsText::tr("Pool"),
                  fromRecord([](const Actor &a) { return a.runnerNameSelector; }));
    card->addText(u"datacenter"_s, DetailsText::tr("Datacenter"),
                  fromRecord([](const Actor &a) { return a.datacenter; }));
    card->addText(u"generation"_s, DetailsText::tr("Generation"), [](ActorSession &session) {
        return session.generation() ? QLocale().toString(*session.generation()) : QString();
    });
    card->addText(u"crashPolicy"_s, DetailsText::tr("Crash policy"),
                  fromRecord([](const Actor &a) { return manager::crashPolicyName(a.crashPolicy); }));
}

void DetailsPage::addRuntime(QBoxLayout *column)
{
    using manager::Metadata;
    DetailCard *card = addCard(column, DetailsText::tr("Runtime"));
    card->addText(u"runtime"_s, DetailsText::tr("Runs"), [](ActorSession &session) {
        return session.runtime() ? QString(session.runtime()->runtime % u' ' % session.runtime()->version)
                                 : QString();
    });
    card->addText(u"type"_s, DetailsText::tr("Deployment"), fromRuntime(&Metadata::type));
    card->addText(u"inspector"_s, DetailsText::tr("Inspector protocol"), protocolText);
    card->addText(u"envoyProtocol"_s, DetailsText::tr("Envoy protocol"), [](ActorSession &session) {
        return session.runtime() ? numberText(session.runtime()->envoyProtocolVersion) : QString();
    });
    card->addText(u"clientEndpoint"_s, DetailsText::tr("Client endpoint"),
                  fromRuntime(&Metadata::clientEndpoint));
    card->addText(u"clientNamespace"_s, DetailsText::tr("Client namespace"),
                  fromRuntime(&Metadata::clientNamespace));
    card->addText(u"gitSha"_s, DetailsText::tr("Commit"), fromRuntime(&Metadata::gitSha), Lines::One,
                  Font::Code);
    card->addText(u"buildTimestamp"_s, DetailsText::tr("Built"), fromRuntime(&Metadata::buildTimestamp));
    card->addText(
        u"actions"_s, DetailsText::tr("Actions"),
        [](ActorSession &session) { return session.actions().join(u", "_s); }, Lines::Several, Font::Code);
}

void DetailsPage::setSession(ActorSession *session)
{
    if (m_session) {
        m_session->disconnect(this);
        m_session->inspector().disconnect(this);
    }
    m_session = session;
    if (session) {
        connect(session, &ActorSession::recordChanged, this, &DetailsPage::refresh);
        connect(session, &ActorSession::phaseChanged, this, &DetailsPage::refresh);
        connect(session, &ActorSession::runtimeChanged, this, &DetailsPage::refresh);
        connect(session, &ActorSession::actionsChanged, this, &DetailsPage::refresh);
        connect(&session->inspector(), &InspectorSession::phaseChanged, this, &DetailsPage::refresh);
    }
    refresh();
}

void DetailsPage::refresh()
{
    for (DetailCard *card : m_cards)
        card->refresh(m_session);
    m_offers->setCapabilities(
        m_session ? Capabilities(m_session->inspector().protocolVersion(),
                                 m_session->runtime() ? m_session->runtime()->version : QString())
                  : Capabilities());
    const bool hasRecord = m_session && m_session->record();
    setDisabledReason(m_copyJson, hasRecord ? QString() : DetailsText::tr("There is no record to copy."));
}

void DetailsPage::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    m_columns->setDirection(viewport()->width() >= twoColumnsWidthMin ? QBoxLayout::LeftToRight
                                                                      : QBoxLayout::TopToBottom);
}

void DetailsPage::copyJson()
{
    if (!m_session || !m_session->record())
        return;
    const QJsonDocument record(manager::toJson(*m_session->record()));
    QApplication::clipboard()->setText(QString::fromUtf8(record.toJson(QJsonDocument::Indented)));
    emit copied(DetailsText::tr("the record", "what was copied"));
}

QString DetailsPage::valueOf(const QString &id) const
{
    for (const DetailCard *card : m_cards)
        if (const std::optional<QString> value = card->valueOf(id))
            return *value;
    return {};
}

QVariantMap DetailsPage::saveView() const
{
    return {{u"scroll"_s, verticalScrollBar()->value()}};
}

void DetailsPage::restoreView(const QVariantMap &view)
{
    verticalScrollBar()->setValue(view.value(u"scroll"_s).toInt());
}

} // namespace rove::ui
