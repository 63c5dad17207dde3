// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/world.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>
#include <QtCore/QFile>
#include <QtCore/QHashFunctions>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace rove::sim {
namespace {

/// The seed that runs; an invariant of the core that does not hold ends the process, and this says where.
std::uint64_t currentSeed = 0;
/// Whether anybody wants to read what the engine logs of the faults around it.
bool isTracing = false;

void reportWithSeed(QtMsgType type, const QMessageLogContext &, const QString &message)
{
    if (type != QtFatalMsg && !isTracing)
        return;
    if (type == QtFatalMsg)
        std::fprintf(stderr, "seed %llu: ", static_cast<unsigned long long>(currentSeed));
    std::fprintf(stderr, "%s\n", qPrintable(message));
}

/// Runs a world twice, as equal seeds have to make equal worlds.
bool runSeed(std::uint64_t seed, int stepCount, Trace::Print print)
{
    currentSeed = seed;
    const Outcome first = World(seed, stepCount, print).run();
    const Outcome second = World(seed, stepCount, Trace::Print::No).run();
    const auto number = static_cast<unsigned long long>(seed);
    if (first.failure)
        std::fprintf(stderr, "seed %llu: %s\n", number, qPrintable(*first.failure));
    if (first.traceHash != second.traceHash)
        std::fprintf(stderr, "seed %llu: two runs differ\n", number);
    return !first.failure && first.traceHash == second.traceHash;
}

/// The seeds of a file: one a line, then why it is there.
std::vector<std::uint64_t> readSeeds(const QString &path)
{
    QFile file(path);
    std::vector<std::uint64_t> seeds;
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(path));
    while (!file.atEnd()) {
        const QByteArray line = file.readLine().trimmed();
        if (!line.isEmpty() && !line.startsWith('#'))
            seeds.push_back(line.left(line.indexOf(' ')).toULongLong());
    }
    return seeds;
}

std::vector<std::uint64_t> seedsOf(const QCommandLineParser &parser)
{
    if (parser.isSet(u"seeds-file"_s))
        return readSeeds(parser.value(u"seeds-file"_s));
    const std::uint64_t first = parser.value(u"seed"_s).toULongLong();
    const std::uint64_t count = parser.value(u"seeds"_s).toULongLong();
    std::vector<std::uint64_t> seeds;
    for (std::uint64_t seed = first; seed < first + count; ++seed)
        seeds.push_back(seed);
    return seeds;
}

} // namespace
} // namespace rove::sim

int main(int argc, char **argv)
{
    using namespace rove::sim;
    QHashSeed::setDeterministicGlobalSeed();
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Runs an engine in made-up worlds with virtual time and injected faults."_s);
    parser.addHelpOption();
    parser.addOptions(
        {{u"seed"_s, u"The first world's seed."_s, u"number"_s, u"1"_s},
         {u"seeds"_s, u"How many worlds, each with the seed after the last one's."_s, u"count"_s, u"1"_s},
         {u"seeds-file"_s, u"Run the seeds that a file lists."_s, u"file"_s},
         {u"steps"_s, u"How many things clients do before the faults end."_s, u"count"_s, u"200"_s},
         {u"stop"_s, u"Stop at the first world that fails."_s},
         {u"trace"_s, u"Print every transition."_s}});
    parser.process(application);
    qInstallMessageHandler(reportWithSeed);

    const std::vector<std::uint64_t> seeds = seedsOf(parser);
    isTracing = parser.isSet(u"trace"_s);
    if (isTracing)
        std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ); // Whatever ends the process, the last line is there.
    const auto print = isTracing ? Trace::Print::Yes : Trace::Print::No;
    int failedCount = 0;
    std::size_t runCount = 0;
    for (const std::uint64_t seed : seeds) {
        ++runCount;
        failedCount += !runSeed(seed, parser.value(u"steps"_s).toInt(), print);
        if (failedCount > 0 && parser.isSet(u"stop"_s))
            break;
    }
    std::printf("%zu worlds, %d failed\n", runCount, failedCount);
    return seeds.empty() || failedCount > 0 ? 1 : 0;
}
