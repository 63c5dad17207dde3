// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/valueversions.h"

#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/style/theme.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/valuekind.h"
#include "ui/widgets/widgettext.h"

#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>

namespace rove::ui {

ValueVersions::ValueVersions(QWidget *parent)
    : QFrame(parent)
{
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(metrics::space2);
    layout->setVerticalSpacing(metrics::space1);
    layout->setColumnStretch(1, 1);
    m_baseRow = addRow(layout, WidgetText::tr("Base", "the value before the edit"),
                       WidgetText::tr("Take the base value"));
    m_yoursRow = addRow(layout, WidgetText::tr("Yours", "the edited value"), {});
    m_liveRow = addRow(layout, WidgetText::tr("Live", "the value the actor holds now"),
                       WidgetText::tr("Take the live value"));
    connect(m_baseRow.take, &QPushButton::clicked, this, [this] { emit chosen(*m_base); });
    connect(m_liveRow.take, &QPushButton::clicked, this, [this] { emit chosen(*m_live); });
    connect(&Theme::instance(), &Theme::changed, this, &ValueVersions::updateRows);
    hide();
}

ValueVersions::Row ValueVersions::addRow(QGridLayout *layout, const QString &name, const QString &takeName)
{
    const int at = layout->rowCount();
    auto *label = new QLabel(name, this);
    auto *text = new ElidedLabel({}, this);
    text->setElideMode(Qt::ElideRight);
    text->setFont(fonts::code());
    text->setAccessibleName(name);
    layout->addWidget(label, at, 0);
    layout->addWidget(text, at, 1);
    if (takeName.isEmpty())
        return {label, text, nullptr};
    auto *take = new QPushButton(WidgetText::tr("Take", "this version of the value"), this);
    take->setAutoDefault(false);
    take->setAccessibleName(takeName);
    layout->addWidget(take, at, 2);
    return {label, text, take};
}

void ValueVersions::setVersions(const std::optional<QCborValue> &base, const QCborValue &yours,
                                const std::optional<QCborValue> &live)
{
    m_base = base;
    m_yours = yours;
    m_live = live;
    updateRows();
}

void ValueVersions::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    updateRows();
}

void ValueVersions::showRow(const Row &row, const std::optional<QCborValue> &value, bool offersTaking)
{
    row.name->setVisible(value.has_value());
    row.text->setVisible(value.has_value());
    if (row.take)
        row.take->setVisible(value.has_value() && offersTaking);
    if (!value)
        return;
    QPalette palette;
    palette.setColor(QPalette::WindowText, Theme::instance().color(kindColor(kindOf(*value))));
    row.text->setPalette(palette);
    row.text->setText(displayText(*value));
}

void ValueVersions::updateRows()
{
    const auto differs = [this](const std::optional<QCborValue> &other) {
        return other && !isIdenticalValue(*other, m_yours);
    };
    showRow(m_baseRow, m_base, !m_readOnly && differs(m_base));
    showRow(m_yoursRow, m_yours, false);
    showRow(m_liveRow, m_live, !m_readOnly && differs(m_live));
    setVisible(m_base || m_live);
}

} // namespace rove::ui
