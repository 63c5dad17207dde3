// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/fuzzer.h"

#include <QtCore/QDirIterator>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>

#include <cstdio>

namespace {

bool replay(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray bytes = file.readAll();
    const void *data = bytes.constData();
    LLVMFuzzerTestOneInput(static_cast<const std::uint8_t *>(data), static_cast<std::size_t>(bytes.size()));
    return true;
}

} // namespace

/// Stands in for libFuzzer: runs the inputs in the files and folders given; options are libFuzzer's and mean
/// nothing here.
int main(int argc, char **argv)
{
    int count = 0;
    for (int i = 1; i < argc; ++i) {
        const QString path = QFile::decodeName(argv[i]);
        if (path.startsWith(u'-'))
            continue;
        if (QFileInfo(path).isFile())
            count += replay(path) ? 1 : 0;
        QDirIterator files(path, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext())
            count += replay(files.next()) ? 1 : 0;
    }
    std::printf("%d inputs\n", count);
    return count > 0 ? 0 : 1;
}
