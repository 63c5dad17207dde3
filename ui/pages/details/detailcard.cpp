// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/details/detailcard.h"

#include "ui/pages/details/detailstext.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/relativetime.h"

#include <QtCore/QDateTime>
#include <QtGui/QClipboard>
#include <QtWidgets/QApplication>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

/// A wrapped text that is no wider than its longest line, so that the button behind it is near.
class WrappedText : public QLabel {
public:
    WrappedText()
    {
        setWordWrap(true);
        QSizePolicy policy(QSizePolicy::Maximum, QSizePolicy::Preferred);
        policy.setHeightForWidth(true);
        setSizePolicy(policy);
    }

    [[nodiscard]] QSize sizeHint() const override
    {
        const int width = fontMetrics().size(0, text()).width() + slack;
        return {width, heightForWidth(width)};
    }

private:
    /// QLabel lays out its text a little wider than it measures.
    static constexpr int slack = 2;
};

} // namespace

DetailCard::DetailCard(const QString &title, QWidget *parent)
    : Card(title, parent)
    , m_form(new QFormLayout)
{
    m_form->setContentsMargins(metrics::space1 + 2, 0, metrics::space1 + 2, 0);
    m_form->setHorizontalSpacing(metrics::space4);
    m_form->setVerticalSpacing(metrics::space1);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    content()->addLayout(m_form);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
}

QWidget *DetailCard::makeCopyButton(const QString &label, QLabel *value)
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

void DetailCard::addText(const QString &id, const QString &label, TextOf text, Lines lines, Font font)
{
    auto *name = new QLabel(label);
    name->setForegroundRole(QPalette::PlaceholderText);
    name->setMinimumHeight(metrics::hitTarget);
    QLabel *value = lines == Lines::One ? static_cast<QLabel *>(new ElidedLabel) : new WrappedText;
    value->setTextFormat(Qt::PlainText);
    if (lines == Lines::Several) {
        value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        // A long word must not keep the pane from becoming narrow.
        value->setMinimumWidth(1);
    }
    value->setAccessibleName(label);
    value->setMinimumHeight(metrics::hitTarget);
    if (font == Font::Code)
        value->setFont(fonts::code());
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space1);
    // The button stands behind what it copies.
    if (lines == Lines::One)
        value->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    layout->addWidget(value);
    layout->addWidget(makeCopyButton(label, value), 0, Qt::AlignTop);
    layout->addStretch(1);
    name->setBuddy(value);
    m_form->addRow(name, row);
    m_fields.push_back(
        {.id = id, .row = row, .value = value, .age = nullptr, .text = std::move(text), .time = {}});
}

void DetailCard::addTime(const QString &id, const QString &label, TimeOf time)
{
    addText(id, label, {});
    Field &field = m_fields.back();
    field.age = new RelativeTimeLabel;
    field.age->setForegroundRole(QPalette::PlaceholderText);
    field.age->setFont(fonts::tabular());
    field.time = std::move(time);
    static_cast<QHBoxLayout *>(field.row->layout())->insertWidget(1, field.age);
}

void DetailCard::refresh(ActorSession *session)
{
    bool hasFields = false;
    for (const Field &field : m_fields) {
        QString text;
        if (session && field.age) {
            const QDateTime time = field.time(*session);
            field.age->setTime(time);
            text = time.isValid() ? absoluteTimeText(time) : QString();
        } else if (session) {
            text = field.text(*session);
        }
        if (field.value->text() != text)
            field.value->setText(text);
        m_form->setRowVisible(field.row, !text.isEmpty());
        hasFields = hasFields || !text.isEmpty();
    }
    setVisible(hasFields);
}

std::optional<QString> DetailCard::valueOf(const QString &id) const
{
    const auto field = std::ranges::find(m_fields, id, &Field::id);
    return field == m_fields.end() ? std::nullopt : std::optional(field->value->text());
}

} // namespace rove::ui
