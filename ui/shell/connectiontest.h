// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/httpclient.h"
#include "ui/client/managerclient.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>

#include <array>

namespace rove::ui {

/// Tries an endpoint step by step and says which step failed: reach it, trust its certificate, recognise
/// Rivet, be let in, find the namespace. Touches no actor. One run an object; owned by whoever shows it; GUI
/// thread.
class ConnectionTest : public QObject {
    Q_OBJECT
public:
    enum class Step { Reach, Tls, Rivet, Access, Namespace };
    static constexpr int stepCount = 5;
    enum class State { Waiting, Running, Passed, Failed, NotNeeded };
    struct Row {
        State state = State::Waiting;
        /// What was found: a time, a version; empty for nothing to say.
        QString detail = {};
    };

    explicit ConnectionTest(const Endpoint &endpoint, QObject *parent = nullptr);

    void start();
    [[nodiscard]] const Row &row(Step step) const { return m_rows[static_cast<size_t>(step)]; }
    /// Of the step that failed.
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

signals:
    void changed();
    void finished(bool passed);

private:
    void set(Step step, State state, const QString &detail = {});
    void onMetadata(const Result<manager::Metadata> &metadata);
    void onNames(const Result<Page<QString>> &names);
    void fail(Step step, const Error &error);

    HttpClient m_http;
    ManagerClient m_manager;
    std::array<Row, stepCount> m_rows{};
    std::optional<Error> m_error;
    QElapsedTimer m_sinceStart;
};

} // namespace rove::ui
