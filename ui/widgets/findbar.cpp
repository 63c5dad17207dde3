// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/findbar.h"

#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/style/theme.h"
#include "ui/widgets/announcement.h"
#include "ui/widgets/clearbutton.h"
#include "ui/widgets/command.h"
#include "ui/widgets/widgettext.h"

#include <QtCore/QLocale>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QToolButton>

namespace rove::ui {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr std::chrono::milliseconds typingPause = 200ms;
constexpr int fieldWidthMin = 140;
constexpr int fieldWidthMax = 420;

} // namespace

FindBar::FindBar(QWidget *parent)
    : QFrame(parent)
    , m_field(new QLineEdit(this))
    , m_scope(new QComboBox(this))
    , m_case(addToggle(u"Aa"_s, WidgetText::tr("Match case")))
    , m_pattern(addToggle(u".*"_s, WidgetText::tr("Regular expression")))
    , m_filter(addToggle({}, WidgetText::tr("Show only what was found")))
    , m_result(new QLabel(this))
    , m_previous(new QToolButton(this))
    , m_next(new QToolButton(this))
{
    m_filter->setIcon(icon("funnel"_L1));
    m_filter->hide();
    m_scope->hide();
    m_scope->setAccessibleName(WidgetText::tr("Where to look"));
    addClearButton(*m_field);
    m_field->setPlaceholderText(WidgetText::tr("Find"));
    m_field->setAccessibleName(WidgetText::tr("Find"));
    m_field->addAction(icon("search"_L1, ColorRole::Muted), QLineEdit::LeadingPosition)
        ->setText(WidgetText::tr("Find"));
    m_field->setMinimumWidth(fieldWidthMin);
    m_field->setMaximumWidth(fieldWidthMax);
    m_field->installEventFilter(this);
    const auto makeButton = [](QToolButton *button, QLatin1StringView name, const QString &text) {
        button->setAutoRaise(true);
        button->setIcon(icon(name));
        button->setToolTip(text);
        button->setAccessibleName(text);
        return button;
    };
    makeButton(m_previous, "arrow-up"_L1, WidgetText::tr("Previous one (Shift+F3)"));
    makeButton(m_next, "arrow-down"_L1, WidgetText::tr("Next one (F3)"));
    auto *closeButton = makeButton(new QToolButton(this), "x-lg"_L1, WidgetText::tr("Close (Esc)"));

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(metrics::space2, metrics::space1, metrics::space1, metrics::space1 + 1);
    layout->setSpacing(metrics::space1);
    layout->addWidget(m_field, 1);
    for (QWidget *part : QList<QWidget *>{m_scope, m_case, m_pattern, m_filter, m_previous, m_next, m_result})
        layout->addWidget(part);
    layout->addStretch(0);
    layout->addWidget(closeButton);

    m_pause.setSingleShot(true);
    m_pause.setInterval(typingPause);
    connect(&m_pause, &QTimer::timeout, this, &FindBar::report);
    connect(m_field, &QLineEdit::textChanged, this, [this] { m_pause.start(); });
    connect(m_scope, &QComboBox::activated, this, &FindBar::report);
    for (const QToolButton *toggle : {m_case, m_pattern, m_filter})
        connect(toggle, &QToolButton::toggled, this, &FindBar::report);
    connect(m_previous, &QToolButton::clicked, this, [this] { step(false); });
    connect(m_next, &QToolButton::clicked, this, [this] { step(true); });
    connect(closeButton, &QToolButton::clicked, this, &FindBar::close);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
    setAccessibleName(WidgetText::tr("Find"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    updateSteps();
    hide();
}

QToolButton *FindBar::addToggle(const QString &text, const QString &toolTip)
{
    auto *button = new QToolButton(this);
    button->setAutoRaise(true);
    button->setCheckable(true);
    button->setText(text);
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    return button;
}

void FindBar::setScopes(const QList<Scope> &scopes)
{
    m_scope->clear();
    for (const Scope &scope : scopes)
        m_scope->addItem(scope.text, scope.id);
    m_scope->setVisible(!scopes.isEmpty());
}

void FindBar::setFilterOffered(bool offered)
{
    m_filter->setVisible(offered);
}

void FindBar::attachTo(QWidget *pane, const QString &idPrefix)
{
    m_pane = pane;
    const auto make = [this, pane, &idPrefix](const QString &verb, const QString &text,
                                              QLatin1StringView name, const QKeySequence &keys) {
        QAction *command = makeCommand(
            this, {.id = idPrefix + u'.' + verb, .text = text, .icon = name, .shortcuts = {keys}});
        command->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        pane->addAction(command);
        addAction(command);
        m_commands.append(command);
        return command;
    };
    connect(make(u"find"_s, WidgetText::tr("Find…"), "search"_L1, QKeySequence::Find), &QAction::triggered,
            this, [this] { open(); });
    connect(make(u"findNext"_s, WidgetText::tr("Find Next"), {}, Qt::Key_F3), &QAction::triggered, this,
            [this] { step(true); });
    connect(make(u"findPrevious"_s, WidgetText::tr("Find Previous"), {}, Qt::SHIFT | Qt::Key_F3),
            &QAction::triggered, this, [this] { step(false); });
}

FindQuery FindBar::query() const
{
    return {.text = m_field->text(),
            .scope = m_scope->currentData().toString(),
            .matchesCase = m_case->isChecked(),
            .isPattern = m_pattern->isChecked(),
            .filters = m_filter->isChecked()};
}

void FindBar::setQuery(const FindQuery &query)
{
    m_field->setText(query.text);
    if (const int row = m_scope->findData(query.scope); row >= 0)
        m_scope->setCurrentIndex(row);
    m_case->setChecked(query.matchesCase);
    m_pattern->setChecked(query.isPattern);
    m_filter->setChecked(query.filters);
    report();
}

void FindBar::report()
{
    m_pause.stop();
    if (isHidden() || query() == m_reported)
        return;
    m_reported = query();
    emit queryChanged(m_reported);
}

void FindBar::setResult(qsizetype current, qsizetype count, Count kind)
{
    const QLocale locale;
    const QString total = kind == Count::Exact
                              ? locale.toString(count)
                              : WidgetText::tr("≥ %1", "at least so many").arg(locale.toString(count));
    QString text;
    if (m_field->text().isEmpty() || m_hasError)
        text.clear();
    else if (count == 0)
        text = kind == Count::Exact ? WidgetText::tr("Nothing found") : WidgetText::tr("Looking…");
    else if (current > 0)
        text = WidgetText::tr("%1 of %2", "third of seventeen").arg(locale.toString(current), total);
    else
        text = WidgetText::tr("%1 found").arg(total);
    if (!m_hasError && text != m_result->text()) {
        m_result->setText(text);
        m_result->setToolTip({});
        m_field->setAccessibleDescription(text);
        if (kind == Count::Exact && !text.isEmpty() && isVisible())
            announce(*m_field, text);
    }
    m_previous->setEnabled(count > 0);
    m_next->setEnabled(count > 0);
}

QString FindBar::resultText() const
{
    return m_result->text();
}

void FindBar::setError(const QString &message)
{
    m_hasError = !message.isEmpty();
    QPalette palette;
    if (m_hasError)
        palette.setColor(QPalette::Text, Theme::instance().color(ColorRole::Error));
    m_field->setPalette(palette);
    m_field->setToolTip(message);
    if (!m_hasError)
        return;
    m_field->setAccessibleDescription(message);
    m_result->setText(WidgetText::tr("Not a pattern"));
    m_result->setToolTip(message);
    updateSteps();
}

void FindBar::updateSteps()
{
    m_previous->setEnabled(false);
    m_next->setEnabled(false);
}

void FindBar::open(const QString &text)
{
    show();
    if (!text.isEmpty())
        m_field->setText(text);
    m_field->selectAll();
    m_field->setFocus(Qt::ShortcutFocusReason);
    report();
}

void FindBar::close()
{
    if (isHidden())
        return;
    const bool hadFocus = isAncestorOf(window()->focusWidget());
    m_pause.stop();
    hide();
    m_reported = {};
    emit closed();
    if (hadFocus && m_pane)
        m_pane->setFocus(Qt::OtherFocusReason);
}

void FindBar::step(bool forward)
{
    if (isHidden() || m_field->text().isEmpty()) {
        open();
        return;
    }
    report();
    if (forward)
        emit nextRequested();
    else
        emit previousRequested();
}

bool FindBar::eventFilter(QObject *object, QEvent *event)
{
    if (object != m_field || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(object, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (key->key() != Qt::Key_Return && key->key() != Qt::Key_Enter)
        return QFrame::eventFilter(object, event);
    // The first Enter only ends the wait for more typing: the search then goes to what it finds first.
    if (query() != m_reported)
        report();
    else
        step(!key->modifiers().testFlag(Qt::ShiftModifier));
    return true;
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QFrame::keyPressEvent(event);
}

void FindBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = Theme::instance();
    painter.fillRect(rect(), theme.color(ColorRole::Panel));
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.color(ColorRole::Border));
}

} // namespace rove::ui
