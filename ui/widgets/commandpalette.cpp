// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/commandpalette.h"

#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/announcement.h"
#include "ui/widgets/clearbutton.h"
#include "ui/widgets/palettedelegate.h"
#include "ui/widgets/palettemodel.h"
#include "ui/widgets/widgettext.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListView>
#include <QtWidgets/QVBoxLayout>

namespace rove::ui {
namespace {

constexpr int widthMax = 720;
constexpr int sideRoom = 48;
constexpr int topRoom = 44;
constexpr int listHeightMax = 440;

} // namespace

CommandPalette::CommandPalette(QWidget *window, Source source)
    : QFrame(window)
    , m_source(std::move(source))
    , m_field(new QLineEdit)
    , m_model(new PaletteModel(this))
    , m_view(new QListView)
    , m_nothing(new QLabel(WidgetText::tr("Nothing fits.")))
    , m_hint(new QLabel)
{
    hide();
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    setAccessibleName(WidgetText::tr("Go to anything"));
    m_field->addAction(icon(QLatin1StringView("search"), ColorRole::Muted), QLineEdit::LeadingPosition)
        ->setText(WidgetText::tr("What to go to"));
    addClearButton(*m_field);
    m_field->setAccessibleName(WidgetText::tr("What to go to"));
    m_field->installEventFilter(this);
    m_view->setModel(m_model);
    m_view->setItemDelegate(new PaletteDelegate(m_view));
    m_view->setFrameShape(NoFrame);
    m_view->setFocusPolicy(Qt::NoFocus);
    m_view->setMouseTracking(true);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setVerticalScrollMode(QListView::ScrollPerPixel);
    m_view->setAccessibleName(WidgetText::tr("What fits"));
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_nothing->setContentsMargins(metrics::space3, metrics::space3, metrics::space3, metrics::space3);
    m_hint->setFont(fonts::small());
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint->setContentsMargins(metrics::space3, metrics::space1, metrics::space3, metrics::space1);
    m_hint->hide();

    auto *fieldRow = new QVBoxLayout;
    fieldRow->setContentsMargins(metrics::space2, metrics::space2, metrics::space2, metrics::space1);
    fieldRow->addWidget(m_field);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addLayout(fieldRow);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_nothing);
    layout->addWidget(m_hint);
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString &text) {
        list(Current::First);
        emit typed(text);
    });
    connect(m_view, &QListView::entered, this,
            [this](const QModelIndex &index) { setCurrentRow(index.row()); });
    connect(m_view, &QListView::clicked, this, &CommandPalette::chooseCurrent);
    window->installEventFilter(this);
}

void CommandPalette::open(const QString &text)
{
    if (!isVisible())
        m_opener = QApplication::focusWidget();
    if (m_field->text() == text) {
        list(Current::First);
        emit typed(text);
    } else {
        m_field->setText(text);
    }
    show();
    place();
    raise();
    m_field->setFocus(Qt::OtherFocusReason);
    m_field->setCursorPosition(static_cast<int>(text.size()));
}

void CommandPalette::dismiss()
{
    if (!isVisible())
        return;
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    hide();
    if (hadFocus && m_opener)
        m_opener->setFocus(Qt::OtherFocusReason);
    m_opener = nullptr;
    emit dismissed();
}

void CommandPalette::refresh()
{
    list(Current::Same);
}

void CommandPalette::list(Current current)
{
    const PaletteEntry *before = m_model->entryAt(m_view->currentIndex().row());
    const QString kept = before && current == Current::Same ? before->id : QString();
    QString pattern = m_field->text();
    const QList<PaletteGroup> groups = m_source(m_field->text(), pattern);
    m_model->show(groups, pattern.trimmed());
    m_view->setVisible(m_model->entryCount() > 0);
    m_nothing->setVisible(m_model->entryCount() == 0);
    const int first = m_model->entryRow(0, 1);
    int row = first;
    for (int i = 0; i < m_model->rowCount() && !kept.isEmpty(); ++i)
        if (const PaletteEntry *entry = m_model->entryAt(i); entry && entry->id == kept)
            row = i;
    setCurrentRow(row);
    if (row == first)
        m_view->scrollToTop();
    place();
}

