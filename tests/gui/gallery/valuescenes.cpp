// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"
#include "tests/gui/gallery/scenes.h"
#include "ui/style/metrics.h"
#include "ui/widgets/bytesview.h"
#include "ui/widgets/codefinder.h"
#include "ui/widgets/hexview.h"
#include "ui/widgets/jsontext.h"
#include "ui/widgets/valueform.h"
#include "ui/widgets/valueinspector.h"
#include "ui/widgets/valuetableview.h"
#include "ui/widgets/valuetreefinder.h"
#include "ui/widgets/valuetreemodel.h"
#include "ui/widgets/valuetreeview.h"

#include <QtCore/QBuffer>
#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QTimeZone>
#include <QtGui/QImage>
#include <QtGui/QLinearGradient>
#include <QtGui/QPainter>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QVBoxLayout>

namespace rove::ui::gallery {
namespace {

using namespace Qt::StringLiterals;

QByteArray picture()
{
    QImage image(160, 100, QImage::Format_ARGB32);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    QLinearGradient colors(0, 0, 160, 100);
    colors.setColorAt(0, QColor(0x0b, 0x5f, 0xbf));
    colors.setColorAt(1, QColor(0xff, 0x9e, 0x5e));
    painter.setBrush(colors);
    painter.drawEllipse(10, 10, 140, 80);
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    return buffer.open(QIODevice::WriteOnly) && image.save(&buffer, "PNG") ? bytes : QByteArray();
}

QCborMap extremes()
{
    QCborValue nested = u"deep"_s;
    for (int i = 10; i > 0; --i)
        nested = QCborMap{{u"level %1"_s.arg(i), nested}};
    QCborMap wide;
    for (int i = 0; i < 2000; ++i)
        wide.insert(u"key %1"_s.arg(i), i);
    return {{u"a"_s, 1},
            {QString(200, u'k'), u"a key of two hundred characters"_s},
            {u"🎉 party"_s, u"emoji: 👩‍🚀"_s},
            {u"مفتاح"_s, u"قيمة من اليمين"_s},
            {QString(), u"an empty key"_s},
            {u"nested"_s, nested},
            {u"wide"_s, wide},
            {u"megabyte"_s, QString(1024 * 1024, u'x')},
            {u"bytes"_s, QByteArray(4096, '\x5a')},
            {u"buffer"_s, QCborValue(cbor::arrayBufferTag, QByteArray("abc"))},
            {u"nan"_s, qQNaN()},
            {u"minus zero"_s, -0.0},
            {u"infinity"_s, -qInf()},
            {u"float"_s, 0.1},
            {u"bigint"_s, cbor::fromBigInt(u"123456789012345678901234567890").value_or(QCborValue())},
            {u"undefined"_s, QCborValue(QCborValue::Undefined)},
            {u"null"_s, nullptr},
            {u"date"_s, QCborValue(QDateTime::fromMSecsSinceEpoch(1795331386571, QTimeZone::UTC))},
            {u"lines"_s, u"one\ntwo\t\"three\"\u202e"_s},
            {u"set"_s, QCborValue(cbor::setTag, QCborArray{1, u"two"_s})},
            {u"map"_s, QCborValue(cbor::mapTag, QCborMap{{1, u"number key"_s}, {u"k"_s, 2}})},
            {u"regexp"_s, QCborValue(QCborTag(27), QCborArray{u"RegExp"_s, u"a+"_s, u"gi"_s})},
            {u"error"_s, QCborValue(QCborTag(27), QCborArray{u"TypeError"_s, u"x is not a function"_s})},
            {u"floats"_s, QCborValue(QCborTag(85), QByteArray(8, '\0'))},
            {u"no entries"_s, QCborMap()},
            {u"no elements"_s, QCborArray()}};
}

ValueTreeView *makeTree(const QCborValue &value, QWidget *parent)
{
    auto *view = new ValueTreeView(parent);
    auto *model = new ValueTreeModel(view);
    model->setRootName(u"state"_s);
    model->setEditable(true);
    view->setModel(model);
    model->setValue(value);
    return view;
}

std::unique_ptr<QWidget> makeExtremesScene()
{
    std::unique_ptr<ValueTreeView> view(makeTree(extremes(), nullptr));
    view->setCurrentPath({u"nested"_s, u"level 1"_s, u"level 2"_s, u"level 3"_s});
    view->setCurrentPath({u"set"_s, 0});
    view->setCurrentPath({u"map"_s, u"k"_s});
    view->setCurrentPath({u"a"_s});
    view->header()->resizeSection(0, 260);
    view->header()->resizeSection(1, 380);
    return view;
}

/// The same conflict in cells of less and less room.
std::unique_ptr<QWidget> makeConflictScene()
{
    auto page = std::make_unique<QWidget>();
    auto *layout = new QVBoxLayout(page.get());
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const int width : {420, 260, 190, 130}) {
        auto *view = makeTree(
            QCborMap{{u"topic"_s, u"what you have typed"_s}, {u"rate"_s, 4}, {u"open"_s, true}}, page.get());
        view->valueModel()->setMarks(
            {{{u"topic"_s},
              {ValueMark::Kind::Conflict,
               QCborValue(u"what was there before"_s),
               QCborValue(u"live text"_s),
               {}}},
             {{u"rate"_s}, {ValueMark::Kind::Conflict, QCborValue(2.5), QCborValue(3), {}}},
             {{u"open"_s}, {ValueMark::Kind::Changed, QCborValue(false), {}, now.addSecs(-3)}}});
        view->header()->resizeSection(0, 110);
        view->header()->resizeSection(1, width);
        layout->addWidget(view);
    }
    return page;
}

std::unique_ptr<QWidget> makeFindScene()
{
    auto page = std::make_unique<QWidget>();
    auto *layout = new QVBoxLayout(page.get());
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    QCborArray messages;
    for (int i = 0; i < 300; ++i)
        messages.append(QCborMap{{u"from"_s, i % 40 == 0 ? u"grace"_s : u"ada"_s}, {u"text"_s, u"hello"_s}});
    auto *bar = new FindBar(page.get());
    auto *view = makeTree(
        QCborMap{{u"title"_s, u"general"_s}, {u"messages"_s, messages}, {u"grace period"_s, 30}}, page.get());
    layout->addWidget(bar);
    layout->addWidget(view, 1);
    new ValueTreeFinder(view, bar, u"gallery"_s);
    bar->open();
    bar->setQuery({.text = u"grace"_s, .scope = u"all"_s, .filters = true});
    return page;
}

ValueInspector *makeInspector(const QString &key, const QCborValue &value, QWidget *parent)
{
    auto *inspector = new ValueInspector(parent);
    inspector->setValue({key}, u"state."_s + key, value);
    return inspector;
}

std::unique_ptr<QWidget> makeInspectorScene()
{
    auto page = std::make_unique<QWidget>();
    auto *grid = new QGridLayout(page.get());
    const auto add = [&page, grid](const QString &key, const QCborValue &value) {
        ValueInspector *inspector = makeInspector(key, value, page.get());
        grid->addWidget(inspector, grid->count() / 3, grid->count() % 3);
        return inspector;
    };
    add(u"limits.rate"_s, 4.0)->setVersions(QCborValue(2.5), QCborValue(3.0));
    add(u"started"_s, QCborValue(QDateTime::fromMSecsSinceEpoch(1795331386571, QTimeZone::UTC)));
    add(u"messages[127].text"_s,
        u"A long text that is wrapped at the edge of the pane.\nAnd a second line of it."_s);
    add(u"avatar"_s, picture());
    add(u"avatar"_s, picture())->form()->bytesView()->setCurrentIndex(BytesView::ImageTab);
    auto *wrong = add(u"limits"_s, QCborMap{{u"rate"_s, 4}, {u"open"_s, true}});
    wrong->form()->jsonEditor()->setPlainText(u"{\n  \"rate\": 4,\n  \"open\": yes\n}"_s);
    wrong->apply();
    QCborMap wide;
    for (int i = 0; i < 2000; ++i)
        wide.insert(u"key %1"_s.arg(i), i);
    add(u"wide"_s, wide);
    add(u"draft"_s, QCborValue(QCborValue::Undefined))->setReadOnly(true);
    grid->addWidget(new ValueInspector(page.get()), 2, 2);
    return page;
}

std::unique_ptr<QWidget> makeTableScene()
{
    auto view = std::make_unique<ValueTableView>();
    auto *model = new ValueTableModel(view.get());
    view->setModel(model);
    QCborArray rows;
    for (int i = 0; i < 60; ++i) {
        QCborMap row{{u"id"_s, i}, {u"name"_s, u"user %1"_s.arg(i)}, {u"score"_s, i * 1.5}};
        if (i % 3 == 0)
            row.insert(u"email"_s, nullptr);
        else if (i % 3 == 1)
            row.insert(u"email"_s, QCborValue(QCborValue::Undefined));
        row.insert(u"tags"_s, QCborArray{u"a"_s, i});
        row.insert(u"joined"_s, QCborValue(QDateTime::fromMSecsSinceEpoch(1795331386571, QTimeZone::UTC)));
        rows.append(row);
    }
    rows.append(u"not an object"_s);
    model->setValue(rows);
    view->sortByColumn(2, Qt::DescendingOrder);
    view->setCurrentIndex(model->index(2, 1));
    return view;
}

std::unique_ptr<QWidget> makeHexScene()
{
    auto view = std::make_unique<HexView>();
    view->setBytes(picture());
    view->select(20, 45);
    return view;
}

std::unique_ptr<QWidget> makeFoldScene()
{
    auto page = std::make_unique<QWidget>();
    auto *layout = new QVBoxLayout(page.get());
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *bar = new FindBar(page.get());
    auto *editor = new CodeEditor(CodeEditor::Language::Json, page.get());
    layout->addWidget(bar);
    layout->addWidget(editor, 1);
    editor->setPlainText(
        toJsonText(QCborMap{{u"title"_s, u"general"_s},
                            {u"limits"_s, QCborMap{{u"rate"_s, 4}, {u"rates"_s, QCborArray{1, 2, 3}}}},
                            {u"users"_s, QCborArray{QCborMap{{u"name"_s, u"ada"_s}, {u"rate"_s, 1}},
                                                    QCborMap{{u"name"_s, u"bob"_s}}}}}));
    editor->setFolded(4, true);
    new CodeFinder(editor, bar, u"gallery"_s);
    bar->open();
    bar->setQuery({.text = u"rate"_s});
    return page;
}

} // namespace

QList<Scene> valueScenes()
{
    return {
        {u"extremes"_s, {900, 820}, makeExtremesScene}, {u"conflict"_s, {700, 640}, makeConflictScene},
        {u"find"_s, {760, 420}, makeFindScene},         {u"inspector"_s, {1260, 1020}, makeInspectorScene},
        {u"table"_s, {900, 420}, makeTableScene},       {u"hex"_s, {720, 320}, makeHexScene},
        {u"fold"_s, {640, 380}, makeFoldScene}};
}

} // namespace rove::ui::gallery
