// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/style/style.h"
#include "ui/style/theme.h"

#include <QtGui/QStandardItemModel>
#include <QtTest/QtTest>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QStyleOptionSlider>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QTreeView>

using namespace rove::ui;
using namespace Qt::StringLiterals;

namespace {

int countPixels(QWidget &widget, const QColor &color)
{
    const QImage image = widget.grab().toImage();
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y).rgb() == color.rgb();
    return count;
}

} // namespace

class TestStyle : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void rowsFollowTheDensity();
    void nothingToClickIsTooSmall();
    void aFieldWithTheFocusHasARing();
    void theDefaultButtonIsFilled();
    void aScrollBarHasNoArrows();
    void aToolButtonsTextStandsByItsIconInEitherDirection();
    void aSpinBoxHasTheFrameOfAField();
    void theSelectedRowIsFilledToItsEdge();
    void theFontsAreDerivedFromTheSystems();
    void noStyleSheetIsUsed();

private:
    Theme m_theme;
};

void TestStyle::initTestCase()
{
    m_theme.setScheme(Theme::Scheme::Light);
    QApplication::setStyle(new Style);
    fonts::install();
    QVERIFY(Style::instance());
}

void TestStyle::rowsFollowTheDensity()
{
    QStandardItemModel model(1, 1);
    QTreeView view;
    view.setModel(&model);
    view.setUniformRowHeights(true);
    view.show();
    for (const Density density : {Density::Compact, Density::Comfortable, Density::Normal}) {
        Style::instance()->setDensity(density);
        QTRY_COMPARE(view.visualRect(model.index(0, 0)).height(),
                     std::max(Style::rowHeight(density), view.fontMetrics().height()));
    }
}

void TestStyle::nothingToClickIsTooSmall()
{
    QPushButton button(u"x"_s);
    QToolButton tool;
    QComboBox combo;
    QLineEdit line;
    for (const QWidget *widget : std::initializer_list<const QWidget *>{&button, &tool, &combo, &line})
        QVERIFY2(widget->sizeHint().height() >= metrics::hitTarget &&
                     widget->sizeHint().width() >= metrics::hitTarget,
                 widget->metaObject()->className());
}

void TestStyle::aFieldWithTheFocusHasARing()
{
    QLineEdit line;
    line.resize(120, 28);
    const QColor ring = m_theme.color(ColorRole::Focus);
    QCOMPARE(countPixels(line, ring), 0);
    line.show();
    line.activateWindow();
    line.setFocus();
    QTRY_VERIFY(line.hasFocus());
    // Two pixels wide along two edges of 120, corners aside.
    QVERIFY(countPixels(line, ring) > 2 * 2 * 100);
}

void TestStyle::theDefaultButtonIsFilled()
{
    QPushButton button(u"Apply"_s);
    button.setDefault(true);
    button.resize(80, 28);
    QVERIFY(countPixels(button, m_theme.color(ColorRole::Accent)) > 1000);
    button.setEnabled(false);
    QCOMPARE(countPixels(button, m_theme.color(ColorRole::Accent)), 0);
}

void TestStyle::aScrollBarHasNoArrows()
{
    QScrollBar bar(Qt::Vertical);
    bar.setRange(0, 1000);
    bar.setPageStep(100);
    bar.resize(bar.sizeHint().width(), 220);
    QStyleOptionSlider option;
    option.initFrom(&bar);
    option.orientation = Qt::Vertical;
    option.minimum = 0;
    option.maximum = 1000;
    option.pageStep = 100;
    option.upsideDown = false;
    const auto part = [&](QStyle::SubControl control) {
        return bar.style()->subControlRect(QStyle::CC_ScrollBar, &option, control, &bar);
    };
    QVERIFY(part(QStyle::SC_ScrollBarAddLine).isEmpty());
    QCOMPARE(part(QStyle::SC_ScrollBarGroove), bar.rect());
    QCOMPARE(part(QStyle::SC_ScrollBarSlider).top(), 0);
    option.sliderPosition = 1000;
    QCOMPARE(part(QStyle::SC_ScrollBarSlider).bottom(), bar.rect().bottom());
    QVERIFY(part(QStyle::SC_ScrollBarSlider).height() >= metrics::iconSize);
}

