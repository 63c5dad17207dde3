// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/guirig.h"

#include "ui/style/fonts.h"
#include "ui/style/style.h"

#include <QtCore/QDeadlineTimer>
#include <QtCore/QEventLoop>
#include <QtCore/QLocale>
#include <QtCore/QTimer>
#include <QtGui/QCursor>
#include <QtGui/QScreen>

using namespace Qt::StringLiterals;

namespace rove::test {
void GuiRig::setEnvironment(const QByteArray &scale)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("TZ", "UTC");
    qputenv("LC_ALL", "C.UTF-8");
    // Neither the user's desktop nor its scale may show.
    qputenv("XDG_CURRENT_DESKTOP", "none");
    qputenv("QT_SCALE_FACTOR", scale);
    qunsetenv("QT_STYLE_OVERRIDE");
}

GuiRig::GuiRig(int &argc, char **argv, const QByteArray &scale)
{
    setEnvironment(scale);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    m_application.emplace(argc, argv);
    QApplication::setApplicationName(u"rove-test"_s);
    QApplication::setCursorFlashTime(0);
    QApplication::setEffectEnabled(Qt::UI_AnimateMenu, false);
    QApplication::setEffectEnabled(Qt::UI_AnimateCombo, false);
    if (m_plurals.load(u":/i18n/rove_en"_s))
        QApplication::installTranslator(&m_plurals);
    ui::fonts::install();
    m_theme.emplace();
    auto *style = new ui::Style;
    style->setReducesMotion(true);
    QApplication::setStyle(style);
    // Nothing is under the pointer.
    QCursor::setPos(QGuiApplication::primaryScreen()->geometry().bottomRight());
}

bool waitFor(const std::function<bool()> &condition, std::chrono::milliseconds patience)
{
    const QDeadlineTimer deadline(patience);
    while (!condition()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents,
                                        QDeadlineTimer(std::chrono::milliseconds(20)));
    }
    return true;
}

void settle()
{
    for (int i = 0; i < 5; ++i) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
    }
}

} // namespace rove::test
