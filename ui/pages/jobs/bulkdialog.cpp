// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/jobs/bulkdialog.h"

#include "ui/models/actorlabel.h"
#include "ui/pages/jobs/jobstext.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/statusbadge.h"

#include <QtCore/QFileInfo>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QTreeWidget>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

/// More targets than these are told by their number alone.
constexpr int sampleCountMax = 200;
constexpr QSize startSize(640, 520);
constexpr auto browseName = "browse"_L1;

QString placeText(const BulkPlace &place)
{
    return JobsText::tr("On %1, namespace %2.").arg(place.target, place.namespaceName);
}

bool wantsWakeBox(BulkVerb verb)
{
    return verb == BulkVerb::Destroy || verb == BulkVerb::Export;
}

} // namespace

BulkDialog::BulkDialog(BulkPlan plan, BulkPlace place, const ToneOf &toneOf, QWidget *parent)
    : QDialog(parent)
    , m_plan(std::move(plan))
    , m_place(std::move(place))
    , m_sample(new QTreeWidget(this))
    , m_concurrency(new QSpinBox(this))
    , m_wake(new QCheckBox(JobsText::tr("&Wake sleeping actors to read their state"), this))
    , m_copies(new QCheckBox(JobsText::tr("&Keep a copy of each for %n day(s)", nullptr,
                                          static_cast<int>(joblimits::keptCopyAgeMax.count())),
                             this))
    , m_name(new QLineEdit(this))
    , m_path(new QLineEdit(this))
    , m_warning(new StatusBadge(StatusBadge::Size::Normal, this))
    , m_forgetting(new StatusBadge(StatusBadge::Size::Normal, this))
{
    setWindowTitle(bulkCommandText(m_plan.verb, count()));
    m_concurrency->setRange(1, joblimits::concurrencyMax);
    m_concurrency->setValue(joblimits::concurrencyDefault);
    m_copies->setChecked(m_place.canKeepCopies);
    m_name->setPlaceholderText(m_place.namespaceName);
    makeSample(toneOf);
    makeLayout(toneOf);
    // Top to bottom, whichever of them are there.
    const QList<QWidget *> order{m_sample, m_wake, m_copies, m_path, m_concurrency, m_name};
    for (qsizetype i = 0; i + 1 < order.size(); ++i)
        setTabOrder(order[i], order[i + 1]);
    if (auto *browse = m_path->parentWidget()->findChild<QPushButton *>(browseName))
        setTabOrder(m_path, browse);
    connect(m_wake, &QCheckBox::toggled, this, &BulkDialog::refresh);
    connect(m_copies, &QCheckBox::toggled, this, &BulkDialog::refresh);
    connect(m_name, &QLineEdit::textChanged, this, &BulkDialog::refresh);
    connect(m_path, &QLineEdit::textChanged, this, &BulkDialog::refresh);
    refresh();
    resize(startSize);
}

void BulkDialog::makeSample(const ToneOf &toneOf)
{
    m_sample->setRootIsDecorated(false);
    m_sample->setAlternatingRowColors(true);
    m_sample->setUniformRowHeights(true);
    m_sample->setTextElideMode(Qt::ElideMiddle);
    m_sample->setAccessibleName(JobsText::tr("Actors that are meant"));
    m_sample->setHeaderLabels(
        {JobsText::tr("Status"), JobsText::tr("Type"), JobsText::tr("Key"), JobsText::tr("ID")});
    const int shown = std::min(count(), sampleCountMax);
    for (int i = 0; i < shown; ++i) {
        const manager::Actor &actor = m_plan.targets[static_cast<size_t>(i)];
        const ActorStatus status = statusOf(actor);
        auto *item = new QTreeWidgetItem(
            m_sample, {statusWord(status), actor.name, actorKeyText(actor), actor.actorId});
        const Tone look = toneOf(status);
        item->setIcon(0, icon(look.icon, look.color));
    }
    m_sample->header()->resizeSection(0, 120);
    m_sample->header()->resizeSection(1, 130);
    m_sample->header()->resizeSection(2, 160);
}

void BulkDialog::addSummary(QBoxLayout *layout, const ToneOf &toneOf)
{
    auto *title = new QLabel(bulkTitle(m_plan.verb, count()));
    title->setFont(fonts::title());
    layout->addWidget(title);
    layout->addWidget(new ElidedLabel(placeText(m_place)));
    auto *badges = new QHBoxLayout;
    badges->setSpacing(metrics::space4);
    for (const auto &[status, number] : m_plan.byStatus) {
        auto *badge = new StatusBadge;
        badge->setStatus(toneOf(status), JobsText::tr("%1 %2", "number and status of actors")
                                             .arg(QLocale().toString(number), statusWord(status).toLower()));
        badges->addWidget(badge);
    }
    badges->addStretch(1);
    layout->addLayout(badges);
    for (const auto &[reason, number] : m_plan.skipped) {
        auto *label = new QLabel(skipText(reason, number));
        label->setForegroundRole(QPalette::PlaceholderText);
        layout->addWidget(label);
    }
}

