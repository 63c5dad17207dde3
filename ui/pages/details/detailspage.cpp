// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/details/detailspage.h"

#include "protocol/base/key.h"
#include "protocol/manager/json.h"
#include "ui/models/actorlabel.h"
#include "ui/pages/details/detailstext.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/relativetime.h"

#include <QtGui/QClipboard>
#include <QtWidgets/QApplication>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QToolButton>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

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
    return [field](const ActorSession &session) {
        using Value = decltype(field(*session.record()));
        return session.record() ? field(*session.record()) : Value();
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

QString protocolText(ActorSession &session)
{
    const int version = session.inspector().protocolVersion();
    return version > 0 ? DetailsText::tr("version %1").arg(version) : QString();
}

} // namespace

DetailsPage::DetailsPage(QWidget *parent)
    : QScrollArea(parent)
{
    auto *content = new QWidget;
    m_form = new QFormLayout(content);
    m_form->setContentsMargins(metrics::space4, metrics::space2, metrics::space4, metrics::space4);
    m_form->setHorizontalSpacing(metrics::space6);
    m_form->setVerticalSpacing(metrics::space1);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    makeFields();
    setWidget(content);
    setWidgetResizable(true);
    setAccessibleName(DetailsText::tr("Details of the actor"));
    content->setAutoFillBackground(true);
    content->setBackgroundRole(QPalette::Base);
    refresh();
}

void DetailsPage::makeFields()
{
    using manager::Actor;
    addGroup(DetailsText::tr("Identity"));
    addText(u"actorId"_s, DetailsText::tr("Actor ID"), fromRecord([](const Actor &a) { return a.actorId; }));
    addText(u"name"_s, DetailsText::tr("Type"), fromRecord([](const Actor &a) { return a.name; }));
    addText(u"key"_s, DetailsText::tr("Key"),
            fromRecord([](const Actor &a) { return a.key.value_or(QString()); }));
    addText(u"keyParts"_s, DetailsText::tr("Key parts"), fromRecord(keyPartsText));
    addText(u"namespaceId"_s, DetailsText::tr("Namespace ID"),
            fromRecord([](const Actor &a) { return a.namespaceId; }));

    addGroup(DetailsText::tr("Status"));
    addText(u"status"_s, DetailsText::tr("Status"),
            [](const ActorSession &session) { return statusWord(session.status()); });
    addText(u"reason"_s, DetailsText::tr("Because"), fromRecord(statusExplanation));
    addLongText(u"error"_s, DetailsText::tr("Error"), fromRecord(errorText));
    addTime(u"createTs"_s, DetailsText::tr("Created"),
            fromRecord([](const Actor &a) { return timeOf(a.createTs); }));
    addTime(u"startTs"_s, DetailsText::tr("First started"),
            fromRecord([](const Actor &a) { return timeOf(a.startTs); }));
    addTime(u"connectableTs"_s, DetailsText::tr("Connectable"),
            fromRecord([](const Actor &a) { return timeOf(a.connectableTs); }));
    addTime(u"pendingAllocationTs"_s, DetailsText::tr("Pending"),
            fromRecord([](const Actor &a) { return timeOf(a.pendingAllocationTs); }));
    addTime(u"sleepTs"_s, DetailsText::tr("Asleep"),
            fromRecord([](const Actor &a) { return timeOf(a.sleepTs); }));
    addTime(u"rescheduleTs"_s, DetailsText::tr("Next try"),
            fromRecord([](const Actor &a) { return timeOf(a.rescheduleTs); }));
    addTime(u"destroyTs"_s, DetailsText::tr("Destroyed"),
            fromRecord([](const Actor &a) { return timeOf(a.destroyTs); }));

    addGroup(DetailsText::tr("Placement"));
    addText(u"pool"_s, DetailsText::tr("Pool"),
            fromRecord([](const Actor &a) { return a.runnerNameSelector; }));
    addText(u"datacenter"_s, DetailsText::tr("Datacenter"),
            fromRecord([](const Actor &a) { return a.datacenter; }));
    addText(u"crashPolicy"_s, DetailsText::tr("Crash policy"),
            fromRecord([](const Actor &a) { return manager::crashPolicyName(a.crashPolicy); }));

    addGroup(DetailsText::tr("Runtime"));
    addText(u"runtime"_s, DetailsText::tr("Runs"), [](const ActorSession &session) {
        return session.runtime() ? QString(session.runtime()->runtime % u' ' % session.runtime()->version)
                                 : QString();
    });
    addText(u"inspector"_s, DetailsText::tr("Inspector protocol"),
            [this](const ActorSession &) { return protocolText(*m_session); });
    addLongText(u"actions"_s, DetailsText::tr("Actions"),
                [](const ActorSession &session) { return session.actions().join(u", "_s); });
}

