// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/engine/enginepage.h"

#include "ui/models/errortext.h"
#include "ui/pages/engine/enginetext.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/accessiblerole.h"
#include "ui/widgets/card.h"
#include "ui/widgets/command.h"
#include "ui/widgets/commandbutton.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/relativetime.h"
#include "ui/widgets/rowbutton.h"
#include "ui/widgets/statusbadge.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDirIterator>
#include <QtCore/QFuture>
#include <QtCore/QPromise>
#include <QtCore/QThreadPool>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr int pageWidthMax = 1100;
/// A data folder is a few database files; whoever points it at a whole disk gets a lower bound.
constexpr int filesCountedMax = 10'000;

qint64 folderBytes(const QString &folder)
{
    qint64 bytes = 0;
    int count = 0;
    QDirIterator files(folder, QDir::Files | QDir::Hidden | QDir::NoSymLinks, QDirIterator::Subdirectories);
    while (files.hasNext() && ++count <= filesCountedMax)
        bytes += files.nextFileInfo().size();
    return bytes;
}

QString storeWords(const QString &store)
{
    if (store == "memory"_L1)
        return EngineText::tr("In memory; gone when the engine stops");
    if (store == "filesystem"_L1)
        return EngineText::tr("Files on this machine (SQLite)");
    if (store == "rocksdb"_L1)
        return EngineText::tr("Files on this machine (RocksDB)");
    if (store == "postgres"_L1)
        return EngineText::tr("A PostgreSQL database");
    return store;
}

} // namespace

EnginePage::EnginePage(QWidget *parent)
    : QScrollArea(parent)
    , m_copyVariable(makeCommand(
          this, {.id = u"engine.copyVariable"_s,
                 .text = EngineText::tr("Copy RI&VET_ENDPOINT"),
                 .icon = "clipboard"_L1,
                 .toolTip = EngineText::tr("Copy the line that points a program of yours at this engine")}))
    , m_status(new StatusBadge(StatusBadge::Size::Large))
    , m_message(new MessageBar)
    , m_buttons(new QHBoxLayout)
{
    connect(m_copyVariable, &QAction::triggered, this, &EnginePage::copyVariable);
    makeLayout();
    setEngine({});
}

QLayout *EnginePage::makeHead()
{
    auto *head = new QHBoxLayout;
    head->addWidget(m_status);
    head->addSpacing(metrics::space4);
    head->addLayout(m_buttons);
    head->addStretch();
    return head;
}

void EnginePage::makeLayout()
{
    auto *title = new QLabel(EngineText::tr("Local engine"));
    title->setFont(fonts::title());
    auto *sentence =
        new QLabel(EngineText::tr("A full engine and actor environment inside this program. The window "
                                  "talks to it as to any other: over its endpoint."));
    sentence->setWordWrap(true);
    sentence->setForegroundRole(QPalette::PlaceholderText);
    Card *running = makeCard(EngineText::tr("Running"), m_running);
    m_endpoint = addField(m_running, u"endpoint"_s, EngineText::tr("Endpoint"));
    m_port = addField(m_running, u"port"_s, EngineText::tr("Port"));
    m_pid = addField(m_running, u"pid"_s, EngineText::tr("Process ID"));
    m_version = addField(m_running, u"version"_s, EngineText::tr("Version"));
    auto *startedLabel = new QLabel(EngineText::tr("Started"));
    startedLabel->setForegroundRole(QPalette::PlaceholderText);
    m_started = new RelativeTimeLabel;
    m_running->addRow(startedLabel, m_started);
    Card *store = makeCard(EngineText::tr("Data"), m_data);
    m_store = addField(m_data, u"store"_s, EngineText::tr("Kept as"));
    m_folder = addField(m_data, u"folder"_s, EngineText::tr("Folder"));
    m_folder->setWordWrap(true);
    m_size = addField(m_data, u"size"_s, EngineText::tr("Size"));
    auto *programs = new Card(EngineText::tr("Your programs"));
    auto *hint = new QLabel(EngineText::tr("A RivetKit program joins this engine, and a client finds it, "
                                           "with this in its environment:"));
    hint->setWordWrap(true);
    hint->setForegroundRole(QPalette::PlaceholderText);
    m_variable = new QLabel;
    m_variable->setFont(fonts::code());
    m_variable->setTextFormat(Qt::PlainText);
    m_variable->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_variable->setAccessibleName(u"RIVET_ENDPOINT"_s);
    auto *line = new QHBoxLayout;
    line->addWidget(m_variable, 1);
    line->addWidget(new CommandButton(m_copyVariable));
    programs->content()->setContentsMargins(metrics::space1 + 2, 0, metrics::space1 + 2, 0);
    programs->content()->setSpacing(metrics::space2);
    programs->content()->addWidget(hint);
    programs->content()->addLayout(line);
    m_typesCard = new Card(EngineText::tr("Actor types inside"));
    m_noTypes =
        new QLabel(EngineText::tr("The engine runs none by itself; programs that join it bring theirs."));
    m_noTypes->setWordWrap(true);
    m_noTypes->setForegroundRole(QPalette::PlaceholderText);
    m_noTypes->setContentsMargins(metrics::space1 + 2, 0, metrics::space1 + 2, 0);
    m_typesCard->content()->addWidget(m_noTypes);

    auto *cards = new QHBoxLayout;
    cards->setSpacing(metrics::space3);
    cards->addWidget(running, 1);
    cards->addWidget(store, 1);
    auto *page = new QWidget;
    page->setMaximumWidth(pageWidthMax);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(metrics::space4, metrics::space3, metrics::space4, metrics::space3);
    layout->setSpacing(metrics::space3);
    layout->addWidget(title);
    layout->addWidget(sentence);
    layout->addWidget(m_message);
    layout->addLayout(makeHead());
    layout->addLayout(cards);
    layout->addWidget(programs);
    layout->addWidget(m_typesCard);
    layout->addStretch(1);
    setWidget(page);
    setWidgetResizable(true);
    setFrameShape(NoFrame);
    setAccessibleRole(*this, QAccessible::Grouping);
    setAccessibleName(EngineText::tr("Local engine"));
}

