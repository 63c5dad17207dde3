// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/metricstext.h"

#include <QtCore/QStringBuilder>

namespace rove::host {
namespace {

QByteArray escaped(const QByteArray &value)
{
    QByteArray result = value;
    return result.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
}

} // namespace

void MetricsText::family(QByteArrayView name, QByteArrayView type, QByteArrayView help)
{
    m_name = QByteArrayLiteral("rove_") + name;
    m_text += "# HELP " + m_name + ' ' + help + "\n# TYPE " + m_name + ' ' + type + '\n';
}

void MetricsText::sample(const Labels &labels, std::uint64_t value)
{
    line({}, labels, QByteArray::number(static_cast<qulonglong>(value)));
}

void MetricsText::histogram(QByteArrayView name, QByteArrayView help, const Histogram &values)
{
    family(name, "histogram", help);
    for (std::size_t i = 0; i < Histogram::bounds.size(); ++i)
        line("_bucket", {{"le", QByteArray::number(Histogram::bounds[i])}},
             QByteArray::number(static_cast<qulonglong>(values.upTo(i))));
    const auto count = QByteArray::number(static_cast<qulonglong>(values.count()));
    line("_bucket", {{"le", "+Inf"}}, count);
    line("_sum", {}, QByteArray::number(values.sum()));
    line("_count", {}, count);
}

void MetricsText::line(QByteArrayView suffix, const Labels &labels, const QByteArray &value)
{
    m_text += m_name + suffix;
    char separator = '{';
    for (const auto &[name, text] : labels) {
        m_text += separator + name + "=\"" + escaped(text) + '"';
        separator = ',';
    }
    m_text += (labels.empty() ? " " : "} ") + value + '\n';
}

} // namespace rove::host
