// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/host/histogram.h"

#include <QtCore/QByteArray>

#include <cstdint>
#include <utility>
#include <vector>

namespace rove::host {

/// Metrics in the text that Prometheus reads (its exposition format 0.0.4). Samples follow the family that
/// they belong to.
class MetricsText {
public:
    using Labels = std::vector<std::pair<QByteArray, QByteArray>>;

    /// `name` without the engine's prefix `rove_`.
    void counter(QByteArrayView name, QByteArrayView help) { family(name, "counter", help); }
    void gauge(QByteArrayView name, QByteArrayView help) { family(name, "gauge", help); }
    void sample(const Labels &labels, std::uint64_t value);
    void sample(std::uint64_t value) { sample({}, value); }
    void histogram(QByteArrayView name, QByteArrayView help, const Histogram &values);

    [[nodiscard]] const QByteArray &text() const { return m_text; }

private:
    void family(QByteArrayView name, QByteArrayView type, QByteArrayView help);
    void line(QByteArrayView suffix, const Labels &labels, const QByteArray &value);

    QByteArray m_name;
    QByteArray m_text;
};

} // namespace rove::host
