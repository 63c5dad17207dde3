// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/events/eventdetail.h"

#include "ui/models/actoreventlimits.h"
#include "ui/models/valuetree.h"
#include "ui/pages/events/eventstext.h"
#include "ui/pages/events/eventtone.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/accessiblerole.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/relativetime.h"
#include "ui/widgets/statusbadge.h"
#include "ui/widgets/valuetreemodel.h"
#include "ui/widgets/valuetreeview.h"

#include <QtCore/QDateTime>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

/// Effects that are links; the rest are counted.
constexpr size_t linkedEffectsMax = 4;
/// Changes of a state that are opened in the tree at once.
constexpr size_t openedChangesMax = 20;
constexpr qsizetype linkCharactersMax = 60;

QString linkLine(const ActorEvent &event)
{
    const QString summary = event.summary.size() > linkCharactersMax
                                ? QString(event.summary.first(linkCharactersMax) % u'…')
                                : event.summary;
    return eventKindWord(event.kind) % u"  " % summary;
}

ValueMark::Kind markOf(ValueChange::Kind kind)
{
    switch (kind) {
    case ValueChange::Kind::Added:
        return ValueMark::Kind::Added;
    case ValueChange::Kind::Removed:
        return ValueMark::Kind::Removed;
    case ValueChange::Kind::Changed:
        break;
    }
    return ValueMark::Kind::Changed;
}

} // namespace

EventDetail::EventDetail(QWidget *parent)
    : QWidget(parent)
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState)
    , m_kind(new StatusBadge)
    , m_facts(new ElidedLabel)
    , m_summary(new QLabel)
    , m_note(new QLabel)
    , m_links(new QVBoxLayout)
    , m_model(new ValueTreeModel(this))
    , m_tree(new ValueTreeView)
{
    m_empty->setContent("list-nested"_L1, EventsText::tr("No event chosen"),
                        EventsText::tr("Choose a row to see what it carried and what it led to."));
    m_stack->addWidget(m_empty);
    m_stack->addWidget(makeEventPane());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_stack);
    setAccessibleRole(*this, QAccessible::Grouping);
    setAccessibleName(EventsText::tr("The chosen event"));
}

QWidget *EventDetail::makeEventPane()
{
    auto *pane = new QWidget;
    m_facts->setForegroundRole(QPalette::PlaceholderText);
    m_facts->setElideMode(Qt::ElideRight);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setFont(fonts::code());
    m_summary->setWordWrap(true);
    // A long word must not keep the pane from becoming narrow.
    m_summary->setMinimumWidth(1);
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_summary->setAccessibleName(EventsText::tr("Summary"));
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setWordWrap(true);
    m_links->setSpacing(0);
    m_model->setEditable(false);
    m_tree->setModel(m_model);
    m_tree->setAccessibleName(EventsText::tr("What the event carried"));
    connect(m_tree, &ValueTreeView::copied, this, &EventDetail::copied);

    auto *head = new QHBoxLayout;
    head->setSpacing(metrics::space3);
    head->addWidget(m_kind);
    head->addWidget(m_facts, 1);
    auto *text = new QVBoxLayout;
    text->setContentsMargins(metrics::space2, metrics::space2, metrics::space2, 0);
    text->setSpacing(metrics::space1);
    text->addLayout(head);
    text->addWidget(m_summary);
    text->addLayout(m_links);
    text->addWidget(m_note);
    auto *layout = new QVBoxLayout(pane);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space2);
    layout->addLayout(text);
    layout->addWidget(m_tree, 1);
    // Keeps the text at the top where there is no tree.
    layout->addStretch();
    return pane;
}

void EventDetail::setLog(ActorEventLog *log)
{
    m_log = log;
    setShownId(0);
}

void EventDetail::refresh()
{
    setShownId(m_id);
}

