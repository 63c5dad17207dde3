// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/camera.h"

#include "tests/gui/pseudotranslator.h"
#include "tests/gui/stoppedclock.h"
#include "tests/gui/windowaudit.h"
#include "ui/widgets/balancedlabel.h"

#include <QtCore/QRegularExpression>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>

#include <cstdio>
#include <cstring>

using namespace Qt::StringLiterals;

namespace rove::test {
namespace {

/// Only a failure waits so long; a loaded machine may take a good part of it.
constexpr auto expectedTimeMax = std::chrono::seconds(60);

/// A port of the system's choice, and a measured time: another in each run, so they are written over.
QString withoutChance(QString text)
{
    static const QRegularExpression port(u"(127\\.0\\.0\\.1:)\\d{4,5}"_s);
    static const QRegularExpression duration(u"(< )?\\b\\d+([.,]\\d+)? ms\\b"_s);
    return text.replace(port, u"\\16420"_s).replace(duration, u"1 ms"_s);
}

/// Writes over what is chance while a picture is taken, and puts back what was there: the next step may use
/// what stands in a field.
class Retouch {
public:
    explicit Retouch(QWidget &widget)
    {
        writeOver<QLabel>(widget);
        writeOver<QAbstractButton>(widget);
        writeOver<QLineEdit>(widget);
        layOut();
    }
    ~Retouch()
    {
        for (const std::function<void()> &putBack : m_putBack)
            putBack();
        layOut();
    }
    Q_DISABLE_COPY_MOVE(Retouch)

private:
    template <class Kind>
    void writeOver(QWidget &widget)
    {
        const QList<Kind *> parts = widget.findChildren<Kind *>();
        for (Kind *part : parts) {
            const QString before = part->text();
            const QString text = withoutChance(before);
            if (text == before)
                continue;
            write(*part, text);
            m_putBack.append([part, before] { write(*part, before); });
        }
    }

    static void layOut() { QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest); }

    template <class Kind>
    static void write(Kind &part, const QString &text)
    {
        const QSignalBlocker blocked(part);
        // It breaks its lines when it is given a text.
        if (auto *balanced = dynamic_cast<ui::BalancedLabel *>(static_cast<QWidget *>(&part)))
            return balanced->setText(text);
        part.setText(text);
    }

    QList<std::function<void()>> m_putBack;
};

QImage picture(QWidget &widget)
{
    const Retouch retouch(widget);
    return widget.grab().toImage();
}

/// As a desktop of high contrast has it.
QPalette contrastPalette()
{
    QPalette palette(Qt::white, Qt::black, Qt::white, Qt::gray, Qt::gray, Qt::white, Qt::black);
    palette.setColor(QPalette::Highlight, Qt::yellow);
    palette.setColor(QPalette::HighlightedText, Qt::black);
    palette.setColor(QPalette::AlternateBase, Qt::black);
    palette.setColor(QPalette::PlaceholderText, Qt::white);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, Qt::green);
    return palette;
}

} // namespace

Camera::Camera(Album &album, QString look, QString prefix)
    : m_album(album)
    , m_look(std::move(look))
    , m_prefix(std::move(prefix))
{
    using ui::Theme;
    const bool isContrast = m_look == "contrast"_L1;
    const bool isDark = isContrast || m_look == "dark"_L1;
    const bool isArabic = m_look == "arabic"_L1;
    Theme::instance().setContrast(isContrast ? Theme::Contrast::High : Theme::Contrast::Normal);
    Theme::instance().setScheme(isDark ? Theme::Scheme::Dark : Theme::Scheme::Light);
    // The theme leaves the system's palette alone then, and this one stands for it.
    if (isContrast)
        QGuiApplication::setPalette(contrastPalette());
    if (!isArabic && m_look != "pseudo"_L1)
        return;
    const Qt::LayoutDirection direction = isArabic ? Qt::RightToLeft : Qt::LeftToRight;
    m_language = std::make_unique<PseudoTranslator>(direction);
    QCoreApplication::installTranslator(m_language.get());
    QApplication::setLayoutDirection(direction);
}

Camera::~Camera()
{
    if (!m_language)
        return;
    QCoreApplication::removeTranslator(m_language.get());
    QApplication::setLayoutDirection(Qt::LeftToRight);
}

QString Camera::fullName(const QString &name) const
{
    return u"%1%2-%3"_s.arg(m_prefix, name, m_look);
}

void Camera::take(const QString &name, QWidget &widget) const
{
    add(name, widget, m_language ? Reference::No : Reference::Yes);
}

void Camera::takeInEveryLook(const QString &name, QWidget &widget) const
{
    add(name, widget, Reference::Yes);
}

void Camera::takeUncompared(const QString &name, QWidget &widget) const
{
    add(name, widget, Reference::No);
}

void Camera::add(const QString &name, QWidget &widget, Reference reference) const
{
    settle();
    const auto grab = [&widget] { return picture(widget); };
    if (reference == Reference::Yes)
        m_album.add(fullName(name), grab);
    else
        m_album.addUncompared(fullName(name), grab);
    const Retouch retouch(widget);
    m_album.addFaults(fullName(name), auditWindow(widget, m_language ? AuditColors::No : AuditColors::Yes));
}

void Camera::expect(const std::function<bool()> &condition, const char *what)
{
    if (!waitFor(condition, expectedTimeMax))
        qFatal("Waited in vain for %s", what);
}

int takePictures(int argc, char **argv, const Pictures &pictures)
{
    StoppedClock::stop();
    const GuiRig rig(argc, argv);
    Album::Mode mode = Album::Mode::Save;
    QDir references;
    if (argc == 4) {
        mode = std::strcmp(argv[2], "--update") == 0 ? Album::Mode::Update : Album::Mode::Compare;
        references.setPath(QString::fromLocal8Bit(argv[3]));
    } else if (argc != 2) {
        std::fprintf(stderr, "Usage: %s FOLDER [--compare REFERENCES | --update REFERENCES]\n", argv[0]);
        return 2;
    }
    if (mode == Album::Mode::Compare && !Album::canCompare(references))
        return skipped;
    QStringList looks = pictures.themes;
    if (pictures.hasLanguages)
        looks += {u"pseudo"_s, u"arabic"_s};
    Album album(QDir(QString::fromLocal8Bit(argv[1])), mode, references);
    for (const QString &look : std::as_const(looks)) {
        StoppedClock::stop();
        pictures.takeAll(Camera(album, look, pictures.prefix), rig);
    }
    return album.finish();
}

} // namespace rove::test
