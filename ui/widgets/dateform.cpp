// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/dateform.h"

#include "ui/style/fonts.h"
#include "ui/style/theme.h"
#include "ui/widgets/valuekind.h"
#include "ui/widgets/widgettext.h"

#include <QtCore/QTimeZone>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>

namespace rove::ui {
namespace {

using namespace Qt::StringLiterals;

QString localText(const QDateTime &time)
{
    return time.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s);
}

} // namespace

DateForm::DateForm(QWidget *parent)
    : QWidget(parent)
    , m_local(makeField(WidgetText::tr("Local time")))
    , m_utc(makeField(WidgetText::tr("UTC")))
    , m_epoch(makeField(WidgetText::tr("Milliseconds since 1970")))
    , m_zone(new QLabel(this))
{
    auto *layout = new QFormLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_zone->setText(WidgetText::tr("&Local"));
    m_zone->setBuddy(m_local);
    layout->addRow(m_zone, m_local);
    layout->addRow(WidgetText::tr("&UTC"), m_utc);
    layout->addRow(WidgetText::tr("&Epoch, ms"), m_epoch);
}

QLineEdit *DateForm::makeField(const QString &name)
{
    auto *field = new QLineEdit(this);
    field->setFont(fonts::code());
    field->setAccessibleName(name);
    connect(field, &QLineEdit::textEdited, this, [this, field] { take(field); });
    connect(field, &QLineEdit::returnPressed, this, [this] {
        if (m_time)
            emit accepted();
    });
    return field;
}

void DateForm::setTime(const QDateTime &time)
{
    m_time = time.toUTC();
    fill(nullptr);
    mark(nullptr);
    m_local->setToolTip(time.toLocalTime().timeZoneAbbreviation());
}

void DateForm::setReadOnly(bool readOnly)
{
    for (QLineEdit *field : {m_local, m_utc, m_epoch})
        field->setReadOnly(readOnly);
}

void DateForm::take(const QLineEdit *from)
{
    m_time.reset();
    if (from == m_epoch) {
        bool isNumber = false;
        const qint64 epoch = from->text().trimmed().toLongLong(&isNumber);
        if (isNumber)
            m_time = QDateTime::fromMSecsSinceEpoch(epoch, QTimeZone::UTC);
    } else if (const auto parsed = parseEditText(from->text(), ValueKind::Date)) {
        const QDateTime time = parsed->toDateTime();
        // In the field for UTC a text without a zone is UTC.
        const bool saysZone = from->text().trimmed().endsWith(u'Z') || from->text().contains(u'+');
        m_time = from == m_utc && !saysZone
                     ? QDateTime(time.toLocalTime().date(), time.toLocalTime().time(), QTimeZone::UTC)
                     : time;
    }
    if (m_time)
        fill(from);
    mark(m_time ? nullptr : from);
    emit edited();
}

void DateForm::fill(const QLineEdit *except)
{
    if (except != m_local)
        m_local->setText(localText(*m_time));
    if (except != m_utc)
        m_utc->setText(m_time->toUTC().toString(Qt::ISODateWithMs));
    if (except != m_epoch)
        m_epoch->setText(QString::number(m_time->toMSecsSinceEpoch()));
}

void DateForm::mark(const QLineEdit *wrong)
{
    for (QLineEdit *field : {m_local, m_utc, m_epoch}) {
        QPalette palette;
        if (field == wrong)
            palette.setColor(QPalette::Text, Theme::instance().color(ColorRole::Error));
        field->setPalette(palette);
        field->setAccessibleDescription(field == wrong ? WidgetText::tr("Not a date") : QString());
    }
}

} // namespace rove::ui
