// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/actors/keypartseditor.h"

#include "protocol/base/key.h"
#include "ui/pages/actors/actorstext.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/accessiblerole.h"

#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QToolButton>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

/// How many parts are seen without scrolling.
constexpr int shownPartCount = 4;

} // namespace

KeyPartsEditor::KeyPartsEditor(QWidget *parent)
    : QWidget(parent)
    , m_text(new QLineEdit)
    , m_parts(new QWidget)
    , m_list(new QListWidget)
    , m_add(makeButton("plus-lg"_L1, ActorsText::tr("Add a part")))
    , m_remove(makeButton("dash-lg"_L1, ActorsText::tr("Remove the part")))
    , m_up(makeButton("arrow-up"_L1, ActorsText::tr("Move the part up")))
    , m_down(makeButton("arrow-down"_L1, ActorsText::tr("Move the part down")))
{
    setAccessibleRole(*this, QAccessible::Grouping);
    m_text->setPlaceholderText(ActorsText::tr("none"));
    m_text->setAccessibleName(ActorsText::tr("Key"));
    m_list->setAccessibleName(ActorsText::tr("Parts of the key"));
    m_list->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                            QAbstractItemView::AnyKeyPressed);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setFixedHeight(shownPartCount * (m_list->fontMetrics().height() + metrics::space2) +
                           metrics::space1);
    auto *buttons = new QGridLayout;
    buttons->setSpacing(metrics::space1);
    buttons->setContentsMargins({});
    buttons->addWidget(m_up, 0, 0);
    buttons->addWidget(m_down, 1, 0);
    buttons->addWidget(m_remove, 2, 0);
    buttons->setRowStretch(3, 1);
    auto *partsLayout = new QHBoxLayout(m_parts);
    partsLayout->setContentsMargins({});
    partsLayout->setSpacing(metrics::space1);
    partsLayout->addWidget(m_list, 1);
    partsLayout->addLayout(buttons);
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space1);
    layout->addWidget(m_text, 0, 0);
    layout->addWidget(m_add, 0, 1);
    layout->addWidget(m_parts, 1, 0, 1, 2);
    setFocusProxy(m_text);
    const QList<QWidget *> order{m_text, m_add, m_list, m_up, m_down, m_remove};
    for (qsizetype i = 0; i + 1 < order.size(); ++i)
        setTabOrder(order[i], order[i + 1]);

    connect(m_text, &QLineEdit::textChanged, this, [this] {
        if (!m_isUpdating)
            showParts();
        emit keyChanged();
    });
    connect(m_list, &QListWidget::itemChanged, this, &KeyPartsEditor::takeParts);
    connect(m_list, &QListWidget::currentRowChanged, this, &KeyPartsEditor::updateButtons);
    connect(m_add, &QToolButton::clicked, this, &KeyPartsEditor::addPart);
    connect(m_remove, &QToolButton::clicked, this, &KeyPartsEditor::removePart);
    connect(m_up, &QToolButton::clicked, this, [this] { movePart(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { movePart(1); });
    updateButtons();
}

QToolButton *KeyPartsEditor::makeButton(QLatin1StringView iconName, const QString &text)
{
    auto *button = new QToolButton(this);
    button->setIcon(icon(iconName));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setToolTip(text);
    button->setAccessibleName(text);
    return button;
}

std::optional<QString> KeyPartsEditor::key() const
{
    if (m_text->text().isEmpty())
        return std::nullopt;
    return serializeKey(parseKey(m_text->text()));
}

void KeyPartsEditor::setKey(const std::optional<QString> &key)
{
    m_text->setText(key.value_or(QString()));
}

QStringList KeyPartsEditor::parts() const
{
    return m_text->text().isEmpty() ? QStringList() : parseKey(m_text->text());
}

void KeyPartsEditor::showParts()
{
    const int current = m_list->currentRow();
    m_isUpdating = true;
    m_list->clear();
    for (const QString &part : parts()) {
        auto *item = new QListWidgetItem(part, m_list);
        item->setFlags(item->flags() | Qt::ItemIsEditable);
    }
    m_isUpdating = false;
    m_list->setCurrentRow(qMin(current, m_list->count() - 1));
    updateButtons();
}

void KeyPartsEditor::takeParts()
{
    if (m_isUpdating)
        return;
    QStringList parts;
    for (int row = 0; row < m_list->count(); ++row)
        parts.append(m_list->item(row)->text());
    m_isUpdating = true;
    m_text->setText(parts.isEmpty() ? QString() : serializeKey(parts));
    m_isUpdating = false;
    updateButtons();
}

void KeyPartsEditor::addPart()
{
    const int row = m_list->currentRow() < 0 ? m_list->count() : m_list->currentRow() + 1;
    m_isUpdating = true;
    auto *item = new QListWidgetItem;
    item->setFlags(item->flags() | Qt::ItemIsEditable);
    m_list->insertItem(row, item);
    m_isUpdating = false;
    m_list->setCurrentRow(row);
    takeParts();
    if (m_list->isVisible())
        m_list->editItem(item);
    else
        m_text->setFocus();
}

void KeyPartsEditor::removePart()
{
    if (m_list->currentRow() < 0)
        return;
    delete m_list->takeItem(m_list->currentRow());
    takeParts();
}

void KeyPartsEditor::movePart(int direction)
{
    const int row = m_list->currentRow();
    const int target = row + direction;
    if (row < 0 || target < 0 || target >= m_list->count())
        return;
    m_list->insertItem(target, m_list->takeItem(row));
    m_list->setCurrentRow(target);
    takeParts();
}

void KeyPartsEditor::updateButtons()
{
    const int row = m_list->currentRow();
    // One part is what the text says already.
    m_parts->setVisible(m_list->count() > 1);
    m_remove->setEnabled(row >= 0);
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row < m_list->count() - 1);
}

} // namespace rove::ui
