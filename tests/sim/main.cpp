// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/world.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>
#include <QtCore/QFile>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace rove::sim {
namespace {

/// The seed that runs; an invariant of the core that does not hold ends the process, and this says where.
std::uint64_t currentSeed = 0;

void reportWithSeed(QtMsgType type, const QMessageLogContext &, const QString &message)
{
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
    if (!parser.isSet(u"seeds"_s))
        return {parser.value(u"seed"_s).toULongLong()};
    const QStringList bounds = parser.value(u"seeds"_s).split(u".."_s);
    std::vector<std::uint64_t> seeds;
    for (std::uint64_t seed = bounds.first().toULongLong(); seed <= bounds.last().toULongLong(); ++seed)
        seeds.push_back(seed);
    return seeds;
}

} // namespace
} // namespace rove::sim

int main(int argc, char **argv)
{
    using namespace rove::sim;
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Runs the engine's core in made-up worlds with virtual time and injected faults."_s);
    parser.addHelpOption();
    parser.addOptions(
        {{u"seed"_s, u"Run the world of one seed."_s, u"number"_s, u"1"_s},
         {u"seeds"_s, u"Run a range of seeds, both ends included."_s, u"first..last"_s},
         {u"seeds-file"_s, u"Run the seeds that a file lists."_s, u"file"_s},
         {u"steps"_s, u"How many things clients do before the faults end."_s, u"number"_s, u"400"_s},
         {u"trace"_s, u"Print every transition."_s}});
    parser.process(application);
    qInstallMessageHandler(reportWithSeed);

    const std::vector<std::uint64_t> seeds = seedsOf(parser);
    const auto print = parser.isSet(u"trace"_s) ? Trace::Print::Yes : Trace::Print::No;
    int failedCount = 0;
    for (const std::uint64_t seed : seeds)
        failedCount += !runSeed(seed, parser.value(u"steps"_s).toInt(), print);
    std::printf("%zu worlds, %d failed\n", seeds.size(), failedCount);
    return seeds.empty() || failedCount > 0 ? 1 : 0;
}
