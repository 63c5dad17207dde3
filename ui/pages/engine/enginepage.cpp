// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/engine/enginepage.h"

#include "ui/models/errortext.h"
#include "ui/pages/engine/enginetext.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/commandbutton.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/relativetime.h"
#include "ui/widgets/statusbadge.h"

#include <QtWidgets/QFormLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>

using namespace Qt::StringLiterals;

namespace rove::ui {

EnginePage::EnginePage(QWidget *parent)
    : QWidget(parent)
    , m_status(new StatusBadge(StatusBadge::Size::Large))
    , m_message(new MessageBar)
    , m_form(new QFormLayout)
    , m_started(new RelativeTimeLabel)
    , m_buttons(new QHBoxLayout)
{
    auto *title = new QLabel(EngineText::tr("Local engine"));
    title->setFont(fonts::title());
    auto *sentence =
        new QLabel(EngineText::tr("A full engine and actor environment inside this program. The window "
                                  "talks to it as to any other: over its endpoint."));
    sentence->setWordWrap(true);
    sentence->setForegroundRole(QPalette::PlaceholderText);

    m_form->setHorizontalSpacing(metrics::space6);
    m_form->setVerticalSpacing(metrics::space2);
    m_form->setLabelAlignment(Qt::AlignLeft);
    m_endpoint = addField(EngineText::tr("Endpoint"));
    m_store = addField(EngineText::tr("Store"));
    m_data = addField(EngineText::tr("Data folder"));
    auto *startedLabel = new QLabel(EngineText::tr("Started"));
    startedLabel->setForegroundRole(QPalette::PlaceholderText);
    m_form->addRow(startedLabel, m_started);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::space6, metrics::space4, metrics::space6, metrics::space4);
    layout->setSpacing(metrics::space3);
    layout->addWidget(title);
    layout->addWidget(sentence);
    layout->addWidget(m_message);
    layout->addWidget(m_status);
    layout->addLayout(m_form);
    layout->addSpacing(metrics::space1);
    layout->addLayout(m_buttons);
    layout->addStretch();
    setEngine({});
}

QLabel *EnginePage::addField(const QString &label)
{
    auto *name = new QLabel(label);
    name->setForegroundRole(QPalette::PlaceholderText);
    auto *value = new QLabel;
    value->setTextFormat(Qt::PlainText);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    value->setAccessibleName(label);
    name->setBuddy(value);
    m_form->addRow(name, value);
    return value;
}

void EnginePage::setField(QLabel *value, const QString &text)
{
    value->setText(text);
    m_form->setRowVisible(value, !text.isEmpty());
}

void EnginePage::setCommands(const QList<QAction *> &commands)
{
    for (QAction *command : commands)
        m_buttons->addWidget(new CommandButton(command));
    m_buttons->addStretch();
}

void EnginePage::setEngine(const LocalEngine &engine)
{
    switch (engine.state) {
    case LocalEngine::State::NotStarted:
        m_status->setStatus(tone::sleeping, EngineText::tr("Not started"));
        break;
    case LocalEngine::State::Running:
        m_status->setStatus(tone::running, EngineText::tr("Running"));
        break;
    case LocalEngine::State::Failed:
        m_status->setStatus(tone::error, EngineText::tr("Not running"));
        break;
    }
    m_message->clear();
    if (engine.error) {
        const QString sentence = errorSentence(*engine.error, engine.errorTarget);
        m_message->showMessage(MessageBar::Severity::Error,
                               u"%1 %2"_s.arg(sentence, errorRemedy(*engine.error)).trimmed());
        m_message->setDetails(errorDetails(*engine.error));
    } else if (!engine.note.isEmpty()) {
        m_message->showMessage(MessageBar::Severity::Information, engine.note);
    }
    setField(m_endpoint, engine.endpoint ? engine.endpoint->base.toString() : QString());
    setField(m_store, engine.store);
    setField(m_data, engine.dataFolder);
    m_started->setTime(engine.startedAt);
    m_form->setRowVisible(m_started, engine.startedAt.isValid());
}

} // namespace rove::ui