void BulkDialog::addOptions(QFormLayout *form)
{
    const bool isDestroy = m_plan.verb == BulkVerb::Destroy;
    if (wantsWakeBox(m_plan.verb) && m_plan.wakeCount(Waking::Allowed) > 0)
        form->addRow(m_wake);
    else
        m_wake->hide();
    if (isDestroy && m_place.canKeepCopies)
        form->addRow(m_copies);
    else
        m_copies->hide();
    if (m_plan.verb == BulkVerb::Export)
        form->addRow(JobsText::tr("&File"), makePathRow());
    else
        m_path->hide();
    if (count() > 1) {
        m_concurrency->setSuffix(JobsText::tr(" at a time"));
        form->addRow(JobsText::tr("&Up to"), m_concurrency);
    } else {
        m_concurrency->hide();
    }
    if (m_place.isProduction && m_plan.verb != BulkVerb::Export)
        form->addRow(JobsText::tr("Type the &namespace's name"), m_name);
    else
        m_name->hide();
}

QWidget *BulkDialog::makePathRow()
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    auto *browse = new QPushButton(JobsText::tr("&Browse…"));
    browse->setObjectName(browseName);
    browse->setAutoDefault(false);
    connect(browse, &QPushButton::clicked, this, &BulkDialog::choosePath);
    m_path->setAccessibleName(JobsText::tr("File"));
    m_path->setPlaceholderText(JobsText::tr("one line of JSON for each actor"));
    layout->addWidget(m_path, 1);
    layout->addWidget(browse);
    return row;
}

void BulkDialog::makeLayout(const ToneOf &toneOf)
{
    auto *buttons = new QDialogButtonBox;
    m_cancel = buttons->addButton(QDialogButtonBox::Cancel);
    m_verb = buttons->addButton(bulkCommandText(m_plan.verb, count()), QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &BulkDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &BulkDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::space4, metrics::space4, metrics::space4, metrics::space4);
    layout->setSpacing(metrics::space2);
    addSummary(layout, toneOf);
    layout->addWidget(m_sample, 1);
    const int hidden = count() - sampleCountMax;
    if (hidden > 0) {
        auto *more = new QLabel(JobsText::tr("and %n more", nullptr, hidden));
        more->setForegroundRole(QPalette::PlaceholderText);
        layout->addWidget(more);
    }
    auto *form = new QFormLayout;
    form->setVerticalSpacing(metrics::space2);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    addOptions(form);
    layout->addLayout(form);
    layout->addWidget(m_warning);
    layout->addWidget(m_forgetting);
    layout->addWidget(buttons);
    m_verb->setAutoDefault(false);
    m_cancel->setDefault(true);
    m_cancel->setFocus();
}

void BulkDialog::choosePath()
{
    const QString path = QFileDialog::getSaveFileName(this, JobsText::tr("Export Actors"), m_path->text(),
                                                      JobsText::tr("JSON lines (*.jsonl)"));
    if (!path.isEmpty())
        m_path->setText(path);
}

Waking BulkDialog::waking() const
{
    return m_wake->isChecked() ? Waking::Allowed : Waking::Never;
}

QString BulkDialog::warning() const
{
    const int number = m_plan.wakeCount(waking());
    return number > 0 ? JobsText::tr("%n sleeping actor(s) will wake and run their code.", nullptr, number)
                      : QString();
}

QString BulkDialog::whyNot() const
{
    if (count() == 0)
        return JobsText::tr("There is no actor to do this to.");
    if (m_plan.verb == BulkVerb::Export) {
        const QFileInfo info(m_path->text());
        if (m_path->text().trimmed().isEmpty() || info.isDir())
            return JobsText::tr("Choose a file first.");
        if (!info.absoluteDir().exists())
            return JobsText::tr("The file's folder does not exist.");
        return {};
    }
    if (m_place.isProduction && m_name->text() != m_place.namespaceName)
        return JobsText::tr("Type the namespace's name first.");
    return {};
}

void BulkDialog::refresh()
{
    m_warning->setStatus(tone::warning, warning());
    m_warning->setVisible(!warning().isEmpty());
    QString forgetting;
    if (m_plan.verb == BulkVerb::Destroy) {
        const bool keeps = m_place.canKeepCopies && m_copies->isChecked();
        if (!keeps)
            forgetting = JobsText::tr("Nothing is kept: this cannot be undone.");
        else if (waking() == Waking::Never && m_plan.wakeCount(Waking::Allowed) > 0)
            forgetting = JobsText::tr("Of actors that do not run, only the record is kept.");
        else if (count() > joblimits::keptCopyCountMax)
            forgetting =
                JobsText::tr("Only the newest %n copies are kept.", nullptr, joblimits::keptCopyCountMax);
    }
    m_forgetting->setStatus(tone::warning, forgetting);
    m_forgetting->setVisible(!forgetting.isEmpty());
    const QString why = whyNot();
    m_verb->setEnabled(why.isEmpty());
    m_verb->setToolTip(why);
}

BulkOptions BulkDialog::options(DestroyedArchive *archive) const
{
    return {.concurrency = m_concurrency->value(),
            .waking = waking(),
            .archive = m_plan.verb == BulkVerb::Destroy && m_copies->isChecked() ? archive : nullptr,
            .exportPath = m_path->text().trimmed()};
}

} // namespace rove::ui
