// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/serialworker.h"

#include <QtCore/QMutexLocker>
#include <QtCore/QThreadPool>

namespace rove::ui {

void SerialWorker::post(std::function<void()> job)
{
    const QMutexLocker lock(&m_queue->mutex);
    m_queue->jobs.push_back(std::move(job));
    if (std::exchange(m_queue->isRunning, true))
        return;
    QThreadPool::globalInstance()->start([queue = m_queue] {
        while (true) {
            std::function<void()> next;
            {
                const QMutexLocker locked(&queue->mutex);
                if (queue->jobs.empty()) {
                    queue->isRunning = false;
                    return;
                }
                next = std::move(queue->jobs.front());
                queue->jobs.pop_front();
            }
            next();
        }
    });
}

} // namespace rove::ui
