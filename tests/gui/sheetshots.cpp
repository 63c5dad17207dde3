// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/camera.h"
#include "tests/gui/cellsheet.h"
#include "ui/models/actoreventmodel.h"
#include "ui/models/actorlistmodel.h"
#include "ui/models/actormarkstore.h"
#include "ui/pages/actors/actorscells.h"
#include "ui/pages/events/eventcells.h"
#include "ui/pages/state/statediffview.h"
#include "ui/shell/statustone.h"
#include "ui/style/icons.h"
#include "ui/widgets/filterbox.h"
#include "ui/widgets/navigationlist.h"
#include "ui/widgets/palettedelegate.h"
#include "ui/widgets/palettemodel.h"
#include "ui/widgets/stackedbar.h"
#include "ui/widgets/statusbadge.h"
#include "ui/widgets/valuetreemodel.h"
#include "ui/widgets/valuetreeview.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtGui/QPainter>
#include <QtGui/QStandardItemModel>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QRadioButton>
#include <QtWidgets/QSlider>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QStyleOptionSlider>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QTreeView>

// Renders sheets of what can be compared at a glance, light, dark and with high contrast: sheetshots FOLDER.

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::test;

namespace {

using ui::ActorStatus;

constexpr std::array statuses{ActorStatus::Running,   ActorStatus::Sleeping, ActorStatus::Starting,
                              ActorStatus::Pending,   ActorStatus::Crashed,  ActorStatus::CrashLoop,
                              ActorStatus::Destroyed, ActorStatus::Unknown};

void takeStatusMatrix(const Camera &camera)
{
    CellSheet sheet(120);
    QStandardItemModel model;
    const ui::ActorStatusDelegate delegate(
        [](const QModelIndex &index) { return ui::toneOf(statuses.at(static_cast<size_t>(index.row()))); });
    for (const ActorStatus status : statuses)
        model.appendRow(new QStandardItem(ui::statusWord(status)));
    for (int row = 0; row < model.rowCount(); ++row)
        sheet.add(ui::statusName(statuses.at(static_cast<size_t>(row))), delegate, model.index(row, 0));
    sheet.show();
    camera.take(u"status-matrix"_s, sheet);
}

/// What the cells of the list of actors and of the log read.
class Cells {
public:
    Cells()
    {
        add(u"key"_s, m_key, u"tenant-7:room-general"_s);
        add(u"key, pinned"_s, m_key, u"tenant-7:room-general"_s)
            ->setData(true, ui::ActorListModel::pinnedRole);
        add(u"long key"_s, m_key, QString(200, u'x'));
        add(u"cell"_s, m_cell, u"default"_s);
        add(u"stale"_s, m_cell, u"default"_s)->setData(true, ui::roleOf(ui::TableRole::Stale));
        add(u"time"_s, m_time, {})
            ->setData(QDateTime::currentMSecsSinceEpoch() - 720'000, ui::roleOf(ui::TableRole::Value));
        add(u"no time"_s, m_time, {});
    }

    void fill(CellSheet &sheet) const
    {
        for (int row = 0; row < m_model.rowCount(); ++row)
            sheet.add(m_captions.at(row), *m_delegates.at(row), m_model.index(row, 0));
    }

private:
    QStandardItem *add(const QString &caption, const QAbstractItemDelegate &delegate, const QString &text)
    {
        auto *item = new QStandardItem(text);
        m_model.appendRow(item);
        m_captions.append(caption);
        m_delegates.append(&delegate);
        return item;
    }

    ui::ActorKeyDelegate m_key;
    ui::ActorCellDelegate m_cell{Qt::ElideRight};
    QTreeView m_view;
    ui::ActorTimeDelegate m_time{&m_view, 0};
    QStandardItemModel m_model;
    QStringList m_captions;
    QList<const QAbstractItemDelegate *> m_delegates;
};

/// The kinds of events, each with its icon, and the gap.
void addEvents(CellSheet &sheet, QStandardItemModel &model, const ui::EventCells &delegate)
{
    const auto add = [&](const QString &word, ui::EventKind kind, bool isFailure) {
        QList<QStandardItem *> row;
        for (int column = 0; column <= ui::ActorEventModel::SummaryColumn; ++column)
            row.append(new QStandardItem(word));
        for (QStandardItem *item : std::as_const(row)) {
            item->setData(static_cast<int>(kind), ui::ActorEventModel::KindRole);
            item->setData(isFailure, ui::ActorEventModel::FailureRole);
        }
        model.appendRow(row);
        sheet.add(isFailure ? u"event, failed"_s : u"event"_s, delegate,
                  model.index(model.rowCount() - 1, ui::ActorEventModel::KindColumn));
    };
    add(u"State"_s, ui::EventKind::State, false);
    add(u"Connection"_s, ui::EventKind::Connection, false);
    add(u"Queue"_s, ui::EventKind::Queue, false);
    add(u"Lifecycle"_s, ui::EventKind::Lifecycle, false);
    add(u"Action"_s, ui::EventKind::Action, false);
    add(u"Action"_s, ui::EventKind::Action, true);
    sheet.add(u"event, failed"_s, delegate,
              model.index(model.rowCount() - 1, ui::ActorEventModel::SummaryColumn));
    add(u"Gap"_s, ui::EventKind::Gap, false);
}

void takeDelegates(const Camera &camera)
{
    CellSheet sheet(170);
    const Cells cells;
    cells.fill(sheet);
    QStandardItemModel events;
    const ui::EventCells eventDelegate;
    addEvents(sheet, events, eventDelegate);
    sheet.show();
    camera.take(u"delegates"_s, sheet);
}

void takePaletteRows(const Camera &camera)
{
    CellSheet sheet(300);
    ui::PaletteModel model;
    model.show({{.title = u"Commands"_s,
                 .entries = {{.id = u"a"_s,
                              .text = u"Start Engine"_s,
                              .detail = u"Starts the engine inside this program."_s,
                              .icon = ui::icon("play-circle"_L1),
                              .keys = u"Ctrl+E"_s},
                             {.id = u"b"_s, .text = u"Start Drain"_s, .disabledReason = u"No runner"_s},
                             {.id = u"c"_s, .text = u"State"_s, .icon = ui::icon("braces"_L1)}}}},
               u"sta"_s);
    const ui::PaletteDelegate delegate;
    for (int row = 0; row < model.rowCount(); ++row)
        sheet.add(u"palette"_s, delegate, model.index(row));
    sheet.show();
    camera.take(u"palette-rows"_s, sheet);
}

/// Every kind of control with the focus that the keyboard gives.
void takeFocus(const Camera &camera)
{
    QWidget window;
    const auto combo = [&window] {
        auto *box = new QComboBox(&window);
        box->addItem(u"Development"_s);
        return box;
    };
    auto *tree = new QTreeView(&window);
    auto *rows = new QStandardItemModel(tree);
    for (const QString &text : {u"selected"_s, u"current"_s, u"plain"_s})
        rows->appendRow(new QStandardItem(text));
    rows->setHorizontalHeaderLabels({u"Rows"_s});
    tree->setModel(rows);
    tree->setRootIsDecorated(false);
    tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    tree->selectionModel()->select(rows->index(0, 0), QItemSelectionModel::Select);
    tree->selectionModel()->setCurrentIndex(rows->index(1, 0), QItemSelectionModel::NoUpdate);
    auto *tabs = new QTabBar(&window);
    tabs->addTab(u"Tree"_s);
    tabs->addTab(u"JSON"_s);
    auto *navigation = new ui::NavigationList(&window);
    navigation->setItems({{u"a"_s, u"Actors"_s, "boxes"_L1}, {u"b"_s, u"Logs"_s, "terminal"_L1}});
    navigation->setCurrentId(u"a"_s);
    navigation->setMinimumSize(140, 70);
    auto *tool = new QToolButton(&window);
    tool->setIcon(ui::icon("gear"_L1));
    tool->setFocusPolicy(Qt::StrongFocus);
    auto *primary = new QPushButton(u"Apply"_s, &window);
    primary->setDefault(true);
    const QList<std::pair<QString, QWidget *>> controls{
        {u"button"_s, new QPushButton(u"Sleep"_s, &window)},
        {u"default button"_s, primary},
        {u"tool button"_s, tool},
        {u"tick"_s, new QCheckBox(u"Read-only"_s, &window)},
        {u"choice"_s, new QRadioButton(u"Keep mine"_s, &window)},
        {u"field"_s, new QLineEdit(u"general"_s, &window)},
        {u"box"_s, combo()},
        {u"number"_s, new QSpinBox(&window)},
        {u"slider"_s, new QSlider(Qt::Horizontal, &window)},
        {u"text"_s, new QPlainTextEdit(u"{}"_s, &window)},
        {u"filter"_s, new ui::FilterBox(&window)},
        {u"tabs"_s, tabs},
        {u"current row and selection"_s, tree},
        {u"navigation"_s, navigation}};
    for (const auto &[caption, control] : controls)
        control->resize(control->sizeHint().boundedTo({190, 110}).expandedTo({60, 0}));
    window.resize(200, 120);
    window.show();
    window.activateWindow();
    Camera::expect([&window] { return window.isActiveWindow(); }, "the window");
    ContactSheet sheet(5);
    for (const auto &[caption, control] : controls) {
        // Others would show through where a control paints no background.
        for (const auto &[otherCaption, other] : controls)
            other->setVisible(other == control);
        control->move(4, 4);
        control->setFocus(Qt::TabFocusReason);
        Camera::expect([&control] { return control->hasFocus() || control->focusProxy(); }, "the focus");
        // As if somebody had come here with the Tab key.
        window.setAttribute(Qt::WA_KeyboardFocusChange);
        control->update();
        settle();
        sheet.add(caption, window.grab(QRect(QPoint(), control->size() + QSize(8, 8))).toImage());
    }
    sheet.show();
    camera.take(u"focus"_s, sheet);
}

/// A slider as it looks from left to right, from right to left and upright, in each state.
void takeSliders(const Camera &camera)
{
    struct Look {
        QString caption;
        QStyle::State state;
    };
    const QStyle::State active = QStyle::State_Enabled | QStyle::State_Active;
    const QList<Look> looks{{u"enabled"_s, active},
                            {u"hovered"_s, active | QStyle::State_MouseOver},
                            {u"pressed"_s, active | QStyle::State_MouseOver | QStyle::State_Sunken},
                            {u"focus"_s, active | QStyle::State_HasFocus | QStyle::State_KeyboardFocusChange},
                            {u"disabled"_s, QStyle::State_None}};
    ContactSheet sheet(static_cast<int>(looks.size()));
    const auto add = [&](Qt::Orientation orientation, bool isUpsideDown, const QString &kind) {
        const QSlider slider(orientation);
        for (const Look &look : looks) {
            const bool isUpright = orientation == Qt::Vertical;
            QImage picture(isUpright ? QSize(slider.sizeHint().width() + 8, 92)
                                     : QSize(140, slider.sizeHint().height() + 8),
                           QImage::Format_RGB32);
            picture.fill(QGuiApplication::palette().color(QPalette::Window));
            QStyleOptionSlider option;
            option.rect = picture.rect();
            option.palette = QGuiApplication::palette();
            option.orientation = orientation;
            option.state = look.state | (isUpright ? QStyle::State_None : QStyle::State_Horizontal);
            option.subControls = QStyle::SC_SliderGroove | QStyle::SC_SliderHandle;
            option.activeSubControls = QStyle::SC_SliderHandle;
            option.maximum = 10;
            option.sliderPosition = option.sliderValue = 3;
            option.upsideDown = isUpsideDown;
            QPainter painter(&picture);
            slider.style()->drawComplexControl(QStyle::CC_Slider, &option, &painter, &slider);
            painter.end();
            sheet.add(kind % u", "_s % look.caption, picture);
        }
    };
    add(Qt::Horizontal, false, u"to the right"_s);
    add(Qt::Horizontal, true, u"to the left"_s);
    add(Qt::Vertical, true, u"upright"_s);
    sheet.show();
    camera.take(u"sliders"_s, sheet);
}

void takeDiff(const Camera &camera)
{
    const QCborMap before{{u"title"_s, u"general"_s},
                          {u"topic"_s, u"Rooms"_s},
                          {u"gone"_s, QCborMap{{u"a"_s, 1}}},
                          {u"count"_s, 4},
                          {u"flag"_s, u"true"_s},
                          {u"list"_s, QCborArray{u"one"_s, u"two"_s, u"four"_s, u"five"_s}},
                          {u"nested"_s, QCborMap{{u"deep"_s, QCborMap{{u"x"_s, 1}, {u"y"_s, 2}}}}},
                          {u"same"_s, QCborArray{1, 2, 3}}};
    QCborMap after = before;
    after.remove(u"gone"_s);
    after.insert(u"topic"_s, u"Durable rooms"_s);
    after.insert(u"added"_s, QCborArray{nullptr, 2.5});
    after.insert(u"count"_s, u"4"_s);
    after.insert(u"flag"_s, true);
    after.insert(u"list"_s, QCborArray{u"one"_s, u"two"_s, u"three"_s, u"four"_s, u"five"_s});
    after.insert(u"nested"_s, QCborMap{{u"deep"_s, QCborMap{{u"x"_s, 1}, {u"y"_s, 3}}}});
    ui::StateDiffView view;
    view.setChoices({{.id = u"base"_s, .text = u"Base"_s}, {.id = u"live"_s, .text = u"Live"_s}});
    view.choose(u"base"_s, u"live"_s);
    view.resize(760, 420);
    view.setVisible(true);
    view.compare(before, after);
    Camera::expect([&view] { return !view.isComparing(); }, "the comparison");
    camera.take(u"diff-cases"_s, view);
}

/// Marks of every kind in a tree: with high contrast only signs and words tell them.
void takeMarks(const Camera &camera)
{
    using Kind = ui::ValueMark::Kind;
    ui::ValueTreeView view;
    auto *model = new ui::ValueTreeModel(&view);
    model->setRootName(u"state"_s);
    view.setModel(model);
    model->setValue(QCborMap{{u"edited"_s, u"new"_s},
                             {u"added"_s, true},
                             {u"conflict"_s, 4.5},
                             {u"changed"_s, 7},
                             {u"plain"_s, nullptr}});
    const QDateTime now = QDateTime::currentDateTimeUtc();
    model->setMarks({{{u"edited"_s}, {Kind::Edited, QCborValue(u"old"_s), {}, {}}},
                     {{u"added"_s}, {Kind::Added, {}, {}, now.addMSecs(-400)}},
                     {{u"conflict"_s}, {Kind::Conflict, QCborValue(2.5), QCborValue(3.5), {}}},
                     {{u"changed"_s}, {Kind::Changed, QCborValue(6), {}, now.addSecs(-3)}},
                     {{u"removed"_s}, {Kind::Removed, QCborValue(12), {}, now.addSecs(-720)}}});
    view.setCurrentPath({u"changed"_s});
    view.header()->resizeSection(0, 160);
    view.header()->resizeSection(1, 300);
    view.resize(680, 220);
    view.show();
    camera.take(u"marks"_s, view);
}

void takeStackedBar(const Camera &camera)
{
    QWidget page;
    auto *layout = new QVBoxLayout(&page);
    const auto add = [&](std::initializer_list<qint64> counts) {
        auto *bar = new ui::StackedBar(&page);
        QList<ui::BarPart> parts;
        size_t status = 0;
        for (const qint64 count : counts) {
            parts.append({.tone = ui::toneOf(statuses.at(status)),
                          .word = ui::statusWord(statuses.at(status)),
                          .count = count});
            ++status;
        }
        bar->setParts(parts);
        layout->addWidget(bar);
    };
    add({});
    add({1});
    add({12, 30, 1, 2, 4, 1});
    add({100'000, 1, 1, 1, 1, 1, 1});
    page.resize(520, 240);
    page.show();
    camera.take(u"stacked-bar"_s, page);
}

void takeAll(const Camera &camera)
{
    takeStatusMatrix(camera);
    takeDelegates(camera);
    takePaletteRows(camera);
    takeFocus(camera);
    takeSliders(camera);
    takeDiff(camera);
    takeMarks(camera);
    takeStackedBar(camera);
}

} // namespace

int main(int argc, char **argv)
{
    return takePictures(argc, argv,
                        {.takeAll = [](const Camera &camera, const GuiRig &) { takeAll(camera); },
                         .themes = {u"light"_s, u"dark"_s, u"contrast"_s},
                         .hasLanguages = false});
}
