// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/bigint.h"
#include "protocol/base/error.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>

namespace rove::cbor {

enum class MajorType : quint8 { Unsigned, Negative, Bytes, Text, Array, Map, Tag, Simple };

/// Appends an item's head in its shortest form.
void appendHead(QByteArray &out, MajorType type, quint64 value);
/// Appends an integer with an 8-byte head where it fits, which JavaScript reads as a BigInt, else as tag 2
/// or 3.
void appendBigInt(QByteArray &out, const BigInt &value);

/// What a translation changes.
struct TranslationRules {
    enum class Compat {
        Keep,
        Wrap,
        Unwrap,         ///< A `$` pair without a meaning is an error.
        UnwrapLeniently ///< It is an ordinary array.
    };
    enum class Target {
        Wire,
        Value ///< Spelled so that QCborValue keeps apart what JavaScript does: see the table in cbor.h.
    };
    Compat compat = Compat::Keep;
    Target target = Target::Wire;
    int depthMax = 0;
};

/// Checks one encoded item to its last byte and copies it, spelling what the rules name differently.
///
/// It works on bytes, so that whatever the rules do not name stays as the peer wrote it, and it is the only
/// place that looks at CBOR which nobody vouches for: Qt's decoder sees only what came out of here. Made for
/// one use; the first fault ends it.
class Translator {
public:
    Translator(QByteArrayView in, TranslationRules rules)
        : m_in(in)
        , m_rules(rules)
    {}

    /// `CborInvalid` if the input is not exactly one item.
    [[nodiscard]] Result<QByteArray> run();

private:
    struct Head {
        MajorType type = MajorType::Simple;
        quint8 info = 0;
        quint64 value = 0;

        [[nodiscard]] bool isIndefinite() const;
    };
    /// Where the walk stands; kept to look ahead and come back.
    struct Mark {
        qsizetype position;
        qsizetype outSize;
    };

    void item();
    void integer(qsizetype start, const Head &head);
    void bytes(qsizetype start, const Head &head);
    void text(qsizetype start, const Head &head);
    void array(qsizetype start, const Head &head);
    void map(qsizetype start, const Head &head);
    void verbatimItem();
    void tag(qsizetype start, const Head &head);
    void simple(qsizetype start, const Head &head);

    bool wrapTagged(quint64 tag);
    void wrapPair(qsizetype start, const Head &head, QByteArrayView name);
    void unwrapPair(qsizetype start, const Head &head, QByteArrayView name);
    bool unwrapContent(QByteArrayView name);
    bool unwrapBytes(quint64 tag);
    bool unwrapBigInt();
    bool unwrapSet();
    void renamePair(qsizetype start, const Head &head, const QByteArray &name);

    void putPair(QByteArrayView name);
    void putBigInt(const BigInt &value);
    void putBytes(QByteArrayView name, QByteArrayView content);

    Head readHead();
    QByteArrayView take(quint64 size);
    QByteArrayView takeString(const Head &head);
    /// The string of `type` that comes next, taken; none, with nothing taken, if something else comes.
    std::optional<QByteArrayView> nextString(MajorType type);
    /// The name of the pair that an array is, its first item taken; none, with nothing taken, if it is no `$`
    /// pair.
    std::optional<QByteArrayView> pairName(const Head &array);
    bool atBreak() const;
    void endIndefinite(const Head &array);
    void skip();

    void copyFrom(qsizetype start) { m_out.append(m_in.sliced(start, m_position - start)); }
    [[nodiscard]] Mark mark() const { return {m_position, m_out.size()}; }
    void returnTo(const Mark &mark);
    bool enter();
    void fail(const char *message);

    QByteArrayView m_in;
    TranslationRules m_rules;
    QByteArray m_out;
    qsizetype m_position = 0;
    int m_depth = 0;
    const char *m_fault = nullptr;
};

} // namespace rove::cbor
