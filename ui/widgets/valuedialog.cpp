// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/valuedialog.h"

#include "ui/style/metrics.h"
#include "ui/widgets/jsontext.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/valuekind.h"
#include "ui/widgets/widgettext.h"

#include <QtGui/QShortcut>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace rove::ui {
namespace {

constexpr QSize dialogSize{640, 420};

CodeEditor::Language languageOf(const QCborValue &value)
{
    return value.isString() ? CodeEditor::Language::Plain : CodeEditor::Language::Json;
}

} // namespace

ValueDialog::ValueDialog(const QString &pathText, const QCborValue &value, QWidget *parent)
    : QDialog(parent)
    , m_value(value)
    , m_editor(new CodeEditor(languageOf(value), this))
    , m_message(new MessageBar(this))
{
    setWindowTitle(WidgetText::tr("Edit %1", "a path").arg(pathText));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_message);
    layout->addWidget(m_editor, 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &ValueDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &ValueDialog::reject);
    auto *shortcut = new QShortcut(Qt::CTRL | Qt::Key_Return, this);
    connect(shortcut, &QShortcut::activated, this, &ValueDialog::accept);

    m_editor->setAccessibleName(pathText);
    m_editor->setPlainText(value.isString() ? value.toString() : toJsonText(value));
    connect(m_editor, &CodeEditor::textChanged, this, [this] {
        m_editor->clearError();
        m_message->clear();
    });
    resize(dialogSize);
    m_editor->setFocus();
}

void ValueDialog::accept()
{
    if (m_editor->language() == CodeEditor::Language::Plain) {
        m_value = m_editor->toPlainText();
        QDialog::accept();
        return;
    }
    const auto parsed = parseJsonText(m_editor->toPlainText());
    if (parsed) {
        m_value = *parsed;
        QDialog::accept();
        return;
    }
    const JsonTextError &error = parsed.error();
    m_editor->setError(error.line, error.column, error.message);
    m_editor->goToError();
    m_message->showMessage(MessageBar::Severity::Error,
                           WidgetText::tr("Line %1: %2").arg(QString::number(error.line), error.message));
}

} // namespace rove::ui
