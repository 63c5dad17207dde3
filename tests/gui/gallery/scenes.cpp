// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/gallery/scenes.h"

#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/style/tone.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/codeeditor.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/filterbox.h"
#include "ui/widgets/jsontext.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/navigationlist.h"
#include "ui/widgets/relativetime.h"
#include "ui/widgets/statusbadge.h"
#include "ui/widgets/valuedialog.h"
#include "ui/widgets/valueeditor.h"
#include "ui/widgets/valuetreemodel.h"
#include "ui/widgets/valuetreeview.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QTimeZone>
#include <QtGui/QAction>
#include <QtGui/QPainter>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QRadioButton>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QToolButton>

namespace rove::ui::gallery {
namespace {

using namespace Qt::StringLiterals;

QCborMap sampleState()
{
    QCborArray messages;
    for (int i = 0; i < 128; ++i)
        messages.append(QCborMap{{u"from"_s, u"ada"_s},
                                 {u"text"_s, u"hello again"_s},
                                 {u"at"_s, 1795331386571.0},
                                 {u"read"_s, i % 2 == 0}});
    const QByteArray picture =
        QByteArray::fromHex("89504e470d0a1a0a0000000d49484452") + QByteArray(2032, 'x');
    return {
        {u"title"_s, u"general"_s},
        {u"topic"_s, u"Rooms"_s},
        {u"messages"_s, messages},
        {u"limits"_s,
         QCborMap{{u"maxMessages"_s, 500}, {u"rate"_s, 4.5}, {u"locked"_s, false}, {u"banner"_s, nullptr}}},
        {u"total"_s, QCborValue(QCborTag(2), QByteArray::fromHex("0de0b6b3a7640000"))},
        {u"ratio"_s, qQNaN()},
        {u"notes"_s, u"first line\nsecond\tline"_s},
        {u"started"_s, QCborValue(QDateTime::fromMSecsSinceEpoch(1795331386571, QTimeZone::UTC))},
        {u"seen"_s, QCborValue(QCborTag(258), QCborArray{u"ada"_s, u"bob"_s})},
        {u"draft"_s, QCborValue(QCborValue::Undefined)},
        {u"avatar"_s, QCborValue(picture)}};
}

ValueMarks sampleMarks()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    using Kind = ValueMark::Kind;
    ValueMarks marks;
    marks.insert({u"topic"_s}, {Kind::Edited, QCborValue(u"Durable chat"_s), {}, {}});
    marks.insert({u"messages"_s, 127}, {Kind::Added, {}, {}, now.addMSecs(-400)});
    marks.insert({u"limits"_s, u"rate"_s}, {Kind::Conflict, QCborValue(2.5), QCborValue(3.5), {}});
    marks.insert({u"limits"_s, u"locked"_s}, {Kind::Changed, QCborValue(true), {}, now.addSecs(-3)});
    marks.insert({u"limits"_s, u"burst"_s}, {Kind::Removed, QCborValue(12), {}, now.addSecs(-720)});
    return marks;
}

std::unique_ptr<QWidget> makeEditorScene()
{
    auto page = std::make_unique<QWidget>();
    auto *layout = new QFormLayout(page.get());
    const QList<QCborValue> values{u"general"_s,
                                   42,
                                   false,
                                   nullptr,
                                   QCborValue(QDateTime::fromMSecsSinceEpoch(1795331386571, QTimeZone::UTC)),
                                   QCborValue(QByteArray::fromHex("89504e47"))};
    for (const QCborValue &value : values) {
        auto *editor = new ValueEditor(page.get());
        editor->setValue(value);
        editor->setFixedHeight(26);
        layout->addRow(kindName(kindOf(value)), editor);
    }
    auto *wrong = new ValueEditor(page.get());
    wrong->setValue(42);
    wrong->setFixedHeight(26);
    wrong->findChild<QLineEdit *>()->setText(u"4x2"_s);
    emit wrong->findChild<QLineEdit *>()->textEdited(u"4x2"_s);
    layout->addRow(u"wrong"_s, wrong);
    return page;
}

std::unique_ptr<QWidget> makeCodeScene()
{
    auto page = std::make_unique<QWidget>();
    auto *layout = new QVBoxLayout(page.get());
    auto *json = new CodeEditor(CodeEditor::Language::Json, page.get());
    json->setPlainText(
        toJsonText(QCborMap{{u"title"_s, u"general"_s},
                            {u"limit"_s, 500},
                            {u"open"_s, true},
                            {u"owner"_s, nullptr},
                            {u"total"_s, QCborValue(QCborTag(2), QByteArray::fromHex("0de0b6b3a7640000"))},
                            {u"tags"_s, QCborArray{u"a\nb"_s, 2.5, -3}}}));
    json->setError(3, 12, u"A comma is missing here."_s);
    auto *script = new CodeEditor(CodeEditor::Language::JavaScript, page.get());
    script->setPlainText(
        u"// The room that everyone is in.\nconst room = actor(\"chatRoom\", [\"general\"]);\n"
        "for (const user of [1, 2, 3]) {\n  await room.send(`user ${user}`, \"hi\");\n}\n"_s);
    QTextCursor cursor = script->textCursor();
    cursor.setPosition(int(script->toPlainText().indexOf(u'{')));
    script->setTextCursor(cursor);
    auto *sql = new CodeEditor(CodeEditor::Language::Sql, page.get());
    sql->setPlainText(
        u"SELECT name, count(*) AS n FROM messages\nWHERE sent_at > 1795331386571 AND \"from\" = 'ada'\n"
        "GROUP BY name;"_s);
    layout->addWidget(json, 3);
    layout->addWidget(script, 2);
    layout->addWidget(sql, 1);
    return page;
}

std::unique_ptr<QWidget> makeMessageScene()
{
    auto page = std::make_unique<QWidget>();
    auto *layout = new QVBoxLayout(page.get());
    auto *retry = new QAction(u"Retry"_s, page.get());
    auto *copy = new QAction(u"Copy Details"_s, page.get());
    auto *information = new MessageBar(page.get());
    information->showMessage(MessageBar::Severity::Information,
                             u"This actor sleeps. What you see was read 12 minutes ago."_s,
                             {new QAction(u"Wake"_s, page.get())});
    auto *warning = new MessageBar(page.get());
    warning->showMessage(MessageBar::Severity::Warning, u"2 local edits are in conflict with the actor."_s);
    auto *error = new MessageBar(page.get());
    for (int i = 0; i < 3; ++i)
        error->showMessage(MessageBar::Severity::Error,
                           u"The state could not be written to chatRoom/general."_s, {retry, copy});
    error->setDetails(u"actor.internal_error: An internal error occurred · 07:09:53.118 UTC"_s);
    auto *empty = new EmptyState(page.get());
    empty->setContent("funnel"_L1, u"No actors match"_s,
                      u"None of the 4 218 actors in default matches status:crashed key~tenant."_s);
    empty->setCommand(new QAction(u"Clear Filter"_s, page.get()));
    auto *busy = new BusyBar(page.get());
    busy->setBusy(true);
    auto *balanced = new MessageBar(page.get());
    balanced->showMessage(
        MessageBar::Severity::Warning,
        u"The actor has changed five of the values that you are editing, and two of them are in "
        "conflict with what you have typed since then, so look at them before you apply."_s);
    layout->addWidget(information);
    layout->addWidget(balanced);
    layout->addWidget(warning);
    layout->addWidget(error);
    layout->addWidget(busy);
    layout->addWidget(empty, 1);
    return page;
}

QGridLayout *makeButtons(QWidget *page)
{
    auto *grid = new QGridLayout;
    auto *plain = new QPushButton(icon("moon"_L1), u"Sleep"_s, page);
    auto *primary = new QPushButton(u"Apply"_s, page);
    primary->setDefault(true);
    auto *off = new QPushButton(icon("trash3"_L1), u"Destroy…"_s, page);
    off->setEnabled(false);
    auto *flat = new QPushButton(u"Flat"_s, page);
    flat->setFlat(true);
    auto *tool = new QToolButton(page);
    tool->setIcon(icon("gear"_L1));
    tool->setAccessibleName(u"Settings"_s);
    auto *checked = new QToolButton(page);
    checked->setAutoRaise(true);
    checked->setCheckable(true);
    checked->setChecked(true);
    checked->setIcon(icon("pause-fill"_L1));
    checked->setAccessibleName(u"Pause"_s);
    auto *withMenu = new QToolButton(page);
    withMenu->setText(u"Depth 2"_s);
    withMenu->setPopupMode(QToolButton::MenuButtonPopup);
    withMenu->setMenu(new QMenu(withMenu));
    const QList<QWidget *> row{plain, primary, off, flat, tool, checked, withMenu};
    for (int i = 0; i < row.size(); ++i)
        grid->addWidget(row[i], 0, i);
    return grid;
}

QFormLayout *makeForm(QWidget *page)
{
    auto *form = new QFormLayout;
    auto *edit = new QLineEdit(u"https://api.rivet.dev"_s, page);
    auto *hollow = new QLineEdit(page);
    hollow->setPlaceholderText(u"default"_s);
    auto *disabled = new QLineEdit(u"read only"_s, page);
    disabled->setEnabled(false);
    auto *combo = new QComboBox(page);
    combo->addItems({u"Development"_s, u"Staging"_s, u"Production"_s});
    auto *check = new QCheckBox(u"Read-only"_s, page);
    check->setChecked(true);
    auto *verify = new QCheckBox(u"Verify TLS"_s, page);
    auto *partly = new QCheckBox(u"Partly"_s, page);
    partly->setCheckState(Qt::PartiallyChecked);
    auto *radio = new QRadioButton(u"Keep mine"_s, page);
    radio->setChecked(true);
    auto *marks = new QHBoxLayout;
    for (QWidget *mark : std::initializer_list<QWidget *>{check, verify, partly, radio,
                                                          new QRadioButton(u"Take live"_s, page)})
        marks->addWidget(mark);
    marks->addStretch();
    form->addRow(u"&Endpoint"_s, edit);
    form->addRow(u"&Namespace"_s, hollow);
    form->addRow(u"&Token"_s, disabled);
    form->addRow(u"En&vironment"_s, combo);
    form->addRow(u"Options"_s, marks);
    return form;
}

std::unique_ptr<QWidget> makeControlScene()
{
    auto page = std::make_unique<QWidget>();
    auto *layout = new QVBoxLayout(page.get());
    layout->addLayout(makeButtons(page.get()));
    layout->addLayout(makeForm(page.get()));
    auto *tabs = new QTabWidget(page.get());
    tabs->setDocumentMode(true);
    tabs->setAccessibleName(u"Ways to look at it"_s);
    auto *first = new QWidget(tabs);
    auto *inner = new QVBoxLayout(first);
    auto *progress = new QProgressBar(first);
    progress->setValue(62);
    auto *filter = new FilterBox(first);
    filter->setText(u"state:broken("_s);
    filter->setError(u"There is no field state"_s);
    auto *label =
        new ElidedLabel(u"lzs11hmdql8i11v3pgon12sviqbl00 in namespace default of the local engine"_s, first);
    label->setFixedWidth(260);
    inner->addWidget(progress);
    inner->addWidget(filter);
    inner->addWidget(label);
    inner->addStretch();
    tabs->addTab(first, u"Tree"_s);
    tabs->addTab(new QWidget(tabs), u"JSON"_s);
    tabs->addTab(new QWidget(tabs), u"Diff"_s);
    layout->addWidget(tabs, 1);
    layout->addWidget(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, page.get()));
    return page;
}

