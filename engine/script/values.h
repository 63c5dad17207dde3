// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/script/intrinsics.h"
#include "engine/script/outcome.h"
#include "protocol/base/valuepath.h"

#include <QtCore/QCborStreamWriter>
#include <QtCore/QCborValue>

#include <optional>
#include <vector>

namespace rove::script {

/// Carries one value out of a world. A walk over what a script made, so every step may run the script's own
/// code (a Proxy's traps), be interrupted, or throw; whatever happens ends in the Outcome, and the context is
/// left without an exception. Made for one use, on the world's thread.
class Exporter {
public:
    Exporter(JSContext *context, const Intrinsics &intrinsics, Crossing crossing);

    [[nodiscard]] Outcome run(JSValueConst value);

private:
    void write(JSValueConst value);
    void writeNumber(double number);
    void writeBigInt(JSValueConst value);
    void writeText(const QString &text);
    void writeObject(JSValueConst object);
    bool writeSpecial(JSValueConst object, JSClassID id);
    void writeDate(JSValueConst date);
    void writeBytes(JSValueConst buffer, std::size_t offset, std::optional<std::size_t> size, bool isBuffer);
    void writeTypedArray(JSValueConst array, JSClassID id);
    void writeArray(JSValueConst array);
    void writeEntries(JSValueConst collection, bool isMap);
    void writePlain(JSValueConst object);
    void writeMember(JSValueConst object, JSAtom name);
    void writeError(JSValueConst error);

    /// What cannot leave: described, or refused with `refusal`.
    void describe(const QString &description, const char *refusal);
    [[nodiscard]] QString functionText(JSValueConst function);
    [[nodiscard]] QString calledText(JSValueConst value, const Local &function);
    bool enter(JSValueConst object);
    /// How many of `wanted` entries may be written; fewer than wanted only where values are shown.
    [[nodiscard]] qsizetype take(qsizetype wanted);
    bool spend(qsizetype bytes);
    void fail(const char *message);
    void failWithException();
    /// True if nothing has gone wrong.
    [[nodiscard]] bool good() const { return !m_failure; }

    JSContext *m_context;
    const Intrinsics &m_intrinsics;
    Crossing m_crossing;
    QByteArray m_out;
    QCborStreamWriter m_writer;
    qsizetype m_entriesLeft;
    qsizetype m_bytesLeft;
    int m_depthMax;
    std::vector<const void *> m_ancestors;
    QList<PathStep> m_path;
    std::optional<Thrown> m_failure;
};

/// What the context has as its exception, taken out of it.
[[nodiscard]] Thrown takeThrown(JSContext *context, const Intrinsics &intrinsics);
/// What was thrown, as a value of ours.
[[nodiscard]] Thrown describeThrown(JSContext *context, const Intrinsics &intrinsics, JSValueConst thrown);

/// The same of an Error, without what it carries besides.
[[nodiscard]] Thrown describeError(JSContext *context, JSValueConst error);

/// A value for a world; an exception value, with the context's exception set, if it did not fit.
[[nodiscard]] Local importValue(JSContext *context, const Intrinsics &intrinsics, const QCborValue &value);

} // namespace rove::script
