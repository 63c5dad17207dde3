// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/connectiondialogsection.h"

#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/elidedlabel.h"

#include <QtWidgets/QFormLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rove::ui {

ConnectionDialogSection::ConnectionDialogSection(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_heading(new QToolButton)
    , m_summary(new ElidedLabel)
    , m_content(new QWidget)
    , m_form(new QFormLayout(m_content))
{
    m_heading->setText(title);
    m_heading->setCheckable(true);
    m_heading->setAutoRaise(true);
    m_heading->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_heading->setIconSize({metrics::iconSize - 4, metrics::iconSize - 4});
    m_summary->setForegroundRole(QPalette::PlaceholderText);
    setUpConnectionForm(*m_form);
    m_form->setContentsMargins(metrics::space6, metrics::space1, 0, metrics::space2);

    auto *heading = new QHBoxLayout;
    heading->setSpacing(metrics::space2);
    heading->addWidget(m_heading);
    heading->addWidget(m_summary, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(heading);
    layout->addWidget(m_content);
    setFocusProxy(m_heading);
    m_content->hide();
    connect(m_heading, &QToolButton::toggled, this, [this](bool open) {
        m_content->setVisible(open);
        updateArrow();
    });
    updateArrow();
}

void ConnectionDialogSection::setSummary(const QString &summary)
{
    m_summary->setText(summary);
    m_heading->setAccessibleDescription(summary);
}

void ConnectionDialogSection::setOpen(bool open)
{
    m_heading->setChecked(open);
}

bool ConnectionDialogSection::isOpen() const
{
    return m_heading->isChecked();
}

void ConnectionDialogSection::updateArrow()
{
    m_heading->setIcon(
        icon(m_heading->isChecked() ? "chevron-down"_L1 : "chevron-right"_L1, ColorRole::Muted));
}

void setUpConnectionForm(QFormLayout &form)
{
    form.setVerticalSpacing(metrics::space2);
    form.setHorizontalSpacing(metrics::space4);
    form.setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form.setLabelAlignment(Qt::AlignLeading | Qt::AlignVCenter);
}

} // namespace rove::ui
