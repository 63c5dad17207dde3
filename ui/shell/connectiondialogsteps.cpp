// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/connectiondialogsteps.h"

#include "ui/shell/shelltext.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/style/tone.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/statusbadge.h"

#include <QtCore/QLocale>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

QString stepWord(ConnectionTest::Step step)
{
    switch (step) {
    case ConnectionTest::Step::Reach:
        return ShellText::tr("Reach it");
    case ConnectionTest::Step::Tls:
        return ShellText::tr("Trust its certificate");
    case ConnectionTest::Step::Rivet:
        return ShellText::tr("Recognise Rivet");
    case ConnectionTest::Step::Access:
        return ShellText::tr("Be let in");
    case ConnectionTest::Step::Namespace:
        return ShellText::tr("Find the namespace");
    }
    Q_UNREACHABLE_RETURN({});
}

Tone stepTone(ConnectionTest::State state)
{
    switch (state) {
    case ConnectionTest::State::Waiting:
        return {.color = ColorRole::Muted, .icon = "dash-circle"_L1};
    case ConnectionTest::State::Running:
        return tone::starting;
    case ConnectionTest::State::Passed:
        return tone::ready;
    case ConnectionTest::State::Failed:
        return tone::error;
    case ConnectionTest::State::NotNeeded:
    case ConnectionTest::State::Cancelled:
        return {.color = ColorRole::Muted, .icon = "slash-circle"_L1};
    }
    Q_UNREACHABLE_RETURN({});
}

/// What the state is called, for those who hear it instead of seeing its shape.
QString stateWord(ConnectionTest::State state)
{
    switch (state) {
    case ConnectionTest::State::Waiting:
        return ShellText::tr("waits");
    case ConnectionTest::State::Running:
        return ShellText::tr("under way");
    case ConnectionTest::State::Passed:
        return ShellText::tr("passed");
    case ConnectionTest::State::Failed:
        return ShellText::tr("failed");
    case ConnectionTest::State::NotNeeded:
        return ShellText::tr("not encrypted");
    case ConnectionTest::State::Cancelled:
        return ShellText::tr("cancelled");
    }
    Q_UNREACHABLE_RETURN({});
}

QString detailText(const ConnectionTest::Row &row)
{
    const bool isSaidByShape =
        row.state == ConnectionTest::State::Waiting || row.state == ConnectionTest::State::Passed;
    return row.detail.isEmpty() && !isSaidByShape ? stateWord(row.state) : row.detail;
}

QString timeText(const ConnectionTest::Row &row)
{
    if (!row.duration)
        return {};
    const auto milliseconds = static_cast<qint64>(row.duration->count());
    return milliseconds < 1 ? ShellText::tr("< 1 ms")
                            : ShellText::tr("%1 ms").arg(QLocale().toString(milliseconds));
}

} // namespace

ConnectionDialogSteps::ConnectionDialogSteps(QWidget *parent)
    : QWidget(parent)
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(metrics::space4);
    grid->setVerticalSpacing(metrics::space1);
    grid->setColumnStretch(1, 1);
    for (int i = 0; i < ConnectionTest::stepCount; ++i) {
        const auto at = static_cast<size_t>(i);
        m_steps[at] = new StatusBadge;
        m_details[at] = new ElidedLabel;
        m_details[at]->setElideMode(Qt::ElideRight);
        m_details[at]->setForegroundRole(QPalette::PlaceholderText);
        m_times[at] = new QLabel;
        m_times[at]->setFont(fonts::tabular());
        m_times[at]->setForegroundRole(QPalette::PlaceholderText);
        grid->addWidget(m_steps[at], i, 0);
        grid->addWidget(m_details[at], i, 1);
        grid->addWidget(m_times[at], i, 2, Qt::AlignTrailing | Qt::AlignVCenter);
    }
    reset();
}

void ConnectionDialogSteps::show(const ConnectionTest &test)
{
    for (int i = 0; i < ConnectionTest::stepCount; ++i)
        showRow(i, test.row(static_cast<ConnectionTest::Step>(i)));
}

void ConnectionDialogSteps::reset()
{
    for (int i = 0; i < ConnectionTest::stepCount; ++i)
        showRow(i, {});
}

void ConnectionDialogSteps::showRow(int index, const ConnectionTest::Row &row)
{
    const auto at = static_cast<size_t>(index);
    const QString word = stepWord(static_cast<ConnectionTest::Step>(index));
    m_steps[at]->setStatus(stepTone(row.state), word);
    m_steps[at]->setAccessibleDescription(stateWord(row.state));
    m_details[at]->setText(detailText(row));
    m_times[at]->setText(timeText(row));
}

} // namespace rove::ui