void TestStyle::aToolButtonsTextStandsByItsIconInEitherDirection()
{
    QToolButton button;
    button.setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button.setText(u"default"_s);
    button.setIcon(icon("collection"_L1));
    QMenu menu;
    button.setMenu(&menu);
    button.setPopupMode(QToolButton::InstantPopup);
    // Wider than it needs: the text stays with the icon, and far from the arrow.
    button.resize(button.sizeHint() + QSize(60, 0));
    const auto columns = [&button] {
        const QImage image = button.grab().toImage();
        QList<int> dark;
        for (int x = 3; x < image.width() - 3; ++x)
            for (int y = 4; y < image.height() - 4; ++y)
                if (image.pixelColor(x, y).lightness() < 110) {
                    dark.append(x);
                    break;
                }
        return dark;
    };
    button.setLayoutDirection(Qt::LeftToRight);
    const QList<int> forward = columns();
    button.setLayoutDirection(Qt::RightToLeft);
    const QList<int> backward = columns();
    // The label reaches as far from its leading end in the one as in the other.
    const auto labelEnd = [](QList<int> distances) {
        int end = 0;
        for (const int distance : distances)
            if (distance - end < 30)
                end = std::max(end, distance);
        return end;
    };
    QList<int> mirrored;
    for (auto x = backward.crbegin(); x != backward.crend(); ++x)
        mirrored.append(button.width() - 1 - *x);
    QVERIFY2(std::abs(labelEnd(forward) - labelEnd(mirrored)) <= 2,
             qPrintable(u"%1 and %2"_s.arg(labelEnd(forward)).arg(labelEnd(mirrored))));
}

void TestStyle::aSpinBoxHasTheFrameOfAField()
{
    for (const Theme::Scheme scheme : {Theme::Scheme::Light, Theme::Scheme::Dark}) {
        m_theme.setScheme(scheme);
        QSpinBox spin;
        spin.resize(120, 28);
        QLineEdit line;
        line.resize(120, 28);
        const QColor frame = m_theme.color(ColorRole::BorderStrong);
        const auto edge = [](QWidget &widget) { return widget.grab().toImage().pixelColor(60, 0); };
        QCOMPARE(edge(spin).rgb(), frame.rgb());
        QCOMPARE(edge(spin).rgb(), edge(line).rgb());
    }
    m_theme.setScheme(Theme::Scheme::Light);
}

void TestStyle::theSelectedRowIsFilledToItsEdge()
{
    QStandardItemModel model(2, 2);
    QTreeView view;
    view.setModel(&model);
    view.resize(300, 120);
    view.setCurrentIndex(model.index(1, 0));
    view.show();
    const QRect row = view.visualRect(model.index(1, 0));
    const QImage image = view.viewport()->grab().toImage();
    QCOMPARE(image.pixelColor(1, row.center().y()).rgb(), m_theme.color(ColorRole::Selection).rgb());
    QCOMPARE(image.pixelColor(image.width() - 2, row.center().y()).rgb(),
             m_theme.color(ColorRole::Selection).rgb());
}

void TestStyle::theFontsAreDerivedFromTheSystems()
{
    const qreal points = QApplication::font().pointSizeF();
    QVERIFY(fonts::title().pointSizeF() > fonts::section().pointSizeF());
    QVERIFY(fonts::section().pointSizeF() > points);
    QVERIFY(fonts::small().pointSizeF() < points);
    QCOMPARE(fonts::title().family(), QApplication::font().family());
    QVERIFY(QFontInfo(fonts::code()).fixedPitch());
    QVERIFY(fonts::tabular().isFeatureSet(QFont::Tag("tnum")));
}

void TestStyle::noStyleSheetIsUsed()
{
    QVERIFY(qApp->styleSheet().isEmpty());
}

QTEST_MAIN(TestStyle)
#include "tst_style.moc"
