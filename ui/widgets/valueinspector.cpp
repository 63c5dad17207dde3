// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/valueinspector.h"

#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/accessiblerole.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/valueform.h"
#include "ui/widgets/valuesize.h"
#include "ui/widgets/valuetreemodel.h"
#include "ui/widgets/valuetreeview.h"
#include "ui/widgets/valueversions.h"
#include "ui/widgets/widgettext.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>

namespace rove::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr int widthMin = 240;

/// JavaScript has one number type, so int and float are one choice.
ValueKind offeredKind(const QCborValue &value)
{
    const ValueKind kind = kindOf(value);
    return kind == ValueKind::Float ? ValueKind::Integer : kind;
}

} // namespace

ValueInspector::ValueInspector(QWidget *parent)
    : QWidget(parent)
    , m_nothing(new EmptyState(this))
    , m_content(new QWidget(this))
    , m_pathLabel(new ElidedLabel({}, m_content))
    , m_copyPath(new QToolButton(m_content))
    , m_type(new QComboBox(m_content))
    , m_size(new ElidedLabel({}, m_content))
    , m_message(new MessageBar(m_content))
    , m_form(new ValueForm(m_content))
    , m_buttons(new QWidget(m_content))
    , m_revert(new QPushButton(WidgetText::tr("Revert"), m_buttons))
    , m_apply(new QPushButton(WidgetText::tr("Apply"), m_buttons))
    , m_versions(new ValueVersions(m_content))
{
    setAccessibleRole(*this, QAccessible::Grouping);
    setAccessibleName(WidgetText::tr("Value inspector"));
    setMinimumWidth(widthMin);
    m_nothing->setContent("braces"_L1, WidgetText::tr("No value selected"),
                          WidgetText::tr("Select a value to see it in full."));
    m_pathLabel->setFont(fonts::code());
    m_pathLabel->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_pathLabel->setAccessibleName(WidgetText::tr("Path of the value"));
    m_type->setAccessibleName(WidgetText::tr("Type of the value"));
    layOut();
    fillTypes();

    connect(m_type, &QComboBox::activated, this, &ValueInspector::changeType);
    connect(m_form, &ValueForm::edited, this, [this] {
        m_message->clear();
        updateButtons();
    });
    connect(m_form, &ValueForm::accepted, this, &ValueInspector::apply);
    connect(m_form, &ValueForm::copied, this, &ValueInspector::copied);
    connect(m_versions, &ValueVersions::chosen, this, [this](const QCborValue &value) {
        m_form->setValue(m_value); // What was typed gives way to what was taken.
        emit edited(m_path, value);
    });
    connect(m_apply, &QPushButton::clicked, this, &ValueInspector::apply);
    connect(m_revert, &QPushButton::clicked, this, &ValueInspector::revert);
    m_apply->setToolTip(WidgetText::tr("Takes over what was typed (Ctrl+Enter)"));
    m_revert->setToolTip(WidgetText::tr("Drops what was typed (Esc)"));
    clear();
}

void ValueInspector::layOut()
{
    m_copyPath->setAutoRaise(true);
    m_copyPath->setIcon(icon("clipboard"_L1, ColorRole::Muted));
    m_copyPath->setToolTip(WidgetText::tr("Copy the path"));
    m_copyPath->setAccessibleName(WidgetText::tr("Copy the path"));
    connect(m_copyPath, &QToolButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_pathText);
        emit copied(WidgetText::tr("Path copied"));
    });
    auto *head = new QHBoxLayout;
    head->addWidget(m_pathLabel, 1);
    head->addWidget(m_copyPath);
    auto *kind = new QHBoxLayout;
    auto *typeLabel = new QLabel(WidgetText::tr("&Type"), m_content);
    typeLabel->setBuddy(m_type);
    kind->addWidget(typeLabel);
    kind->addWidget(m_type);
    kind->addWidget(m_size, 1);
    m_size->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto *buttons = new QHBoxLayout(m_buttons);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->addStretch(1);
    buttons->addWidget(m_revert);
    buttons->addWidget(m_apply);
    m_apply->setAutoDefault(false);
    m_revert->setAutoDefault(false);

    auto *content = new QVBoxLayout(m_content);
    content->setContentsMargins(metrics::panePadding, metrics::space1, metrics::panePadding,
                                metrics::panePadding);
    content->setSpacing(metrics::space2);
    content->addLayout(head);
    content->addLayout(kind);
    content->addWidget(m_message);
    content->addWidget(m_form, 1);
    content->addWidget(m_buttons);
    content->addWidget(m_versions);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_nothing);
    layout->addWidget(m_content);
}

void ValueInspector::fillTypes()
{
    for (const ValueKind kind : {ValueKind::String, ValueKind::Integer, ValueKind::BigInt, ValueKind::Bool,
                                 ValueKind::Null, ValueKind::Undefined, ValueKind::Date, ValueKind::Bytes,
                                 ValueKind::Object, ValueKind::Array, ValueKind::Map, ValueKind::Set})
        m_type->addItem(kind == ValueKind::Integer ? u"number"_s : kindName(kind), int(kind));
}

// --- What is shown ---