std::unique_ptr<QWidget> makeStatusScene()
{
    auto page = std::make_unique<QWidget>();
    auto *grid = new QGridLayout(page.get());
    const QList<std::pair<Tone, QString>> states{
        {tone::running, u"Running"_s},      {tone::sleeping, u"Sleeping"_s},
        {tone::starting, u"Starting"_s},    {tone::pending, u"Pending"_s},
        {tone::crashed, u"Crashed"_s},      {tone::backoff, u"Retry in 12 s"_s},
        {tone::ready, u"Ready"_s},          {tone::draining, u"Draining"_s},
        {tone::destroyed, u"Destroyed"_s},  {tone::unknown, u"Unknown"_s},
        {tone::warning, u"Drain overdue"_s}};
    for (int i = 0; i < states.size(); ++i) {
        for (int column = 0; column < 3; ++column) {
            auto *badge = new StatusBadge(column == 1 ? StatusBadge::Size::Large : StatusBadge::Size::Normal,
                                          page.get());
            badge->setStatus(states[i].first, states[i].second);
            badge->setEnabled(column != 2);
            grid->addWidget(badge, i, column);
        }
    }
    auto *narrow = new NavigationList(page.get());
    narrow->setItems({{u"a"_s, u"Actors"_s, "boxes"_L1},
                      {u"b"_s, u"Network"_s, "broadcast"_L1},
                      {u"c"_s, u"Logs"_s, "terminal"_L1}});
    narrow->setCollapsed(true);
    narrow->setCurrentId(u"a"_s);
    grid->addWidget(narrow, 0, 3, int(states.size()), 1);
    return page;
}

