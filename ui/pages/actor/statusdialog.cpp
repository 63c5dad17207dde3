// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/actor/statusdialog.h"

#include "ui/models/actorlabel.h"
#include "ui/models/causechain.h"
#include "ui/pages/actor/actortext.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/card.h"
#include "ui/widgets/commandbutton.h"
#include "ui/widgets/statusbadge.h"

#include <QtGui/QAction>
#include <QtGui/QClipboard>
#include <QtWidgets/QApplication>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTreeWidget>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::ui {
namespace {

constexpr int dialogWidth = 560;
constexpr int dialogHeightMax = 640;
constexpr int causesHeightMin = 40;

QLabel *makeSentence()
{
    auto *label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

} // namespace

StatusDialog::StatusDialog(ActorSession &session, ToneOf toneOf, const QList<QAction *> &commands,
                           QWidget *parent)
    : QDialog(parent)
    , m_session(&session)
    , m_toneOf(std::move(toneOf))
    , m_commands(commands)
    , m_badge(new StatusBadge(StatusBadge::Size::Large))
    , m_rule(makeSentence())
    , m_busy(new BusyBar)
    , m_numbers(new QFormLayout)
    , m_next(makeSentence())
    , m_nextRow(new QHBoxLayout)
    , m_causesCard(new Card(ActorText::tr("What led to it")))
    , m_causes(new QTreeWidget)
{
    makeLayout();
    connect(&session, &ActorSession::recordChanged, this, [this] {
        refresh();
        readPool();
    });
    connect(&session, &QObject::destroyed, this, &QDialog::reject);
    // What counts down goes on counting.
    m_clock.setInterval(1s);
    connect(&m_clock, &QTimer::timeout, this, &StatusDialog::refresh);
    m_clock.start();
    resize(dialogWidth, 0);
    refresh();
    readPool();
}

void StatusDialog::showEvent(QShowEvent *event)
{
    fitHeight();
    QDialog::showEvent(event);
}

/// As tall as what it says; once it is seen it only grows, so that it does not move under the pointer.
void StatusDialog::fitHeight()
{
    // Cards measure their sentences anew only when they are laid out.
    for (QLayout *inner : findChildren<QLayout *>())
        inner->invalidate();
    layout()->activate();
    const int wanted = std::min(layout()->totalHeightForWidth(width()), dialogHeightMax);
    resize(width(), isVisible() ? std::max(height(), wanted) : wanted);
}

void StatusDialog::makeLayout()
{
    auto *numbers = new Card(ActorText::tr("The numbers behind it"));
    m_numbers->setContentsMargins(metrics::space1 + 2, 0, metrics::space1 + 2, 0);
    m_nextRow->setContentsMargins(metrics::space1 + 2, 0, metrics::space1 + 2, 0);
    // From right to left a wide field would keep its text far from its name.
    m_numbers->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    m_numbers->setVerticalSpacing(metrics::space1);
    m_numbers->setHorizontalSpacing(metrics::space4);
    numbers->content()->addLayout(m_numbers);
    auto *next = new Card(ActorText::tr("What to do"));
    m_nextRow->addWidget(m_next, 1);
    next->content()->addLayout(m_nextRow);
    m_causes->setHeaderHidden(true);
    m_causes->setWordWrap(true);
    m_causes->setFrameShape(QFrame::NoFrame);
    m_causes->setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);
    m_causes->setMinimumHeight(causesHeightMin);
    m_causes->setAccessibleName(ActorText::tr("What led to the crash"));
    m_causesCard->content()->addWidget(m_causes);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto *copy = buttons->addButton(ActorText::tr("Copy"), QDialogButtonBox::ActionRole);
    connect(copy, &QPushButton::clicked, this, &StatusDialog::copyAll);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(metrics::space2);
    layout->addWidget(m_badge);
    layout->addWidget(m_rule);
    layout->addWidget(m_busy);
    layout->addWidget(numbers);
    layout->addWidget(next);
    layout->addWidget(m_causesCard, 1);
    layout->addStretch();
    layout->addWidget(buttons);
}

void StatusDialog::readPool()
{
    if (!m_session || !m_session->record() || m_awaitedCount > 0)
        return;
    m_awaitedCount = 3;
    m_busy->setBusy(true);
    const auto arrived = [this] {
        if (--m_awaitedCount > 0)
            return;
        m_busy->setBusy(false);
        m_hasReadPool = true;
        refresh();
    };
    m_session->manager().runners().then(this,
                                        [this, arrived](const Result<std::vector<manager::Runner>> &runners) {
                                            m_pool.runners = runners ? std::optional(*runners) : std::nullopt;
                                            arrived();
                                        });
    m_session->manager().envoys().then(this,
                                       [this, arrived](const Result<std::vector<manager::Envoy>> &envoys) {
                                           m_pool.envoys = envoys ? std::optional(*envoys) : std::nullopt;
                                           arrived();
                                       });
    using Configs = std::map<QString, manager::RunnerConfigDatacenters>;
    m_session->manager().runnerConfigs().then(this, [this, arrived](const Result<Configs> &configs) {
        m_pool.isConfigKnown = configs.has_value();
        m_pool.config.reset();
        if (configs && m_session && m_session->record()) {
            const auto pool = configs->find(m_session->record()->runnerNameSelector);
            if (pool != configs->end()) {
                const auto here = pool->second.datacenters.find(m_session->record()->datacenter);
                if (here != pool->second.datacenters.end())
                    m_pool.config = here->second;
            }
        }
        arrived();
    });
}