void DetailsPage::addGroup(const QString &title)
{
    auto *label = new QLabel(title);
    label->setFont(fonts::section());
    label->setContentsMargins(0, m_form->rowCount() > 0 ? metrics::space4 : metrics::space1, 0,
                              metrics::space1);
    m_form->addRow(label);
    m_group = label;
}

QWidget *DetailsPage::makeCopyButton(const QString &label, QLabel *value)
{
    auto *button = new QToolButton;
    button->setIcon(icon("clipboard"_L1, ColorRole::Muted));
    button->setAutoRaise(true);
    button->setToolTip(DetailsText::tr("Copy %1").arg(label));
    button->setAccessibleName(DetailsText::tr("Copy %1").arg(label));
    connect(button, &QToolButton::clicked, this, [this, label, value] {
        QApplication::clipboard()->setText(value->text());
        emit copied(label);
    });
    return button;
}

void DetailsPage::addText(const QString &id, const QString &label, TextOf text)
{
    auto *name = new QLabel(label);
    name->setForegroundRole(QPalette::PlaceholderText);
    auto *value = new QLabel;
    value->setTextFormat(Qt::PlainText);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    value->setAccessibleName(label);
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space1);
    layout->addWidget(value);
    layout->addWidget(makeCopyButton(label, value), 0, Qt::AlignTop);
    layout->addStretch(1);
    name->setBuddy(value);
    m_form->addRow(name, row);
    m_fields.push_back(
        {.id = id, .group = m_group, .value = value, .age = nullptr, .text = std::move(text), .time = {}});
}

void DetailsPage::addLongText(const QString &id, const QString &label, TextOf text)
{
    addText(id, label, std::move(text));
    QLabel *value = m_fields.back().value;
    value->setWordWrap(true);
    auto *layout = static_cast<QHBoxLayout *>(value->parentWidget()->layout());
    layout->setStretch(0, 1);
    layout->setStretch(2, 0);
}

void DetailsPage::addTime(const QString &id, const QString &label, TimeOf time)
{
    addText(id, label, {});
    Field &field = m_fields.back();
    field.age = new RelativeTimeLabel;
    field.age->setForegroundRole(QPalette::PlaceholderText);
    field.time = std::move(time);
    auto *layout = static_cast<QHBoxLayout *>(field.value->parentWidget()->layout());
    layout->insertWidget(1, field.age);
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
    }
    refresh();
}

void DetailsPage::refresh()
{
    QSet<QLabel *> groups;
    for (const Field &field : m_fields) {
        QString text;
        if (field.age) {
            const QDateTime time = m_session ? field.time(*m_session) : QDateTime();
            field.age->setTime(time);
            text = time.isValid() ? absoluteTimeText(time) : QString();
        } else if (m_session) {
            text = field.text(*m_session);
        }
        field.value->setText(text);
        // What an actor does not have takes no room.
        m_form->setRowVisible(field.value->parentWidget(), !text.isEmpty());
        if (!text.isEmpty())
            groups.insert(field.group);
    }
    for (const Field &field : m_fields)
        m_form->setRowVisible(field.group, groups.contains(field.group));
}

QString DetailsPage::valueOf(const QString &id) const
{
    for (const Field &field : m_fields) {
        if (field.id == id)
            return field.value->text();
    }
    return {};
}

} // namespace rove::ui