/// Every icon at four sizes.
class IconSheet : public QWidget {
protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        int x = metrics::space2;
        int y = metrics::space2;
        for (const QString &name : iconNames()) {
            const QByteArray latin = name.toLatin1();
            for (const int side : {16, 20, 24, 32}) {
                icon(QLatin1StringView(latin), ColorRole::Accent).paint(&painter, x, y, side, side);
                x += side + metrics::space1;
            }
            x += metrics::space3;
            if (x > width() - 120) {
                x = metrics::space2;
                y += 40;
            }
        }
        x = metrics::space2;
        y += 40;
        for (const int side : {16, 24, 32, 64, 128}) {
            applicationIcon().paint(&painter, x, y, side, side);
            x += side + metrics::space2;
        }
    }
};

std::unique_ptr<QWidget> makeMenu()
{
    auto menu = std::make_unique<QMenu>();
    menu->addAction(icon("pencil"_L1), u"Edit"_s)->setShortcut(Qt::Key_F2);
    menu->addMenu(u"Change Type"_s)->addAction(u"number"_s);
    menu->addSeparator();
    QAction *checked = menu->addAction(u"Expand on Open"_s);
    checked->setCheckable(true);
    checked->setChecked(true);
    menu->addAction(icon("clipboard"_L1), u"Copy Value"_s)->setShortcut(QKeySequence::Copy);
    menu->addAction(icon("trash3"_L1), u"Delete"_s)->setEnabled(false);
    menu->setActiveAction(menu->actions().constFirst());
    return menu;
}

} // namespace