void CommandPalette::setHint(const QString &hint)
{
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
    place();
}

QString CommandPalette::text() const
{
    return m_field->text();
}

void CommandPalette::setText(const QString &text)
{
    m_field->setText(text);
}

void CommandPalette::setPlaceholderText(const QString &text)
{
    m_field->setPlaceholderText(text);
}

void CommandPalette::setCurrentRow(int row)
{
    m_view->setCurrentIndex(row < 0 ? QModelIndex() : m_model->index(row));
    const QString spoken = m_view->currentIndex().data(Qt::AccessibleTextRole).toString();
    // Most keys that are typed leave the same row on top.
    const bool isNew = spoken != m_field->accessibleDescription();
    m_field->setAccessibleDescription(spoken);
    if (isNew && isVisible() && !spoken.isEmpty())
        announce(*m_field, spoken);
}

void CommandPalette::moveBy(int steps)
{
    const int direction = steps < 0 ? -1 : 1;
    int row = m_view->currentIndex().row();
    for (int step = 0; step != steps; step += direction) {
        const int next = m_model->entryRow(row + direction, direction);
        if (next < 0)
            break;
        row = next;
    }
    setCurrentRow(row);
}

bool CommandPalette::handleKey(int key)
{
    constexpr int pageRows = 8;
    switch (key) {
    case Qt::Key_Down:
        moveBy(1);
        return true;
    case Qt::Key_Up:
        moveBy(-1);
        return true;
    case Qt::Key_PageDown:
        moveBy(pageRows);
        return true;
    case Qt::Key_PageUp:
        moveBy(-pageRows);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        chooseCurrent();
        return true;
    case Qt::Key_Escape:
        dismiss();
        return true;
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
        // There is one field and one list that follows it; Tab would only leave an open box behind.
        moveBy(key == Qt::Key_Tab ? 1 : -1);
        return true;
    default:
        return false;
    }
}

void CommandPalette::chooseCurrent()
{
    const PaletteEntry *entry = m_model->entryAt(m_view->currentIndex().row());
    if (!entry)
        return;
    if (!entry->disabledReason.isEmpty()) {
        setHint(entry->disabledReason);
        return;
    }
    const PaletteEntry chosenEntry = *entry;
    if (!chosenEntry.keepsOpen)
        dismiss();
    emit chosen(chosenEntry.id);
    if (chosenEntry.choose)
        chosenEntry.choose();
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::ShortcutOverride) {
        // While the box is open its keys are its own.
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape || key == Qt::Key_Tab || key == Qt::Key_Backtab)
            event->accept();
    } else if (watched == m_field && event->type() == QEvent::KeyPress) {
        const auto *press = static_cast<QKeyEvent *>(event);
        if (!(press->modifiers() & (Qt::ControlModifier | Qt::AltModifier)) && handleKey(press->key()))
            return true;
    } else if (watched == m_field && event->type() == QEvent::FocusOut) {
        const auto *focus = static_cast<QFocusEvent *>(event);
        if (focus->reason() != Qt::PopupFocusReason && focus->reason() != Qt::ActiveWindowFocusReason)
            QMetaObject::invokeMethod(
                this,
                [this] {
                    if (!isAncestorOf(QApplication::focusWidget()))
                        dismiss();
                },
                Qt::QueuedConnection);
    } else if (watched == parentWidget() && event->type() == QEvent::Resize) {
        place();
    }
    return QFrame::eventFilter(watched, event);
}

void CommandPalette::place()
{
    const QWidget *window = parentWidget();
    const int width = std::min(widthMax, window->width() - 2 * sideRoom);
    int rows = 0;
    for (int row = 0; row < m_model->rowCount() && rows < listHeightMax; ++row)
        rows += m_view->sizeHintForRow(row);
    m_view->setFixedHeight(std::clamp(rows + 2, 1, std::min(listHeightMax, window->height() - 3 * topRoom)));
    layout()->activate();
    setGeometry((window->width() - width) / 2, topRoom, width, sizeHint().height());
}

void CommandPalette::paintEvent(QPaintEvent *event)
{
    QFrame::paintEvent(event);
    QPainter painter(this);
    painter.setPen(Theme::instance().color(ColorRole::BorderStrong));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace rove::ui
