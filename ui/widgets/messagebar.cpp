// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/messagebar.h"

#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/announcement.h"
#include "ui/widgets/balancedlabel.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/widgettext.h"

#include <QtGui/QAction>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>

namespace rove::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr qreal fillShare = 0.1;
constexpr int stripeWidth = 3;
constexpr int closeIconSize = 12;

BalancedLabel *makeLabel(QWidget *parent)
{
    auto *label = new BalancedLabel(parent);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    return label;
}

/// As high as the wrapped text, no higher and no lower. By itself a layout takes the height of the text on
/// one line for all that is needed.
void fitHeight(QWidget &bar)
{
    bar.layout()->invalidate();
    const int height = bar.layout()->totalHeightForWidth(bar.width());
    if (height >= 0)
        bar.setFixedHeight(height);
}

/// Fits the bar to each width that it gets. Owned by it.
class HeightKeeper : public QObject {
public:
    explicit HeightKeeper(QWidget *bar)
        : QObject(bar)
    {
        bar->installEventFilter(this);
    }

    bool eventFilter(QObject *object, QEvent *event) override
    {
        if (event->type() == QEvent::Resize)
            fitHeight(*static_cast<QWidget *>(object));
        return false;
    }
};

} // namespace

MessageBar::MessageBar(QWidget *parent)
    : QFrame(parent)
    , m_icon(new IconLabel)
    , m_text(makeLabel(this))
    , m_counter(new QLabel(this))
    , m_details(makeLabel(this))
    , m_buttons(new QHBoxLayout)
    , m_close(new QToolButton(this))
{
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(m_text);
    texts->addWidget(m_details);
    m_details->setFont(fonts::small());
    m_details->hide();
    m_counter->hide();
    m_close->setAutoRaise(true);
    m_close->setIcon(icon("x-lg"_L1, ColorRole::Muted));
    m_close->setIconSize({closeIconSize, closeIconSize});
    m_close->setToolTip(WidgetText::tr("Close this message"));
    m_close->setAccessibleName(WidgetText::tr("Close this message"));
    connect(m_close, &QToolButton::clicked, this, [this] {
        clear();
        emit dismissed();
    });

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(metrics::space3, metrics::space1 + 2, metrics::space1 + 2,
                               metrics::space1 + 2);
    layout->setSpacing(metrics::space2);
    layout->addWidget(m_icon);
    layout->addLayout(texts, 1);
    layout->addWidget(m_counter);
    layout->addLayout(m_buttons);
    layout->addWidget(m_close);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    new HeightKeeper(this);
    connect(&Theme::instance(), &Theme::changed, this, &MessageBar::updateLook);
    hide();
}

void MessageBar::showMessage(Severity severity, const QString &text, const QList<QAction *> &actions)
{
    const bool isRepeat = isVisibleTo(parentWidget()) && m_message == text && m_severity == severity;
    m_repeatCount = isRepeat ? m_repeatCount + 1 : 1;
    m_severity = severity;
    m_message = text;
    m_text->setText(text);
    m_counter->setText(WidgetText::tr("×%1", "how often a message came").arg(m_repeatCount));
    m_counter->setToolTip(WidgetText::tr("This happened %n time(s)", nullptr, m_repeatCount));
    m_counter->setVisible(m_repeatCount > 1);
    if (!isRepeat)
        setDetails({});
    setButtons(actions);
    setAccessibleName(text);
    updateLook();
    fitHeight(*this);
    show();
    if (!isRepeat)
        announce(*this, text,
                 severity == Severity::Error ? QAccessible::AnnouncementPoliteness::Assertive
                                             : QAccessible::AnnouncementPoliteness::Polite);
}

void MessageBar::setDetails(const QString &details)
{
    m_details->setText(details);
    m_details->setVisible(!details.isEmpty());
    setAccessibleDescription(details);
    fitHeight(*this);
}

void MessageBar::clear()
{
    m_repeatCount = 0;
    m_message.clear();
    hide();
}

QString MessageBar::text() const
{
    return m_message;
}

void MessageBar::setButtons(const QList<QAction *> &actions)
{
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    QWidget *last = m_close;
    for (QAction *action : actions) {
        auto *button = new QPushButton(action->text(), this);
        button->setEnabled(action->isEnabled());
        button->setToolTip(action->toolTip());
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        connect(action, &QAction::changed, button,
                [button, action] { button->setEnabled(action->isEnabled()); });
        m_buttons->addWidget(button);
        setTabOrder(last, button);
        last = button;
    }
    // New widgets are the last of a window; these stand before the cross.
    if (last != m_close)
        setTabOrder(last, m_close);
}

Tone MessageBar::tone() const
{
    switch (m_severity) {
    case Severity::Information:
        return tone::information;
    case Severity::Warning:
        return tone::warning;
    case Severity::Error:
        return tone::error;
    }
    return tone::information;
}

void MessageBar::updateLook()
{
    const Theme &theme = Theme::instance();
    m_icon->setIcon(tone().icon, tone().color);
    QPalette muted;
    muted.setColor(QPalette::WindowText, theme.color(ColorRole::Muted));
    m_details->setPalette(muted);
    m_counter->setPalette(muted);
    update();
}

void MessageBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = Theme::instance();
    const QColor line = theme.color(tone().color);
    painter.fillRect(rect(), theme.hasTints() ? theme.blended(tone().color, ColorRole::Base, fillShare)
                                              : theme.color(ColorRole::Base));
    painter.fillRect(QRect(0, 0, stripeWidth, height()), line);
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.color(ColorRole::Border));
}

void MessageBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        m_close->click();
    else
        QFrame::keyPressEvent(event);
}

} // namespace rove::ui