std::unique_ptr<QWidget> makeValueTree()
{
    auto view = std::make_unique<ValueTreeView>();
    auto *model = new ValueTreeModel(view.get());
    model->setRootName(u"state"_s);
    model->setEditable(true);
    view->setModel(model);
    model->setValue(sampleState());
    model->setMarks(sampleMarks());
    view->setCurrentPath({u"messages"_s, 127, u"text"_s});
    view->setCurrentPath({u"seen"_s, 0});
    view->setCurrentPath({u"limits"_s, u"maxMessages"_s});
    view->collapse(model->indexOf({u"messages"_s}));
    view->header()->resizeSection(0, 190);
    view->header()->resizeSection(1, 330);
    return view;
}

QList<Scene> scenes()
{
    QList<Scene> all{
        {u"window"_s, {1440, 900}, makeWindow},
        {u"valuetree"_s, {900, 560}, makeValueTree},
        {u"valueeditor"_s, {460, 260}, makeEditorScene},
        {u"valuedialog"_s,
         {640, 420},
         [] { return std::make_unique<ValueDialog>(u"state.limits"_s, sampleState().value(u"limits"_s)); }},
        {u"code"_s, {720, 640}, makeCodeScene},
        {u"messages"_s, {760, 460}, makeMessageScene},
        {u"controls"_s, {720, 520}, makeControlScene},
        {u"status"_s, {520, 360}, makeStatusScene},
        {u"icons"_s, {1400, 640}, [] { return std::make_unique<IconSheet>(); }},
        {u"menu"_s, {}, makeMenu}};
    return all + valueScenes();
}

} // namespace rove::ui::gallery
