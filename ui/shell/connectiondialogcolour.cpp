// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/connectiondialogcolour.h"

#include "ui/client/profilecolour.h"
#include "ui/models/connectionprofilemodel.h"
#include "ui/shell/shelltext.h"
#include "ui/style/metrics.h"
#include "ui/style/theme.h"
#include "ui/widgets/accessiblerole.h"

#include <QtGui/QPainter>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QButtonGroup>
#include <QtWidgets/QHBoxLayout>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr int swatchSize = 16;

/// A disc of one colour, or an empty ring with a stroke for none; chosen ones have a ring around them.
class Swatch : public QAbstractButton {
public:
    Swatch(const QString &value, const QString &word)
        : m_value(value)
    {
        setCheckable(true);
        setFocusPolicy(Qt::StrongFocus);
        setFixedSize(metrics::hitTarget, metrics::hitTarget);
        setAccessibleName(word);
        setToolTip(word);
    }

    [[nodiscard]] const QString &value() const { return m_value; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = Theme::instance();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QPointF centre = QRectF(rect()).center();
        const double radius = swatchSize / 2.0 - 1.5;
        if (m_value.isEmpty()) {
            painter.setPen(QPen(theme.color(ColorRole::Muted), 1.25));
            painter.drawEllipse(centre, radius - 0.5, radius - 0.5);
            const QPointF slant(radius * 0.6, -radius * 0.6);
            painter.drawLine(centre - slant, centre + slant);
        } else {
            painter.setPen(Qt::NoPen);
            painter.setBrush(QColor(m_value));
            painter.drawEllipse(centre, radius, radius);
        }
        painter.setBrush(Qt::NoBrush);
        if (isChecked()) {
            painter.setPen(QPen(theme.color(ColorRole::Text), 1.5));
            painter.drawEllipse(centre, radius + 3, radius + 3);
        }
        if (hasFocus()) {
            painter.setPen(QPen(theme.color(ColorRole::Focus), metrics::focusRingWidth));
            painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), metrics::cornerRadius,
                                    metrics::cornerRadius);
        }
    }

private:
    QString m_value;
};

} // namespace

ConnectionDialogColour::ConnectionDialogColour(QWidget *parent)
    : QWidget(parent)
    , m_buttons(new QButtonGroup(this))
{
    setAccessibleRole(*this, QAccessible::Grouping);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space1);
    const auto add = [this, layout](const QString &value, const QString &word) {
        auto *swatch = new Swatch(value, word);
        m_buttons->addButton(swatch);
        layout->addWidget(swatch);
    };
    add({}, ShellText::tr("No colour"));
    for (const ProfileColour &colour : profileColours)
        add(colour.value, colourWord(colour.value));
    layout->addStretch();
    m_buttons->buttons().constFirst()->setChecked(true);
    setFocusProxy(m_buttons->buttons().constFirst());
    connect(m_buttons, &QButtonGroup::buttonToggled, this, [this](QAbstractButton *button, bool checked) {
        if (!checked)
            return;
        setFocusProxy(button);
        emit changed();
    });
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

QString ConnectionDialogColour::colour() const
{
    const auto *chosen = static_cast<const Swatch *>(m_buttons->checkedButton());
    return chosen ? chosen->value() : QString();
}

void ConnectionDialogColour::setColour(const QString &value)
{
    for (QAbstractButton *button : m_buttons->buttons())
        if (static_cast<const Swatch *>(button)->value().compare(value, Qt::CaseInsensitive) == 0)
            button->setChecked(true);
}

} // namespace rove::ui
