// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/album.h"

#include "tests/gui/guirig.h"
#include "tests/gui/picturecompare.h"
#include "tests/gui/pngwriter.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDeadlineTimer>
#include <QtCore/QFile>
#include <QtGui/QFontInfo>
#include <QtGui/QGlyphRun>
#include <QtGui/QRawFont>
#include <QtGui/QTextLayout>

#include <algorithm>
#include <chrono>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::test {
namespace {

/// How long a picture may take to become its reference. Only a failure waits so long, and after the first
/// few there is no doubt any more.
constexpr auto patience = 8s;
constexpr auto shortPatience = 500ms;
constexpr int patientFaultCountMax = 2;
/// A picture that becomes a reference has not changed for so long.
constexpr auto stillTime = 400ms;
constexpr auto pause = 20ms;

const QString madeWithName = u"made-with.txt"_s;

/// The fonts that letters come from which ours do not have.
QByteArray otherFonts()
{
    QTextLayout layout(u"\u2192\u23ce\u21e5\u0645\u05e9\u65e5\U0001f680"_s, QFont(u"JetBrains Mono"_s));
    layout.beginLayout();
    layout.createLine();
    layout.endLayout();
    QByteArrayList families;
    for (const QGlyphRun &run : layout.glyphRuns())
        families.append(run.rawFont().familyName().toUtf8());
    std::ranges::sort(families);
    families.erase(std::ranges::unique(families).begin(), families.end());
    return families.join(", ");
}

/// Letters look as these say: Qt, the shapes of the two fonts, and where other letters come from.
QByteArray madeWith()
{
    QByteArray text = "Qt " + QByteArray(qVersion()) + '\n';
    for (const QString &family : {u"Inter"_s, u"JetBrains Mono"_s}) {
        QCryptographicHash hash(QCryptographicHash::Sha256);
        const QRawFont font = QRawFont::fromFont(QFont(family));
        for (const char *table : {"head", "hmtx", "glyf", "CFF "})
            hash.addData(font.fontTable(table));
        text += QFontInfo(QFont(family)).family().toUtf8() + ' ' + hash.result().toHex().first(16) + '\n';
    }
    return text + otherFonts() + '\n';
}

void writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("Cannot write %s", qPrintable(path));
}

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

Album::Album(QDir folder, Mode mode, QDir references)
    : m_folder(std::move(folder))
    , m_mode(mode)
    , m_references(std::move(references))
{
    if (!m_folder.mkpath(u"."_s))
        qFatal("Cannot make %s", qPrintable(m_folder.path()));
    if (m_mode == Mode::Update) {
        if (!m_references.mkpath(u"."_s))
            qFatal("Cannot make %s", qPrintable(m_references.path()));
        writeFile(m_references.filePath(madeWithName), madeWith());
    }
}

void Album::add(const QString &name, const Grab &grab)
{
    if (m_names.contains(name))
        qFatal("Two pictures are called %s", qPrintable(name));
    m_names.insert(name);
    switch (m_mode) {
    case Mode::Save:
        return save(m_folder.filePath(name % ".png"_L1), grab());
    case Mode::Compare:
        return compare(name, grab);
    case Mode::Update:
        return update(name, grab);
    }
}

void Album::addUncompared(const QString &name, const Grab &grab)
{
    if (m_mode == Mode::Save)
        save(m_folder.filePath(name % ".png"_L1), grab());
}

void Album::addFaults(const QString &name, const QStringList &faults)
{
    for (const QString &fault : faults)
        reportFault(name, fault);
}

void Album::save(const QString &path, const QImage &image) const
{
    if (!image.save(path))
        qFatal("Cannot write %s", qPrintable(path));
    std::printf("%s\n", qPrintable(path));
}

void Album::compare(const QString &name, const Grab &grab)
{
    forgetFaults(name);
    const QImage expected(m_references.filePath(name % ".png"_L1));
    if (expected.isNull()) {
        save(m_folder.filePath(name % ".png"_L1), grab());
        return reportFault(name, u"there is no reference"_s);
    }
    const bool isPatient = m_differingCount < patientFaultCountMax;
    const QDeadlineTimer deadline(isPatient ? std::chrono::milliseconds(patience) : shortPatience);
    QImage actual = grab();
    PictureDifference difference = comparePictures(expected, actual);
    while (!difference.isSmall() && !deadline.hasExpired()) {
        waitFor([] { return false; }, pause);
        actual = grab();
        difference = comparePictures(expected, actual);
    }
    if (difference.isSmall())
        return;
    ++m_differingCount;
    save(m_folder.filePath(name % ".png"_L1), actual);
    save(m_folder.filePath(name % ".expected.png"_L1), expected);
    save(m_folder.filePath(name % ".diff.png"_L1), differencePicture(expected, actual));
    reportFault(name, difference.text());
}

void Album::update(const QString &name, const Grab &grab)
{
    QImage image = grab();
    QDeadlineTimer still(stillTime);
    const QDeadlineTimer deadline(patience);
    while (!still.hasExpired()) {
        if (deadline.hasExpired())
            qFatal("%s does not stand still", qPrintable(name));
        waitFor([] { return false; }, pause);
        const QImage next = grab();
        if (next != image)
            still = QDeadlineTimer(stillTime);
        image = next;
    }
    const QString path = m_references.filePath(name % ".png"_L1);
    // What has not changed to the eye does not change in the repository.
    const QImage before(path);
    if (!before.isNull() && comparePictures(before, image).isSmall())
        return;
    writeFile(path, writePng(image));
    std::printf("%s\n", qPrintable(path));
}

/// What an earlier run has left.
void Album::forgetFaults(const QString &name) const
{
    for (const QString &ending : {u".png"_s, u".expected.png"_s, u".diff.png"_s})
        QFile::remove(m_folder.filePath(name % ending));
}

void Album::reportFault(const QString &name, const QString &what)
{
    m_faults.append(name);
    std::fprintf(stderr, "%s: %s\n", qPrintable(name), qPrintable(what));
}

int Album::finish()
{
    if (m_mode == Mode::Save)
        return 0;
    for (const QString &file : m_references.entryList({u"*.png"_s}, QDir::Files)) {
        const QString name = file.chopped(4);
        if (m_names.contains(name))
            continue;
        if (m_mode == Mode::Update && m_references.remove(file))
            continue;
        reportFault(name, u"nothing takes this picture any more"_s);
    }
    if (m_mode == Mode::Update)
        return 0;
    std::printf("%lld pictures compared, %lld faults\n", static_cast<long long>(m_names.size()),
                static_cast<long long>(m_faults.size()));
    if (m_names.isEmpty() || !m_faults.isEmpty()) {
        std::fprintf(stderr,
                     "What differs is in %s, in magenta in *.diff.png. If it is right: "
                     "./dev screenshots --update\n",
                     qPrintable(m_folder.path()));
        return 1;
    }
    return 0;
}

bool Album::canCompare(const QDir &references)
{
    const QByteArray then = readFile(references.filePath(madeWithName));
    const QByteArray now = madeWith();
    // Without any references everything is amiss, and each picture says so.
    if (then.isEmpty() || then == now)
        return true;
    std::printf("The references were made with\n%sand here is\n%sNothing is compared.\n", then.constData(),
                now.constData());
    return false;
}

} // namespace rove::test
