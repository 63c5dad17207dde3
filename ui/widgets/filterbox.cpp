// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/filterbox.h"

#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/widgettext.h"

#include <QtGui/QAccessible>
#include <QtGui/QAction>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>

namespace rove::ui {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr std::chrono::milliseconds typingPause = 150ms;
/// The room that the button to clear takes at the end.
constexpr int clearButtonWidth = 26;

} // namespace

FilterBox::FilterBox(QWidget *parent)
    : QLineEdit(parent)
    , m_funnel(addAction(QIcon(), LeadingPosition))
{
    setFont(fonts::code());
    setClearButtonEnabled(true);
    setPlaceholderText(WidgetText::tr("Filter"));
    setAccessibleName(WidgetText::tr("Filter"));
    m_pause.setSingleShot(true);
    m_pause.setInterval(typingPause);
    connect(&m_pause, &QTimer::timeout, this, &FilterBox::report);
    connect(this, &QLineEdit::returnPressed, this, &FilterBox::report);
    connect(this, &QLineEdit::textChanged, this, [this](const QString &text) {
        updateMargins();
        updateIcon();
        if (text.isEmpty())
            report();
        else
            m_pause.start();
    });
    updateIcon();
}

void FilterBox::setResultText(const QString &text)
{
    if (m_resultText == text)
        return;
    m_resultText = text;
    updateMargins();
    update();
    if (text.isEmpty() || !hasFocus())
        return;
    QAccessibleAnnouncementEvent announcement(this, text);
    QAccessible::updateAccessibility(&announcement);
}

void FilterBox::setError(const QString &message)
{
    if (m_error == message)
        return;
    m_error = message;
    setToolTip(message);
    setAccessibleDescription(message);
    updateIcon();
}

void FilterBox::report()
{
    m_pause.stop();
    if (m_reported == text())
        return;
    m_reported = text();
    emit filterChanged(m_reported);
}

void FilterBox::updateIcon()
{
    if (hasError())
        m_funnel->setIcon(icon("exclamation-triangle-fill"_L1, ColorRole::Error));
    else if (text().isEmpty())
        m_funnel->setIcon(icon("funnel"_L1, ColorRole::Muted));
    else
        m_funnel->setIcon(icon("funnel-fill"_L1, ColorRole::Accent));
    m_funnel->setToolTip(m_error);
}

void FilterBox::updateMargins()
{
    const int width = m_resultText.isEmpty()
                          ? 0
                          : QFontMetrics(fonts::small()).horizontalAdvance(m_resultText) + metrics::space2;
    setTextMargins(0, 0, width, 0);
}

void FilterBox::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void FilterBox::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    if (m_resultText.isEmpty())
        return;
    QPainter painter(this);
    painter.setFont(fonts::small());
    painter.setPen(Theme::instance().color(ColorRole::Muted));
    const int end = text().isEmpty() ? metrics::space2 : clearButtonWidth;
    painter.drawText(rect().adjusted(0, 0, -end, 0), Qt::AlignVCenter | Qt::AlignRight, m_resultText);
}

} // namespace rove::ui
