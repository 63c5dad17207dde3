// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/actors/fieldnote.h"

#include "ui/style/theme.h"

#include <QtCore/QEvent>

using namespace Qt::StringLiterals;

namespace rove::ui {

FieldNote::FieldNote(QWidget &field, QWidget *parent)
    : QLabel(parent)
    , m_field(field)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    connect(&Theme::instance(), &Theme::changed, this, &FieldNote::refresh);
    refresh();
}

bool FieldNote::event(QEvent *event)
{
    if (event->type() == QEvent::ParentChange)
        refresh();
    return QLabel::event(event);
}

void FieldNote::setHint(const QString &hint)
{
    if (m_hint == hint)
        return;
    m_hint = hint;
    refresh();
}

void FieldNote::setError(const QString &error)
{
    if (m_error == error)
        return;
    m_error = error;
    refresh();
}

void FieldNote::refresh()
{
    // The sign says it without the colour.
    setText(m_error.isEmpty() ? m_hint : QString(u"⚠ "_s % m_error));
    QPalette colours;
    const ColorRole role = m_error.isEmpty() ? ColorRole::Muted : ColorRole::Error;
    colours.setColor(QPalette::WindowText, Theme::instance().color(role));
    setPalette(colours);
    m_field.setAccessibleDescription(m_error.isEmpty() ? m_hint : m_error);
    // A note without words takes no line. One that is nowhere yet must not become a window.
    setVisible(!text().isEmpty() && parentWidget());
}

} // namespace rove::ui
