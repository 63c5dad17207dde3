// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/actors/createactordialog.h"

#include "ui/models/snippets.h"
#include "ui/pages/actors/actorstext.h"
#include "ui/pages/actors/fieldnote.h"
#include "ui/pages/actors/keypartseditor.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/accessiblerole.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/codeeditor.h"
#include "ui/widgets/command.h"
#include "ui/widgets/commandbutton.h"
#include "ui/widgets/jsontext.h"
#include "ui/widgets/messagebar.h"

#include <QtGui/QClipboard>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QCompleter>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QRadioButton>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr auto defaultPool = "default"_L1;
constexpr int formWidth = 340;
constexpr QSize startSize(920, 600);

QString policySentence(manager::CrashPolicy policy)
{
    switch (policy) {
    case manager::CrashPolicy::Restart:
        return ActorsText::tr("It starts again at once, and later and later while it keeps crashing.");
    case manager::CrashPolicy::Destroy:
        return ActorsText::tr("It is gone for good, with everything it keeps.");
    case manager::CrashPolicy::Sleep:
        break;
    }
    return ActorsText::tr("It stays down until the next request or alarm starts it.");
}

} // namespace

CreateActorDialog::CreateActorDialog(HttpClient &http, const QString &target, const QStringList &types,
                                     QWidget *parent)
    : QDialog(parent)
    , m_endpoint(http.endpoint())
    , m_manager(http)
    , m_target(target)
    , m_type(new QComboBox)
    , m_createNew(new QRadioButton(ActorsText::tr("Create &new")))
    , m_getOrCreate(new QRadioButton(ActorsText::tr("&Get or create")))
    , m_key(new KeyPartsEditor)
    , m_input(new CodeEditor(CodeEditor::Language::Json))
    , m_pool(new QComboBox)
    , m_datacenter(new QComboBox)
    , m_policy(new QComboBox)
    , m_code(new CodeEditor(CodeEditor::Language::JavaScript))
    , m_busy(new BusyBar)
    , m_message(new MessageBar)
    , m_openExisting(makeCommand(this, {.id = u"createActor.openExisting"_s,
                                        .text = ActorsText::tr("Open the E&xisting"),
                                        .icon = "arrow-up-right"_L1,
                                        .toolTip = ActorsText::tr("Show the actor that has this key")}))
    , m_copyCode(makeCommand(this, {.id = u"createActor.copyCode"_s,
                                    .text = ActorsText::tr("C&opy Code"),
                                    .icon = "clipboard"_L1,
                                    .toolTip = ActorsText::tr("Copy the client code")}))
{
    setWindowTitle(ActorsText::tr("New Actor"));
    makeFields(types);
    makeLayout();
    m_create->setDefault(true); // Heard only by a button that is in its dialog.
    connectFields();
    refresh();
    loadChoices();
    resize(startSize);
    m_key->setFocus();
}

QLineEdit *CreateActorDialog::keyField() const
{
    return m_key->textField();
}

void CreateActorDialog::makeFields(const QStringList &types)
{
    m_type->addItems(types);
    m_pool->addItem(defaultPool);
    for (QComboBox *box : {m_type, m_pool}) {
        box->setEditable(true);
        box->setInsertPolicy(QComboBox::NoInsert);
        box->completer()->setFilterMode(Qt::MatchContains);
    }
    m_type->lineEdit()->setAccessibleName(ActorsText::tr("Type"));
    m_type->lineEdit()->setPlaceholderText(ActorsText::tr("as the server calls it"));
    m_pool->lineEdit()->setAccessibleName(ActorsText::tr("Pool"));
    m_datacenter->addItem(ActorsText::tr("Any"));
    m_createNew->setChecked(true);
    addPolicies();
    m_input->setPlaceholderText(ActorsText::tr("No input"));
    m_input->setAccessibleName(ActorsText::tr("Input, as JSON"));
    m_code->setReadOnly(true);
    m_code->setAccessibleName(ActorsText::tr("Client code"));
}

void CreateActorDialog::addPolicies()
{
    const auto add = [this](const QString &text, manager::CrashPolicy policy) {
        m_policy->addItem(text, static_cast<int>(policy));
    };
    add(ActorsText::tr("Sleep"), manager::CrashPolicy::Sleep);
    add(ActorsText::tr("Restart"), manager::CrashPolicy::Restart);
    add(ActorsText::tr("Destroy"), manager::CrashPolicy::Destroy);
}

// --- Layout ---

FieldNote *CreateActorDialog::noteFor(QWidget *field)
{
    FieldNote *&note = m_notes[field];
    if (!note)
        note = new FieldNote(*field);
    return note;
}

QWidget *CreateActorDialog::makeModeRow()
{
    auto *row = new QWidget;
    setAccessibleRole(*row, QAccessible::Grouping);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space4);
    layout->addWidget(m_createNew);
    layout->addWidget(m_getOrCreate);
    layout->addStretch(1);
    return row;
}

QFormLayout *CreateActorDialog::makeForm()
{
    auto *form = new QFormLayout;
    form->setVerticalSpacing(metrics::space2);
    form->setHorizontalSpacing(metrics::space3);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const auto add = [this, form](const QString &label, QWidget *field) {
        field->setMinimumWidth(formWidth - 2 * metrics::space6);
        form->addRow(label, field);
        form->addRow(QString(), noteFor(field));
    };
    add(ActorsText::tr("&Type"), m_type);
    add(ActorsText::tr("&Key"), m_key);
    form->addRow(ActorsText::tr("If it exists"), makeModeRow());
    form->addRow(QString(), noteFor(m_getOrCreate));
    add(ActorsText::tr("&Pool"), m_pool);
    add(ActorsText::tr("&Datacenter"), m_datacenter);
    add(ActorsText::tr("On a c&rash"), m_policy);
    return form;
}