Card *EnginePage::makeCard(const QString &title, QFormLayout *&form)
{
    auto *card = new Card(title);
    form = new QFormLayout;
    form->setContentsMargins(metrics::space1 + 2, 0, metrics::space1 + 2, 0);
    form->setHorizontalSpacing(metrics::space6);
    form->setVerticalSpacing(metrics::space2);
    form->setLabelAlignment(Qt::AlignLeading);
    card->content()->addLayout(form);
    card->content()->addStretch();
    return card;
}

QLabel *EnginePage::addField(QFormLayout *form, const QString &id, const QString &label)
{
    auto *name = new QLabel(label);
    name->setForegroundRole(QPalette::PlaceholderText);
    auto *value = new QLabel;
    value->setObjectName(id);
    value->setTextFormat(Qt::PlainText);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    value->setAccessibleName(label);
    name->setBuddy(value);
    form->addRow(name, value);
    return value;
}

QString EnginePage::valueOf(const QString &id) const
{
    const auto *value = findChild<QLabel *>(id);
    return value ? value->text() : QString();
}

void EnginePage::setField(QLabel *value, const QString &text)
{
    value->setText(text.isEmpty() ? u"—"_s : text);
}

void EnginePage::setCommands(const QList<QAction *> &commands)
{
    for (QAction *command : commands)
        m_buttons->addWidget(new CommandButton(command));
}

void EnginePage::setEngine(const LocalEngine &engine)
{
    m_engine = engine;
    showState();
    const bool isRunning = engine.state == LocalEngine::State::Running && engine.endpoint;
    m_message->clear();
    if (engine.error) {
        const QString sentence = errorSentence(*engine.error, engine.errorTarget);
        m_message->showMessage(MessageBar::Severity::Error,
                               u"%1 %2"_s.arg(sentence, errorRemedy(*engine.error)).trimmed());
        m_message->setDetails(errorDetails(*engine.error));
    } else if (!engine.note.isEmpty()) {
        m_message->showMessage(MessageBar::Severity::Information, engine.note);
    }
    setField(m_endpoint, isRunning ? engine.endpoint->base.toString() : QString());
    setField(m_port, isRunning ? QString::number(engine.endpoint->base.port()) : QString());
    setField(m_pid, isRunning ? QString::number(QCoreApplication::applicationPid()) : QString());
    setField(m_version, QCoreApplication::applicationVersion());
    m_started->setTime(isRunning ? engine.startedAt : QDateTime());
    setField(m_store, storeWords(engine.store));
    setField(m_folder, engine.dataFolder);
    setField(m_variable, variable());
    setDisabledReason(m_copyVariable, isRunning ? QString() : EngineText::tr("The engine does not run."));
    showTypes();
    measureData();
}

void EnginePage::showState()
{
    switch (m_engine.state) {
    case LocalEngine::State::NotStarted:
        return m_status->setStatus(tone::sleeping, EngineText::tr("Not started"));
    case LocalEngine::State::Starting:
        return m_status->setStatus(tone::starting, EngineText::tr("Starting"));
    case LocalEngine::State::Running:
        return m_status->setStatus(tone::running, EngineText::tr("Running"));
    case LocalEngine::State::Stopping:
        return m_status->setStatus(tone::draining, EngineText::tr("Stopping"));
    case LocalEngine::State::Failed:
        return m_status->setStatus(tone::error, EngineText::tr("Not running"));
    }
}

void EnginePage::showTypes()
{
    qDeleteAll(m_typesCard->findChildren<RowButton *>());
    m_noTypes->setVisible(m_engine.actorTypes.isEmpty());
    m_typesCard->setNote(m_engine.actorTypes.isEmpty() ? QString()
                                                       : QLocale().toString(m_engine.actorTypes.size()));
    for (const QString &name : m_engine.actorTypes) {
        auto *row = new RowButton;
        row->setRow({.color = ColorRole::Muted, .icon = "boxes"_L1}, name);
        connect(row, &RowButton::clicked, this, [this, name] { emit typeChosen(name); });
        m_typesCard->content()->addWidget(row);
    }
}

void EnginePage::measureData()
{
    if (m_engine.dataFolder.isEmpty() || !isVisible()) {
        setField(m_size, {});
        return;
    }
    const QString folder = m_engine.dataFolder;
    auto counted = std::make_shared<QPromise<qint64>>();
    counted->start();
    counted->future().then(this, [this, folder](qint64 bytes) {
        if (folder == m_engine.dataFolder)
            setField(m_size, QLocale().formattedDataSize(bytes));
    });
    QThreadPool::globalInstance()->start([folder, counted] {
        counted->addResult(folderBytes(folder));
        counted->finish();
    });
}

QString EnginePage::variable() const
{
    if (m_engine.state != LocalEngine::State::Running || !m_engine.endpoint)
        return {};
    return u"RIVET_ENDPOINT=%1"_s.arg(m_engine.endpoint->display());
}

void EnginePage::copyVariable()
{
    QGuiApplication::clipboard()->setText(variable());
    emit copied(u"RIVET_ENDPOINT"_s);
}

void EnginePage::showEvent(QShowEvent *event)
{
    QScrollArea::showEvent(event);
    measureData();
}

} // namespace rove::ui
