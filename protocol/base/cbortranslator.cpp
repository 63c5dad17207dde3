// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbortranslator.h"

#include "protocol/base/cbor.h"

#include <QtCore/QUtf8StringView>

#include <utility>

namespace rove::cbor {
namespace {

using Compat = TranslationRules::Compat;
using Target = TranslationRules::Target;

constexpr quint8 infoMask = 0x1f;
constexpr quint8 infoOneByte = 24;
constexpr quint8 infoEightBytes = 27;
constexpr quint8 infoIndefinite = 31;
constexpr quint8 simpleUndefined = 23;
constexpr quint8 breakByte = 0xff;
/// Simple values below this one have no two-byte form (RFC 8949 3.3).
constexpr quint64 simpleTwoByteMin = 32;

constexpr quint64 number(QCborTag tag)
{
    return static_cast<quint64>(tag);
}

void appendHeadOf(QByteArray &out, MajorType type, quint8 info, quint64 value, int valueBytes)
{
    out.append(static_cast<char>((static_cast<quint8>(type) << 5) | info));
    for (int shift = 8 * (valueBytes - 1); shift >= 0; shift -= 8)
        out.append(static_cast<char>((value >> shift) & 0xffU));
}

void appendString(QByteArray &out, MajorType type, QByteArrayView content)
{
    appendHead(out, type, static_cast<quint64>(content.size()));
    out.append(content);
}

} // namespace

void appendHead(QByteArray &out, MajorType type, quint64 value)
{
    if (value < infoOneByte)
        appendHeadOf(out, type, static_cast<quint8>(value), value, 0);
    else if (value <= 0xff)
        appendHeadOf(out, type, infoOneByte, value, 1);
    else if (value <= 0xffff)
        appendHeadOf(out, type, infoOneByte + 1, value, 2);
    else if (value <= 0xffff'ffff)
        appendHeadOf(out, type, infoOneByte + 2, value, 4);
    else
        appendHeadOf(out, type, infoEightBytes, value, 8);
}

void appendBigInt(QByteArray &out, const BigInt &value)
{
    if (const auto magnitude = value.magnitudeAsUnsigned()) {
        appendHeadOf(out, value.negative ? MajorType::Negative : MajorType::Unsigned, infoEightBytes,
                     *magnitude, 8);
    } else {
        appendHead(out, MajorType::Tag, number(value.negative ? negativeBigIntTag : positiveBigIntTag));
        appendString(out, MajorType::Bytes, value.magnitude);
    }
}

bool Translator::Head::isIndefinite() const
{
    return info == infoIndefinite;
}

Result<QByteArray> Translator::run()
{
    item();
    if (m_position != m_in.size())
        fail("bytes left over");
    if (m_fault)
        return failure(ErrorCode::CborInvalid, QString::fromLatin1(m_fault));
    return m_out;
}

// --- Items ---

void Translator::item()
{
    const qsizetype start = m_position;
    const Head head = readHead();
    if (m_fault)
        return;
    switch (head.type) {
    case MajorType::Unsigned:
    case MajorType::Negative:
        return integer(start, head);
    case MajorType::Bytes:
        return bytes(start, head);
    case MajorType::Text:
        return text(start, head);
    case MajorType::Simple:
        return simple(start, head);
    case MajorType::Array:
    case MajorType::Map:
    case MajorType::Tag:
        break;
    }
    if (!enter())
        return;
    if (head.type == MajorType::Array)
        array(start, head);
    else if (head.type == MajorType::Map)
        map(start, head);
    else
        tag(start, head);
    --m_depth;
}

void Translator::integer(qsizetype start, const Head &head)
{
    if (head.isIndefinite())
        return fail("an integer has no length");
    if (head.info == infoEightBytes)
        putBigInt(BigInt::fromUnsigned(head.type == MajorType::Negative, head.value));
    else
        copyFrom(start);
}

void Translator::bytes(qsizetype start, const Head &head)
{
    const QByteArrayView content = takeString(head);
    if (m_rules.compat == Compat::Wrap)
        putBytes("$Uint8Array", content);
    else
        copyFrom(start);
}

void Translator::text(qsizetype start, const Head &head)
{
    takeString(head);
    copyFrom(start);
}

void Translator::array(qsizetype start, const Head &head)
{
    if (m_rules.compat != Compat::Keep) {
        if (const auto name = pairName(head)) {
            if (m_rules.compat == Compat::Wrap)
                wrapPair(start, head, *name);
            else
                unwrapPair(start, head, *name);
            return;
        }
    }
    copyFrom(start);
    if (head.isIndefinite()) {
        while (!m_fault && !atBreak())
            item();
        endIndefinite(head);
    } else {
        for (quint64 i = 0; i < head.value && !m_fault; ++i)
            item();
    }
}

void Translator::map(qsizetype start, const Head &head)
{
    copyFrom(start);
    const auto entry = [this] {
        verbatimItem();
        item();
    };
    if (head.isIndefinite()) {
        while (!m_fault && !atBreak())
            entry();
        endIndefinite(head);
    } else {
        for (quint64 i = 0; i < head.value && !m_fault; ++i)
            entry();
    }
}

/// For keys, which have no compat form, and for what is only looked at.
void Translator::verbatimItem()
{
    const TranslationRules rules = std::exchange(m_rules, {.depthMax = m_rules.depthMax});
    item();
    m_rules = rules;
}

void Translator::tag(qsizetype start, const Head &head)
{
    if (head.isIndefinite())
        return fail("a tag has no length");
    const Mark afterHead = mark();
    if (m_rules.compat == Compat::Wrap && wrapTagged(head.value))
        return;
    returnTo(afterHead);
    copyFrom(start);
    // A byte string right under a tag is what the tag says, not a Uint8Array.
    if (const qsizetype content = m_position; nextString(MajorType::Bytes))
        copyFrom(content);
    else
        item();
}

void Translator::simple(qsizetype start, const Head &head)
{
    if (head.isIndefinite())
        return fail("a break where an item should be");
    if (head.info == infoOneByte && head.value < simpleTwoByteMin)
        return fail("invalid simple value");
    if (head.info == simpleUndefined && m_rules.compat == Compat::Wrap) {
        putPair("$Undefined");
        appendHead(m_out, MajorType::Unsigned, 0);
    } else {
        copyFrom(start);
    }
}

// --- Compat forms ---

/// Writes the compat form of what a tag stands before; false, perhaps after having moved on, if it has none.
bool Translator::wrapTagged(quint64 tag)
{
    if (tag == number(setTag)) {
        const qsizetype start = m_position;
        const Head head = readHead();
        m_position = start;
        if (m_fault || head.type != MajorType::Array)
            return false;
        putPair("$Set");
        item();
        return true;
    }
    const auto content = nextString(MajorType::Bytes);
    if (!content)
        return false;
    if (tag == number(positiveBigIntTag) || tag == number(negativeBigIntTag)) {
        const auto value = BigInt::fromMagnitude(tag == number(negativeBigIntTag), *content);
        if (!value.toDecimal())
            return false;
        putBigInt(value);
    } else if (tag == number(uint8ArrayTag)) {
        putBytes("$Uint8Array", *content);
    } else if (tag == number(arrayBufferTag)) {
        putBytes("$ArrayBuffer", *content);
    } else {
        return false;
    }
    return true;
}

/// A user's own array that looks like a pair.
void Translator::wrapPair(qsizetype start, const Head &head, QByteArrayView name)
{
    renamePair(start, head, '$' + name.toByteArray());
}

void Translator::unwrapPair(qsizetype start, const Head &head, QByteArrayView name)
{
    const Mark beforeContent = mark();
    if (name.startsWith("$$"))
        return renamePair(start, head, name.sliced(1).toByteArray());
    if (unwrapContent(name)) {
        if (head.isIndefinite() && atBreak())
            ++m_position;
    } else if (m_rules.compat == Compat::UnwrapLeniently && !m_fault) {
        returnTo(beforeContent);
        renamePair(start, head, name.toByteArray());
    } else {
        fail("a \"$\" pair that means nothing");
    }
}

bool Translator::unwrapContent(QByteArrayView name)
{
    if (name == "$Undefined") {
        skip();
        appendHead(m_out, MajorType::Simple, simpleUndefined);
        return true;
    }
    if (name == "$BigInt")
        return unwrapBigInt();
    if (name == "$Uint8Array")
        return unwrapBytes(number(uint8ArrayTag));
    if (name == "$ArrayBuffer")
        return unwrapBytes(number(arrayBufferTag));
    return name == "$Set" && unwrapSet();
}

bool Translator::unwrapBigInt()
{
    const auto text = nextString(MajorType::Text);
    const auto value = text ? BigInt::fromDecimal(QString::fromUtf8(*text)) : std::nullopt;
    if (value)
        putBigInt(*value);
    return value.has_value();
}

/// On the wire a Uint8Array has a tag and an ArrayBuffer none; in a QCborValue it is the other way round.
bool Translator::unwrapBytes(quint64 tag)
{
    const auto text = nextString(MajorType::Text);
    if (!text)
        return false;
    const auto content =
        QByteArray::fromBase64Encoding(text->toByteArray(), QByteArray::AbortOnBase64DecodingErrors);
    if (!content)
        return false;
    const bool isTagged = (tag == number(uint8ArrayTag)) == (m_rules.target == Target::Wire);
    if (isTagged)
        appendHead(m_out, MajorType::Tag, tag);
    appendString(m_out, MajorType::Bytes, *content);
    return true;
}

bool Translator::unwrapSet()
{
    const qsizetype start = m_position;
    const Head head = readHead();
    m_position = start;
    if (m_fault || head.type != MajorType::Array)
        return false;
    appendHead(m_out, MajorType::Tag, number(setTag));
    item();
    return true;
}

/// Copies a pair whose name has been taken, under another name.
void Translator::renamePair(qsizetype start, const Head &head, const QByteArray &name)
{
    m_out.append(m_in[start]);
    if (!head.isIndefinite() && head.info >= infoOneByte)
        m_out.append(m_in.sliced(start + 1, qsizetype{1} << (head.info - infoOneByte)));
    appendString(m_out, MajorType::Text, name);
    item();
    endIndefinite(head);
}

void Translator::putPair(QByteArrayView name)
{
    appendHead(m_out, MajorType::Array, 2);
    appendString(m_out, MajorType::Text, name);
}

void Translator::putBigInt(const BigInt &value)
{
    if (m_rules.compat == Compat::Wrap) {
        putPair("$BigInt");
        appendString(m_out, MajorType::Text, value.toDecimal().value_or(QString()).toLatin1());
    } else if (m_rules.target == Target::Value) {
        appendHead(m_out, MajorType::Tag, number(value.negative ? negativeBigIntTag : positiveBigIntTag));
        appendString(m_out, MajorType::Bytes, value.magnitude);
    } else {
        appendBigInt(m_out, value);
    }
}

void Translator::putBytes(QByteArrayView name, QByteArrayView content)
{
    putPair(name);
    appendString(m_out, MajorType::Text, content.toByteArray().toBase64());
}

// --- Reading ---

Translator::Head Translator::readHead()
{
    const QByteArrayView first = take(1);
    if (m_fault)
        return {};
    const auto byte = static_cast<quint8>(first[0]);
    Head head{.type = static_cast<MajorType>(byte >> 5), .info = static_cast<quint8>(byte & infoMask)};
    if (head.info < infoOneByte) {
        head.value = head.info;
    } else if (head.info <= infoEightBytes) {
        for (const char next : take(quint64{1} << (head.info - infoOneByte)))
            head.value = (head.value << 8) | static_cast<quint8>(next);
    } else if (!head.isIndefinite()) {
        fail("reserved length");
    }
    return head;
}

QByteArrayView Translator::take(quint64 size)
{
    if (m_fault)
        return {};
    if (size > static_cast<quint64>(m_in.size() - m_position)) {
        fail("unexpected end of input");
        return {};
    }
    const auto taken = m_in.sliced(m_position, static_cast<qsizetype>(size));
    m_position += taken.size();
    return taken;
}

QByteArrayView Translator::takeString(const Head &head)
{
    if (head.isIndefinite()) {
        fail("indefinite-length string");
        return {};
    }
    const QByteArrayView content = take(head.value);
    if (head.type == MajorType::Text && !QUtf8StringView(content.data(), content.size()).isValidUtf8())
        fail("invalid UTF-8");
    return content;
}

std::optional<QByteArrayView> Translator::nextString(MajorType type)
{
    const qsizetype start = m_position;
    const Head head = readHead();
    if (m_fault || head.type != type) {
        m_position = start;
        return std::nullopt;
    }
    const QByteArrayView content = takeString(head);
    return m_fault ? std::nullopt : std::optional(content);
}

std::optional<QByteArrayView> Translator::pairName(const Head &array)
{
    if (array.isIndefinite() ? atBreak() : array.value != 2)
        return std::nullopt;
    const Mark start = mark();
    const auto name = nextString(MajorType::Text);
    if (m_fault)
        return std::nullopt;
    bool isPair = name && name->startsWith('$');
    if (isPair && array.isIndefinite()) {
        const Mark second = mark();
        skip();
        isPair = !m_fault && atBreak();
        returnTo(second);
    }
    if (!isPair)
        returnTo(start);
    return isPair ? name : std::nullopt;
}

bool Translator::atBreak() const
{
    return m_position < m_in.size() && static_cast<quint8>(m_in[m_position]) == breakByte;
}

/// Copies the break of an indefinite-length item.
void Translator::endIndefinite(const Head &array)
{
    if (!array.isIndefinite() || m_fault)
        return;
    if (!atBreak())
        return fail("unexpected end of input");
    m_out.append(m_in[m_position++]);
}

/// Checks an item and writes nothing.
void Translator::skip()
{
    const qsizetype outSize = m_out.size();
    verbatimItem();
    m_out.truncate(outSize);
}

void Translator::returnTo(const Mark &mark)
{
    m_position = mark.position;
    m_out.truncate(mark.outSize);
}

bool Translator::enter()
{
    if (++m_depth <= m_rules.depthMax)
        return true;
    fail("nested too deeply");
    return false;
}

void Translator::fail(const char *message)
{
    if (!m_fault)
        m_fault = message;
}

} // namespace rove::cbor
