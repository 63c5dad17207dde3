// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/namespacedialog.h"

#include "ui/models/errortext.h"
#include "ui/shell/shelltext.h"
#include "ui/style/metrics.h"
#include "ui/widgets/messagebar.h"

#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

using namespace Qt::StringLiterals;

namespace rove::ui {

NamespaceDialog::NamespaceDialog(NamespaceModel &namespaces, const QString &target, QWidget *parent)
    : QDialog(parent)
    , m_namespaces(namespaces)
    , m_target(target)
    , m_name(new QLineEdit)
    , m_displayName(new QLineEdit)
    , m_message(new MessageBar)
{
    setWindowTitle(ShellText::tr("New Namespace"));
    m_name->setPlaceholderText(ShellText::tr("lower case, digits and dashes"));
    m_displayName->setPlaceholderText(ShellText::tr("the name"));
    auto *form = new QFormLayout;
    form->setVerticalSpacing(metrics::space2);
    form->addRow(ShellText::tr("&Name"), m_name);
    form->addRow(ShellText::tr("&Display name"), m_displayName);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_create = buttons->addButton(ShellText::tr("&Create Namespace"), QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &NamespaceDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &NamespaceDialog::reject);
    connect(m_name, &QLineEdit::textChanged, this, &NamespaceDialog::updateCreate);

    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(metrics::space3);
    layout->addWidget(m_message);
    layout->addLayout(form);
    layout->addStretch();
    layout->addWidget(buttons);
    setMinimumWidth(420);
    m_create->setDefault(true);
    updateCreate();
}

void NamespaceDialog::setName(const QString &name)
{
    m_name->setText(name);
}

void NamespaceDialog::updateCreate()
{
    m_create->setEnabled(!m_isCreating && !m_name->text().trimmed().isEmpty());
}

void NamespaceDialog::accept()
{
    const QString name = m_name->text().trimmed();
    if (m_isCreating || name.isEmpty())
        return;
    const QString displayName = m_displayName->text().trimmed();
    m_isCreating = true;
    m_message->clear();
    updateCreate();
    m_namespaces.create(name, displayName.isEmpty() ? name : displayName)
        .then(this, [this](const Result<manager::Namespace> &result) { onCreated(result); });
}

void NamespaceDialog::onCreated(const Result<manager::Namespace> &result)
{
    m_isCreating = false;
    updateCreate();
    if (result) {
        emit created(result->name);
        QDialog::accept();
        return;
    }
    m_message->showMessage(
        MessageBar::Severity::Error,
        u"%1 %2"_s.arg(errorSentence(result.error(), m_target), errorRemedy(result.error())).trimmed());
    m_message->setDetails(errorDetails(result.error()));
    m_name->setFocus();
}

} // namespace rove::ui