void StatusDialog::refresh()
{
    if (!m_session || !m_session->record())
        return;
    const manager::Actor &actor = *m_session->record();
    setWindowTitle(ActorText::tr("Why %1 is as it is").arg(actorLabel(actor)));
    PoolSituation pool = poolOf(actor, m_pool.runners, m_pool.envoys);
    pool.isConfigKnown = m_pool.isConfigKnown;
    pool.config = m_pool.config;
    const StatusAdvice before =
        std::exchange(m_advice, adviceFor(actor, pool, QDateTime::currentDateTimeUtc()));
    m_badge->setStatus(m_toneOf(m_session->status()), statusWord(m_session->status()));
    m_rule->setText(m_advice.rule);
    if (before.numbers != m_advice.numbers)
        showNumbers();
    if (before.next != m_advice.next || before.commandId != m_advice.commandId)
        showNext();
    showCauses(actor);
    // Lines that are new are shown, and so have a height, only when the event loop runs again.
    if (isVisible())
        QMetaObject::invokeMethod(this, &StatusDialog::fitHeight, Qt::QueuedConnection);
}

void StatusDialog::showNumbers()
{
    while (m_numbers->rowCount() > m_advice.numbers.size())
        m_numbers->removeRow(m_numbers->rowCount() - 1);
    for (qsizetype i = 0; i < m_advice.numbers.size(); ++i) {
        const auto &[name, value] = m_advice.numbers[i];
        if (i >= m_numbers->rowCount()) {
            auto *label = new QLabel;
            label->setForegroundRole(QPalette::PlaceholderText);
            auto *field = new QLabel;
            field->setTextFormat(Qt::PlainText);
            field->setFont(fonts::tabular());
            m_numbers->addRow(label, field);
        }
        static_cast<QLabel *>(m_numbers->itemAt(int(i), QFormLayout::LabelRole)->widget())->setText(name);
        static_cast<QLabel *>(m_numbers->itemAt(int(i), QFormLayout::FieldRole)->widget())->setText(value);
    }
}

void StatusDialog::showNext()
{
    m_next->setText(m_advice.next);
    delete std::exchange(m_nextButton, nullptr);
    const auto command = std::ranges::find(m_commands, m_advice.commandId, &QObject::objectName);
    if (m_advice.commandId.isEmpty() || command == m_commands.end())
        return;
    m_nextButton = new CommandButton(*command);
    m_nextRow->addWidget(m_nextButton, 0, Qt::AlignTop);
    setTabOrder(m_next, m_nextButton);
}

void StatusDialog::showCauses(const manager::Actor &actor)
{
    const QList<CauseLink> chain = causeChain(actor);
    m_causesCard->setVisible(!chain.isEmpty());
    QStringList texts;
    for (const CauseLink &link : chain)
        texts.append(link.title % u'\n' % link.text);
    if (m_causes->property("roveShown").toStringList() == texts)
        return;
    m_causes->setProperty("roveShown", texts);
    m_causes->clear();
    QTreeWidgetItem *outer = nullptr;
    for (const CauseLink &link : chain) {
        auto *item = outer ? new QTreeWidgetItem(outer) : new QTreeWidgetItem(m_causes);
        item->setText(0, link.title % u": " % link.text.section(u'\n', 0, 0));
        item->setToolTip(0, link.text.toHtmlEscaped());
        const QStringList rest = link.text.split(u'\n').sliced(1);
        for (const QString &line : rest) {
            auto *detail = new QTreeWidgetItem(item, {line.trimmed()});
            detail->setFont(0, fonts::code());
            detail->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
        }
        item->setExpanded(true);
        outer = item;
    }
    // The first error is what people look for; its stack opens on demand.
    m_causes->expandToDepth(chain.size() > 1 ? int(chain.size()) - 2 : 0);
}

void StatusDialog::copyAll()
{
    QString text = m_badge->word() % u'\n' % m_advice.rule % u"\n\n";
    for (const auto &[name, value] : m_advice.numbers)
        text += name % u": " % value % u'\n';
    text += u'\n' % m_advice.next % u'\n';
    if (m_session && m_session->record())
        for (const CauseLink &link : causeChain(*m_session->record()))
            text += u'\n' % link.title % u": " % link.text % u'\n';
    QApplication::clipboard()->setText(text);
    emit copied(ActorText::tr("the explanation", "what was copied"));
}

} // namespace rove::ui
