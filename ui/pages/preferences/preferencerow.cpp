// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/preferences/preferencerow.h"

#include "ui/pages/preferences/preferencestext.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QToolButton>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr int controlWidthMin = 150;

} // namespace

PreferenceRow::PreferenceRow(Settings &settings, const SettingSpec &spec, QWidget *parent)
    : QWidget(parent)
    , m_settings(settings)
    , m_id(spec.id)
    , m_searched(spec.title % u' ' % spec.effect)
    , m_control(makeControl(spec))
    , m_reset(new QToolButton)
{
    auto *effect = new QLabel(spec.effect);
    effect->setForegroundRole(QPalette::PlaceholderText);
    effect->setWordWrap(true);
    m_control->setAccessibleDescription(spec.effect);
    m_reset->setAutoRaise(true);
    m_reset->setIcon(icon("arrow-counterclockwise"_L1, ColorRole::Muted));
    m_reset->setToolTip(PreferencesText::tr("Set this to its standard value"));
    m_reset->setAccessibleName(PreferencesText::tr("Reset %1").arg(spec.title));
    QSizePolicy policy = m_reset->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_reset->setSizePolicy(policy);

    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, metrics::space1, 0, metrics::space1);
    row->setSpacing(metrics::space2);
    row->addLayout(words, 1);
    if (qobject_cast<QCheckBox *>(m_control)) {
        words->addWidget(m_control);
        constexpr int textOffset = 22;
        effect->setContentsMargins(textOffset, 0, 0, 0);
    } else {
        auto *title = new QLabel(spec.title);
        title->setBuddy(m_control);
        m_control->setAccessibleName(spec.title);
        m_control->setMinimumWidth(controlWidthMin);
        words->addWidget(title);
        row->addWidget(m_control, 0, Qt::AlignTop);
    }
    words->addWidget(effect);
    row->addWidget(m_reset, 0, Qt::AlignTop);
    connect(m_reset, &QToolButton::clicked, this, [this] {
        m_settings.reset(m_id);
        m_control->setFocus(Qt::OtherFocusReason);
    });
    connect(&settings, &Settings::changed, this, [this](const QString &id) {
        if (id == m_id)
            update();
    });
    update();
}

QWidget *PreferenceRow::makeControl(const SettingSpec &spec)
{
    if (const auto *choice = std::get_if<ChoiceSetting>(&spec.kind)) {
        auto *box = new QComboBox;
        box->addItems(choice->words);
        m_values = choice->values;
        connect(box, &QComboBox::activated, this, [this](int position) {
            m_settings.setValue(m_id, m_values.isEmpty() ? position : m_values[position]);
        });
        return box;
    }
    if (const auto *number = std::get_if<NumberSetting>(&spec.kind)) {
        auto *box = new QSpinBox;
        box->setRange(number->min, number->max);
        box->setSingleStep(number->step);
        box->setSuffix(number->unit);
        // What is half typed is not a value yet.
        box->setKeyboardTracking(false);
        connect(box, &QSpinBox::valueChanged, this, [this](int value) { m_settings.setValue(m_id, value); });
        return box;
    }
    auto *box = new QCheckBox(spec.title);
    connect(box, &QCheckBox::toggled, this, [this](bool on) { m_settings.setValue(m_id, on); });
    return box;
}

void PreferenceRow::show(const QVariant &value)
{
    const QSignalBlocker quiet(m_control);
    if (auto *choice = qobject_cast<QComboBox *>(m_control))
        choice->setCurrentIndex(m_values.isEmpty() ? value.toInt()
                                                   : static_cast<int>(m_values.indexOf(value.toInt())));
    else if (auto *number = qobject_cast<QSpinBox *>(m_control))
        number->setValue(value.toInt());
    else if (auto *box = qobject_cast<QCheckBox *>(m_control))
        box->setChecked(value.toBool());
}

void PreferenceRow::update()
{
    show(m_settings.value(m_id));
    m_reset->setVisible(!m_settings.isStandard(m_id));
}

bool PreferenceRow::matches(const QString &words) const
{
    for (const QStringView word : QStringView(words).split(u' ', Qt::SkipEmptyParts))
        if (!m_searched.contains(word, Qt::CaseInsensitive))
            return false;
    return true;
}

} // namespace rove::ui
