// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/httpclient.h"
#include "ui/client/managerclient.h"
#include "ui/client/socketprobe.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>

#include <array>
#include <chrono>
#include <optional>

namespace rove::ui {

/// Tries an endpoint step by step and says which step failed: reach it, trust its certificate, recognise
/// Rivet, be let in, find the namespace. Each step has its own time. Touches no actor and writes nothing. One
/// run an object; owned by whoever shows it; GUI thread. A run ends once, by `finished` or by `cancel()`.
class ConnectionTest : public QObject {
    Q_OBJECT
public:
    enum class Step { Reach, Tls, Rivet, Access, Namespace };
    static constexpr int stepCount = 5;
    enum class State { Waiting, Running, Passed, Failed, NotNeeded, Cancelled };
    struct Row {
        State state = State::Waiting;
        /// What was found: a protocol, a version; the error's name; empty for nothing to say.
        QString detail = {};
        /// Of a step that has ended.
        std::optional<std::chrono::milliseconds> duration = {};
    };

    explicit ConnectionTest(const Endpoint &endpoint, QObject *parent = nullptr);

    void start();
    /// The step that runs counts as cancelled; no signal but `changed` follows.
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    [[nodiscard]] const Row &row(Step step) const { return m_rows[static_cast<size_t>(step)]; }
    /// Of the step that failed.
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    [[nodiscard]] std::optional<Step> failedStep() const { return m_failedStep; }

signals:
    void changed();
    void finished(bool passed);

private:
    void begin(Step step);
    void end(Step step, State state, const QString &detail = {});
    void reach();
    void onProbeFailed(const Error &error);
    void askMetadata();
    void onMetadata(const Result<manager::Metadata> &metadata);
    void onNames(const Result<Page<QString>> &names);
    void fail(Step step, const Error &error);
    [[nodiscard]] bool isTls() const;

    HttpClient m_http;
    ManagerClient m_manager;
    SocketProbe m_probe;
    std::array<Row, stepCount> m_rows{};
    std::optional<Error> m_error;
    std::optional<Step> m_failedStep;
    QElapsedTimer m_sinceStep;
    bool m_isRunning = false;
};

} // namespace rove::ui