void ValueInspector::setValue(const ValuePath &path, const QString &pathText, const QCborValue &value)
{
    const bool isOther = !m_hasValue || path != m_path;
    if (isOther && m_hasValue && isDirty())
        apply();
    m_hasValue = true;
    m_path = path;
    m_pathText = pathText;
    // Comparing large values takes long, and of those only the size is shown.
    const bool isLarge = countValues(value, ValueForm::valueCountMax) > ValueForm::valueCountMax;
    const bool isNews = isOther || isLarge || !isIdenticalValue(value, m_value);
    m_value = value;
    if (isOther)
        m_message->clear();
    if (isNews && (isOther || !isDirty()))
        m_form->setValue(value);
    updateHead();
    updateButtons();
}

void ValueInspector::setVersions(const std::optional<QCborValue> &base, const std::optional<QCborValue> &live)
{
    m_versions->setVersions(base, m_value, live);
}

void ValueInspector::clear()
{
    m_hasValue = false;
    m_path = {};
    m_pathText.clear();
    m_value = {};
    m_form->setValue({});
    m_versions->setVersions({}, {}, {});
    m_message->clear();
    updateHead();
    updateButtons();
}

void ValueInspector::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    m_form->setReadOnly(readOnly);
    m_versions->setReadOnly(readOnly);
    updateHead();
    updateButtons();
}

void ValueInspector::updateHead()
{
    m_nothing->setVisible(!m_hasValue);
    m_content->setVisible(m_hasValue);
    m_pathLabel->setText(m_pathText);
    m_size->setText(sizeText(m_value));
    const ValueKind kind = offeredKind(m_value);
    m_type->setCurrentIndex(m_type->findData(int(kind)));
    m_type->setPlaceholderText(kindName(kind));
    m_type->setEnabled(!m_readOnly);
    if (m_hasValue && !m_form->isComplete() && !isDirty())
        m_message->showMessage(MessageBar::Severity::Information,
                               WidgetText::tr("Too large to edit here. Copy it, or edit it in parts."));
}

void ValueInspector::updateButtons()
{
    m_buttons->setVisible(m_hasValue && !m_readOnly && isDirty());
}

bool ValueInspector::isDirty() const
{
    return m_form->isDirty();
}

// --- Following a tree ---

void ValueInspector::follow(ValueTreeView *view)
{
    if (m_view) {
        m_view->disconnect(this);
        m_view->selectionModel()->disconnect(this);
        m_view->valueModel()->disconnect(this);
        disconnect(m_view->valueModel());
    }
    m_view = view;
    if (!view)
        return;
    ValueTreeModel *model = view->valueModel();
    connect(view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ValueInspector::showCurrentRow);
    connect(model, &ValueTreeModel::valueChanged, this, &ValueInspector::showCurrentRow);
    connect(model, &ValueTreeModel::dataChanged, this,
            [this](const QModelIndex &first, const QModelIndex &last) {
                const QModelIndex current = m_view->currentIndex();
                const bool isIt = current.parent() == first.parent() && current.row() >= first.row() &&
                                  current.row() <= last.row();
                // Ages count in a column of their own and are no news here.
                if (isIt && first.column() == ValueTreeModel::PathColumn)
                    showCurrentRow();
            });
    connect(model, &QAbstractItemModel::modelReset, this, &ValueInspector::showCurrentRow);
    connect(this, &ValueInspector::edited, model, [this](const ValuePath &path, const QCborValue &value) {
        ValueTreeModel *target = m_view ? m_view->valueModel() : nullptr;
        if (!target)
            return;
        if (const QModelIndex index = target->indexOf(path); index.isValid())
            target->setData(index.siblingAtColumn(ValueTreeModel::ValueColumn), QVariant::fromValue(value),
                            Qt::EditRole);
    });
    showCurrentRow();
}

void ValueInspector::showCurrentRow()
{
    const QModelIndex index = m_view ? m_view->currentIndex().siblingAtColumn(0) : QModelIndex();
    if (!index.isValid()) {
        clear();
        return;
    }
    const ValueTreeModel *model = m_view->valueModel();
    const bool isFixed = !model->isEditable() || model->isRemovedRow(index);
    if (isFixed != m_readOnly)
        setReadOnly(isFixed);
    setValue(model->pathOf(index), model->pathText(index), model->valueOf(index));
    const auto mark = index.data(ValueTreeModel::MarkRole).value<ValueMark>();
    setVersions(mark.oldValue, mark.liveValue);
}

// --- Editing ---

bool ValueInspector::apply()
{
    if (!m_hasValue || m_readOnly || !isDirty())
        return true;
    const auto value = m_form->value();
    if (!value) {
        m_message->showMessage(MessageBar::Severity::Error, value.error());
        m_form->goToError();
        return false;
    }
    // Clean before anybody answers: the answer may be another value.
    const QCborValue before = m_value;
    m_form->setValue(*value);
    updateButtons();
    if (!isIdenticalValue(*value, before)) {
        m_value = *value;
        emit edited(m_path, *value);
    }
    return true;
}

void ValueInspector::revert()
{
    m_message->clear();
    m_form->setValue(m_value);
    updateHead();
    updateButtons();
}

void ValueInspector::changeType(int row)
{
    const auto kind = ValueKind(m_type->itemData(row).toInt());
    if (kind == offeredKind(m_value))
        return;
    const QCborValue value = convertedTo(m_form->value().value_or(m_value), kind);
    m_message->clear();
    m_form->setValue(value);
    emit edited(m_path, value);
}

void ValueInspector::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && event->modifiers().testFlag(Qt::ControlModifier))
        apply();
    else if (event->key() == Qt::Key_Escape && isDirty())
        revert();
    else
        QWidget::keyPressEvent(event);
}

} // namespace rove::ui
