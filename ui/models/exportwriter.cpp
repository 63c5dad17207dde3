// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/exportwriter.h"

#include <QtCore/QFile>

namespace rove::ui {

struct ExportWriter::Target {
    QFile file;
    bool wasOpened = false;

    Result<> append(const QByteArray &line)
    {
        if (!file.isOpen()) {
            const QIODevice::OpenMode mode = wasOpened ? QIODevice::Append : QIODevice::WriteOnly;
            if (!file.open(mode))
                return failure(ErrorCode::IoFailed, file.errorString());
            wasOpened = true;
        }
        if (file.write(line) != line.size() || !file.putChar('\n') || !file.flush())
            return failure(ErrorCode::IoFailed, file.errorString());
        return {};
    }
};

ExportWriter::ExportWriter(const QString &path)
    : m_target(std::make_shared<Target>())
{
    m_target->file.setFileName(path);
    // One thread, so that lines keep their order.
    m_pool.setMaxThreadCount(1);
}

ExportWriter::~ExportWriter()
{
    m_pool.waitForDone();
}

Async<> ExportWriter::append(const QByteArray &line)
{
    const Answer<> answer;
    m_pool.start([answer, line, target = m_target] { answer.give(target->append(line)); });
    return answer.future();
}

void ExportWriter::close()
{
    m_pool.start([target = m_target] { target->file.close(); });
}

} // namespace rove::ui