QBoxLayout *CreateActorDialog::makeTexts()
{
    auto *inputLabel = new QLabel(ActorsText::tr("&Input, as JSON"));
    inputLabel->setBuddy(m_input);
    auto *codeLabel = new QLabel(ActorsText::tr("Client code"));
    for (QLabel *label : {inputLabel, codeLabel})
        label->setFont(fonts::section());
    auto *codeHeader = new QHBoxLayout;
    codeHeader->addWidget(codeLabel);
    codeHeader->addStretch(1);
    codeHeader->addWidget(new CommandButton(m_copyCode));
    auto *layout = new QVBoxLayout;
    layout->setSpacing(metrics::space1);
    layout->addWidget(inputLabel);
    layout->addWidget(m_input, 3);
    layout->addWidget(noteFor(m_input));
    layout->addLayout(codeHeader);
    layout->addWidget(m_code, 2);
    return layout;
}

void CreateActorDialog::makeLayout()
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_create = buttons->addButton(ActorsText::tr("&Create Actor"), QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &CreateActorDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &CreateActorDialog::reject);

    auto *left = new QVBoxLayout;
    left->addLayout(makeForm());
    left->addStretch(1);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(metrics::space6);
    columns->addLayout(left, 4);
    columns->addLayout(makeTexts(), 5);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::space4, metrics::space4, metrics::space4, metrics::space4);
    layout->setSpacing(metrics::space2);
    layout->addWidget(m_message);
    layout->addLayout(columns, 1);
    layout->addWidget(m_busy);
    layout->addWidget(buttons);
}

// --- Following the fields ---

void CreateActorDialog::connectFields()
{
    connect(m_type, &QComboBox::currentTextChanged, this, &CreateActorDialog::refresh);
    connect(m_key, &KeyPartsEditor::keyChanged, this, &CreateActorDialog::refresh);
    connect(m_getOrCreate, &QRadioButton::toggled, this, &CreateActorDialog::refresh);
    connect(m_pool, &QComboBox::currentTextChanged, this, &CreateActorDialog::refresh);
    connect(m_policy, &QComboBox::currentIndexChanged, this, &CreateActorDialog::refresh);
    connect(m_input, &QPlainTextEdit::textChanged, this, [this] {
        m_input->clearError();
        refresh();
    });
    connect(m_openExisting, &QAction::triggered, this, [this] {
        emit openRequested(m_existingId);
        QDialog::accept();
    });
    connect(m_copyCode, &QAction::triggered, this, [this] {
        QApplication::clipboard()->setText(m_code->toPlainText());
        emit copied(ActorsText::tr("Client code"));
    });
}

void CreateActorDialog::loadChoices()
{
    m_manager.runnerConfigs().then(
        this, [this](const Result<std::map<QString, manager::RunnerConfigDatacenters>> &pools) {
            if (!pools || pools->empty())
                return;
            const QString typed = m_pool->currentText();
            m_pool->clear();
            for (const auto &[name, datacenters] : *pools)
                m_pool->addItem(name);
            if (m_pool->findText(typed) >= 0 || typed != defaultPool)
                m_pool->setCurrentText(typed);
        });
    m_manager.datacenters().then(this, [this](const Result<std::vector<manager::Datacenter>> &known) {
        if (!known)
            return;
        for (const manager::Datacenter &datacenter : *known)
            m_datacenter->addItem(datacenter.name, datacenter.name);
        m_datacenter->setEnabled(known->size() > 1);
    });
}

void CreateActorDialog::refresh()
{
    for (FieldNote *note : std::as_const(m_notes))
        note->setError({});
    const QStringList parts = m_key->parts();
    noteFor(m_key)->setHint(parts.isEmpty()
                                ? ActorsText::tr("Without a key, clients reach the actor by its ID only.")
                                : ActorsText::tr("A slash begins the next part; \\/ is a slash inside one."));
    noteFor(m_getOrCreate)
        ->setHint(m_getOrCreate->isChecked()
                      ? ActorsText::tr("An actor that has this key is opened as it is.")
                      : ActorsText::tr("An actor that has this key is left alone; nothing is created."));
    noteFor(m_policy)->setHint(
        policySentence(static_cast<manager::CrashPolicy>(m_policy->currentData().toInt())));
    updateCode();
    setBusy(m_isCreating);
}

void CreateActorDialog::updateCode()
{
    std::optional<QCborValue> input;
    if (const auto parsed = parseJsonText(m_input->toPlainText()))
        input = *parsed;
    const QString type = m_type->currentText().trimmed();
    const snippets::Intent intent =
        m_getOrCreate->isChecked() ? snippets::Intent::GetOrCreate : snippets::Intent::Create;
    m_code->setPlainText(
        snippets::typeScript(m_endpoint, type.isEmpty() ? u"myActor"_s : type, m_key->key(), intent, input)
            .trimmed());
}

void CreateActorDialog::setBusy(bool busy)
{
    m_isCreating = busy;
    m_busy->setBusy(busy);
    m_create->setEnabled(!busy && !m_type->currentText().trimmed().isEmpty());
    m_create->setToolTip(m_type->currentText().trimmed().isEmpty() ? ActorsText::tr("Give a type first.")
                                                                   : QString());
}

} // namespace rove::ui
