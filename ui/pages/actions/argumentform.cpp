// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/actions/argumentform.h"

#include "ui/pages/actions/actionstext.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/accessiblerole.h"
#include "ui/widgets/codeeditor.h"
#include "ui/widgets/jsontext.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr int fieldLinesMax = 6;
constexpr qsizetype oneLineCharactersMax = 60;

/// On one line while that is short.
QString fieldText(const QCborValue &value)
{
    const QString line = toJsonText(value, JsonLayout::OneLine);
    return line.size() <= oneLineCharactersMax ? line : toJsonText(value);
}

} // namespace

ArgumentForm::ArgumentForm(QWidget *parent)
    : QScrollArea(parent)
    , m_layout(nullptr)
    , m_none(new QLabel(ActionsText::tr("Called without arguments.")))
    , m_add(new QToolButton)
{
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setAccessibleRole(*this, QAccessible::Grouping);
    setAccessibleName(ActionsText::tr("Arguments"));
    m_none->setForegroundRole(QPalette::PlaceholderText);
    m_add->setText(ActionsText::tr("A&dd Argument"));
    m_add->setIcon(icon("plus-lg"_L1));
    m_add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_add->setAccessibleName(ActionsText::tr("Add Argument"));
    m_add->setToolTip(ActionsText::tr("Add a field for one more argument"));
    connect(m_add, &QToolButton::clicked, this, [this] {
        addArgument();
        m_rows.back().editor->setFocus();
        emit edited();
    });
    auto *content = new QWidget;
    m_layout = new QVBoxLayout(content);
    m_layout->setContentsMargins({});
    m_layout->setSpacing(metrics::space2);
    m_layout->addWidget(m_none);
    m_layout->addWidget(m_add, 0, Qt::AlignLeft);
    m_layout->addStretch(1);
    setWidget(content);
    renumber();
}

// Coloured as JavaScript, of which JSON is a part: colours for JSON call a text alone an error.
void ArgumentForm::addArgument(const QString &text)
{
    if (count() >= argumentCountMax)
        return;
    Row row{.widget = new QWidget,
            .label = new QLabel,
            .editor = new CodeEditor(CodeEditor::Language::JavaScript),
            .remove = new QToolButton};
    row.label->setBuddy(row.editor);
    row.editor->setPlainText(text);
    row.editor->setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    row.editor->setPlaceholderText(ActionsText::tr("A JSON value: 5, \"text\", {\"a\": 1}"));
    row.remove->setIcon(icon("x-lg"_L1));
    row.remove->setAutoRaise(true);
    auto *head = new QHBoxLayout;
    head->setContentsMargins({});
    head->addWidget(row.label, 1);
    head->addWidget(row.remove);
    auto *column = new QVBoxLayout(row.widget);
    column->setContentsMargins({});
    column->setSpacing(2);
    column->addLayout(head);
    column->addWidget(row.editor);
    connect(row.remove, &QToolButton::clicked, this, [this, widget = row.widget] { removeRow(widget); });
    connect(row.editor, &QPlainTextEdit::textChanged, this, [this, editor = row.editor] {
        editor->clearError();
        fitHeight(editor);
        if (!m_isSetting)
            emit edited();
    });
    fitHeight(row.editor);
    // Before the label for none, the button and the stretch.
    m_layout->insertWidget(m_layout->count() - 3, row.widget);
    m_rows.push_back(row);
    renumber();
}

void ArgumentForm::removeRow(const QWidget *widget)
{
    const auto row = std::ranges::find(m_rows, widget, &Row::widget);
    if (row == m_rows.end())
        return;
    row->widget->hide();
    row->widget->deleteLater();
    m_rows.erase(row);
    renumber();
    m_add->setFocus();
    emit edited();
}

void ArgumentForm::renumber()
{
    for (qsizetype i = 0; i < count(); ++i) {
        const Row &row = m_rows[static_cast<std::size_t>(i)];
        const QString name = ActionsText::tr("Argument %1").arg(i + 1);
        row.label->setText(name);
        row.editor->setAccessibleName(ActionsText::tr("Argument %1, as JSON").arg(i + 1));
        const QString remove = ActionsText::tr("Remove argument %1").arg(i + 1);
        row.remove->setToolTip(remove);
        row.remove->setAccessibleName(remove);
    }
    m_none->setVisible(m_rows.empty());
    m_add->setEnabled(count() < argumentCountMax);
}

void ArgumentForm::fitHeight(CodeEditor *editor)
{
    const int lines = std::clamp(editor->blockCount(), 1, fieldLinesMax);
    const int frame = 2 * editor->frameWidth() + 2 * static_cast<int>(editor->document()->documentMargin());
    editor->setFixedHeight(
        std::max(metrics::hitTarget, lines * editor->fontMetrics().lineSpacing() + frame + 2));
}

CodeEditor *ArgumentForm::editor(qsizetype index) const
{
    return m_rows.at(static_cast<std::size_t>(index)).editor;
}

void ArgumentForm::setArguments(const QCborArray &arguments)
{
    m_isSetting = true;
    while (!m_rows.empty()) {
        m_rows.back().widget->hide();
        m_rows.back().widget->deleteLater();
        m_rows.pop_back();
    }
    for (const QCborValue &argument : arguments)
        addArgument(fieldText(argument));
    renumber();
    m_isSetting = false;
}

std::optional<QCborArray> ArgumentForm::read()
{
    QCborArray arguments;
    for (const Row &row : m_rows) {
        const QString text = row.editor->toPlainText();
        const auto value = parseJsonText(text);
        if (!value) {
            row.editor->setError(value.error().line, value.error().column,
                                 text.trimmed().isEmpty()
                                     ? ActionsText::tr("Write a JSON value here, or remove the argument.")
                                     : value.error().message);
            ensureWidgetVisible(row.widget);
            row.editor->goToError();
            row.editor->setFocus();
            return std::nullopt;
        }
        arguments.append(*value);
    }
    return arguments;
}

QString ArgumentForm::arrayText() const
{
    QStringList texts;
    for (const Row &row : m_rows)
        texts.append(row.editor->toPlainText().trimmed());
    return u'[' % texts.join(u", "_s) % u']';
}

} // namespace rove::ui
