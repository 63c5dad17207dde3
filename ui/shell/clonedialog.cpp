// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/clonedialog.h"

#include "protocol/base/key.h"
#include "ui/models/actorlabel.h"
#include "ui/models/actorstatus.h"
#include "ui/pages/actors/keypartseditor.h"
#include "ui/shell/shelltext.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

/// The same key with a mark at its last part, as two actors of one type cannot share a key.
QString keyOfCopy(const manager::Actor &actor)
{
    QStringList parts = parseKey(actor.key.value_or(QString()));
    if (parts.isEmpty())
        return u"copy"_s;
    parts.back() += u"-copy"_s;
    return serializeKey(parts);
}

} // namespace

CloneDialog::CloneDialog(const manager::Actor &actor, const QList<Connection *> &connections, QWidget *parent)
    : QDialog(parent)
    , m_actor(actor)
    , m_destination(new QComboBox)
    , m_key(new KeyPartsEditor)
    , m_pool(new QLineEdit(actor.runnerNameSelector))
    , m_wake(new QCheckBox(ShellText::tr("&Wake the actor to read its state")))
    , m_note(new QLabel)
{
    setWindowTitle(ShellText::tr("Clone Actor"));
    for (Connection *connection : connections) {
        m_connections.append(connection);
        m_destination->addItem(
            ShellText::tr("%1, namespace %2").arg(connection->target().name, connection->namespaceName()));
    }
    m_key->setKey(keyOfCopy(actor));
    makeLayout();
    connect(m_destination, &QComboBox::currentIndexChanged, this, &CloneDialog::refresh);
    connect(m_key, &KeyPartsEditor::keyChanged, this, &CloneDialog::refresh);
    connect(m_pool, &QLineEdit::textChanged, this, &CloneDialog::refresh);
    connect(m_wake, &QCheckBox::toggled, this, &CloneDialog::refresh);
    refresh();
}

void CloneDialog::makeLayout()
{
    auto *title = new QLabel(ShellText::tr("Clone %1").arg(actorLabel(m_actor)));
    title->setFont(fonts::title());
    title->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    auto *form = new QFormLayout;
    form->setVerticalSpacing(metrics::space2);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(ShellText::tr("&To"), m_destination);
    form->addRow(ShellText::tr("&Key"), m_key);
    form->addRow(ShellText::tr("&Pool"), m_pool);
    if (isAwake(statusOf(m_actor)))
        m_wake->setParent(this);
    else
        form->addRow(m_wake);
    m_wake->setVisible(!isAwake(statusOf(m_actor)));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_clone = buttons->addButton(ShellText::tr("&Clone Actor"), QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &CloneDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &CloneDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::space4, metrics::space4, metrics::space4, metrics::space4);
    layout->setSpacing(metrics::space3);
    layout->addWidget(title);
    layout->addLayout(form);
    layout->addWidget(m_note);
    layout->addStretch(1);
    layout->addWidget(buttons);
    setMinimumWidth(460);
    m_clone->setDefault(true);
}

Connection *CloneDialog::destination() const
{
    return m_connections.value(m_destination->currentIndex());
}

Waking CloneDialog::waking() const
{
    return m_wake->isChecked() ? Waking::Allowed : Waking::Never;
}

CloneOptions CloneDialog::options() const
{
    CloneOptions options = CloneOptions::sameAs(m_actor);
    options.key = m_key->key();
    options.pool = m_pool->text().trimmed();
    return options;
}

QString CloneDialog::whyNot() const
{
    Connection *to = destination();
    if (!to)
        return ShellText::tr("The connection was closed.");
    if (to->http().writeMode() == WriteMode::ReadOnly)
        return ShellText::tr("The connection is read-only.");
    if (m_destination->currentIndex() == 0 && m_key->key() == m_actor.key && m_actor.key)
        return ShellText::tr("Give the clone another key: there is already an actor with this one.");
    if (m_pool->text().trimmed().isEmpty())
        return ShellText::tr("Give the pool that is to run the clone.");
    return {};
}

void CloneDialog::refresh()
{
    const QString why = whyNot();
    const bool isAsleep = !isAwake(statusOf(m_actor)) && waking() == Waking::Never;
    m_note->setText(!why.isEmpty() ? why
                    : isAsleep
                        ? ShellText::tr("The actor does not run, so its clone begins without its state.")
                        : ShellText::tr("The state is read, written into the clone and read back."));
    m_clone->setEnabled(why.isEmpty());
}

} // namespace rove::ui
