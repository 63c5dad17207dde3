// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/unlockdialog.h"

#include "ui/shell/shelltext.h"
#include "ui/style/metrics.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace rove::ui {
namespace {

constexpr std::array durations{5, 15, 60};
constexpr int usualWidth = 460;

} // namespace

UnlockDialog::UnlockDialog(const QString &namespaceName, const QString &connectionName, int minutes,
                           QWidget *parent)
    : QDialog(parent)
    , m_expected(namespaceName)
    , m_name(new QLineEdit)
    , m_duration(new QComboBox)
{
    setWindowTitle(ShellText::tr("Allow Changes"));
    auto *sentence = new QLabel(
        ShellText::tr("%1 is a production connection. Until the time is over, this program may change and "
                      "destroy what is there; then it is read-only again.")
            .arg(connectionName));
    sentence->setWordWrap(true);
    sentence->setTextFormat(Qt::PlainText);
    for (const int duration : durations)
        m_duration->addItem(ShellText::tr("%n minute(s)", nullptr, duration), duration);
    m_duration->setCurrentIndex(std::max(0, m_duration->findData(minutes)));
    auto *form = new QFormLayout;
    form->setSpacing(metrics::space2);
    form->addRow(ShellText::tr("&Type the namespace's name, %1:").arg(namespaceName), m_name);
    form->addRow(ShellText::tr("&For:"), m_duration);
    form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_allow = buttons->addButton(ShellText::tr("&Allow Changes"), QDialogButtonBox::AcceptRole);
    m_allow->setEnabled(false);
    connect(m_name, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_allow->setEnabled(text == m_expected); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(metrics::space3);
    layout->addWidget(sentence);
    layout->addLayout(form);
    layout->addWidget(buttons);
    resize(usualWidth, layout->totalHeightForWidth(usualWidth));
}

std::chrono::minutes UnlockDialog::duration() const
{
    return std::chrono::minutes(m_duration->currentData().toInt());
}

} // namespace rove::ui
