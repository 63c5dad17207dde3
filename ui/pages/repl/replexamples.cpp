// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/repl/replexamples.h"

#include "ui/pages/repl/jsscan.h"
#include "ui/pages/repl/repltext.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/balancedlabel.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/rowbutton.h"

#include <QtWidgets/QLabel>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr int contentWidth = 520;
constexpr int pictureSize = 40;
/// From this height of the pane on there is room for the picture.
constexpr int pictureFrom = 280;
constexpr int actionExamplesMax = 2;

QString callOf(const QString &action)
{
    if (isJsIdentifier(action))
        return u"await actor.%1()"_s.arg(action);
    QString name = action;
    return u"await actor[\"%1\"]()"_s.arg(name.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s));
}

/// Code reads from left to right in every language: an isolate of Unicode's bidirectional algorithm.
QString leftToRight(const QString &code)
{
    constexpr QChar isolate(0x2066);
    constexpr QChar endOfIsolate(0x2069);
    return isolate + code + endOfIsolate;
}

} // namespace

ReplExamples::ReplExamples(QWidget *parent)
    : QWidget(parent)
    , m_picture(new IconLabel("terminal"_L1, ColorRole::BorderStrong, pictureSize))
    , m_title(new QLabel(ReplText::tr("Talk to the actor in JavaScript")))
    , m_sentence(new BalancedLabel)
    , m_rows(new QWidget)
    , m_rowLayout(new QVBoxLayout(m_rows))
{
    m_title->setAlignment(Qt::AlignHCenter);
    m_sentence->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_rowLayout->setContentsMargins(0, metrics::space2, 0, 0);
    m_rowLayout->setSpacing(0);
    auto *content = new QWidget;
    content->setMaximumWidth(contentWidth);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(metrics::space4, metrics::space2, metrics::space4, metrics::space2);
    column->setSpacing(metrics::space2);
    column->addWidget(m_picture, 0, Qt::AlignHCenter);
    column->addWidget(m_title);
    column->addWidget(m_sentence);
    column->addWidget(m_rows);
    auto *middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addWidget(content, 1000);
    middle->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addStretch(2);
    layout->addLayout(middle);
    layout->addStretch(3);
    connect(&Theme::instance(), &Theme::changed, this, &ReplExamples::updateLook);
    updateLook();
}

void ReplExamples::updateLook()
{
    m_title->setFont(fonts::section());
    QPalette muted;
    muted.setColor(QPalette::WindowText, Theme::instance().color(ColorRole::Muted));
    m_sentence->setPalette(muted);
}

/// The picture is the first to go where there is little height.
void ReplExamples::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_picture->setVisible(parentWidget() && parentWidget()->height() >= pictureFrom);
}

void ReplExamples::setReason(const QString &reason)
{
    m_sentence->setText(reason);
    setRows({});
}

void ReplExamples::setActor(const QStringList &actions, const QString &stateKey)
{
    m_sentence->setText(ReplText::tr(
        "Call its actions, look into its state, keep results in variables. These are a beginning:"));
    Rows rows;
    for (const QString &action : actions.first(std::min<qsizetype>(actions.size(), actionExamplesMax)))
        rows.append({callOf(action), ReplText::tr("calls an action")});
    if (actions.isEmpty())
        rows.append({u"await actor.name()"_s, ReplText::tr("calls the action of that name")});
    rows.append(
        {stateKey.isEmpty() ? u"state"_s : u"state.%1"_s.arg(stateKey), ReplText::tr("reads the state")});
    rows.append(
        {u"await wait(500); console.log(\"half a second later\")"_s, ReplText::tr("waits and prints")});
    rows.append({u"help()"_s, ReplText::tr("says what there is")});
    setRows(rows);
}

void ReplExamples::setRows(const Rows &rows)
{
    // The state may change many times a second, and a row may have the focus.
    if (std::exchange(m_shown, rows) == rows)
        return;
    while (QLayoutItem *item = m_rowLayout->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    for (const auto &[input, meaning] : rows) {
        auto *row = new RowButton;
        row->setRow({ColorRole::Accent, "chevron-right"_L1}, leftToRight(input), {}, meaning);
        row->setFont(fonts::code());
        row->setToolTip(ReplText::tr("Put this into the editor"));
        row->setAccessibleName(ReplText::tr("%1: %2", "example, what it does").arg(input, meaning));
        connect(row, &QAbstractButton::clicked, this, [this, text = input] { emit chosen(text); });
        m_rowLayout->addWidget(row);
    }
    m_rows->setVisible(!rows.isEmpty());
}

QStringList ReplExamples::examples() const
{
    QStringList inputs;
    for (const auto &[input, meaning] : m_shown)
        inputs.append(input);
    return inputs;
}

} // namespace rove::ui