void EventDetail::setShownId(quint64 id)
{
    const ActorEvent *event = m_log ? m_log->find(id) : nullptr;
    m_id = event ? id : 0;
    m_stack->setCurrentIndex(event ? 1 : 0);
    if (!event)
        return;
    const Tone tone = event->isFailure ? tone::error : toneOf(event->kind);
    m_kind->setStatus(tone, eventKindWord(event->kind));
    QStringList facts{absoluteTimeText(QDateTime::fromMSecsSinceEpoch(event->at.time_since_epoch().count()))};
    if (event->duration)
        facts.append(EventsText::tr("took %1").arg(eventDurationText(event->duration)));
    if (!event->connectionId.isEmpty())
        facts.append(EventsText::tr("connection %1").arg(event->connectionId));
    m_facts->setText(facts.join(u"  ·  "_s));
    m_summary->setText(event->summary);
    showLinks(*event);
    showPayload(*event);
}

void EventDetail::showPayload(const ActorEvent &event)
{
    const EventPayload *payload = event.payload.get();
    m_tree->setVisible(payload);
    QString note;
    if (payload && payload->before && payload->after)
        note = EventsText::tr("The state after the change; what was there before stands left of the arrow.");
    else if (event.isPayloadDropped)
        note = EventsText::tr("What it carried is no longer kept: it was too large, or too long ago.");
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    m_model->setMarks({});
    if (!payload)
        return m_model->clear();
    if (payload->before && payload->after)
        return showStates(*payload->before, *payload->after);
    m_model->setRootName(eventKindName(event.kind));
    m_model->setValue(payload->value);
    m_tree->expandToDepthHere(2);
}

void EventDetail::showStates(const QCborValue &before, const QCborValue &after)
{
    const std::vector<ValueChange> changes = diffValues(before, after, eventlimits::eventChangesMax);
    ValueMarks marks;
    for (const ValueChange &change : changes)
        marks.insert(change.path, {.kind = markOf(change.kind), .oldValue = valueAt(before, change.path)});
    m_model->setRootName(u"state"_s);
    m_model->setValue(after);
    m_model->setMarks(marks);
    // From the last to the first, so that the first ends as the current one.
    for (size_t i = std::min(changes.size(), openedChangesMax); i-- > 0;) {
        const ValuePath &path = changes[i].path;
        const bool isGone = changes[i].kind == ValueChange::Kind::Removed;
        m_tree->setCurrentPath(isGone ? path.parent() : path);
        if (isGone)
            m_tree->expandToDepthHere(1);
    }
}

void EventDetail::showLinks(const ActorEvent &event)
{
    while (QLayoutItem *item = m_links->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    if (const ActorEvent *cause = m_log->find(event.cause); cause && event.cause)
        addLink(EventsText::tr("↑ probably by: %1").arg(linkLine(*cause)), cause->id);
    const std::vector<quint64> effects = m_log->effectsOf(event.id);
    for (size_t i = 0; i < std::min(effects.size(), linkedEffectsMax); ++i)
        if (const ActorEvent *effect = m_log->find(effects[i]))
            addLink(EventsText::tr("↓ followed by: %1").arg(linkLine(*effect)), effect->id);
    if (effects.size() > linkedEffectsMax)
        m_links->addWidget(
            new QLabel(EventsText::tr("… and %n more", nullptr, int(effects.size() - linkedEffectsMax))));
}

void EventDetail::addLink(const QString &text, quint64 id)
{
    auto *link = new QToolButton;
    link->setAutoRaise(true);
    link->setText(QString(text).replace(u'&', u"&&"_s));
    link->setAccessibleName(text);
    link->setToolTip(EventsText::tr("Go to this event"));
    link->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    link->setProperty("roveLink", text);
    connect(link, &QToolButton::clicked, this, [this, id] { emit linkActivated(id); });
    m_links->addWidget(link);
}

QStringList EventDetail::linkTexts() const
{
    QStringList texts;
    for (int i = 0; i < m_links->count(); ++i)
        if (const QWidget *link = m_links->itemAt(i)->widget())
            texts.append(link->property("roveLink").toString());
    return texts;
}

} // namespace rove::ui
