// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"
#include "protocol/base/limits.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <QtCore/QCborValue>
#include <QtCore/QJsonValue>

#include <optional>

/// CBOR as JavaScript peers write and read it (spec/inspector.md 3.1, spec/client-gateway.md 4.3 and 4.4).
///
/// What JavaScript has and a plain QCborValue lacks lives in a QCborValue like this:
///
/// | JavaScript  | QCborValue                                             | compat form                |
/// |-------------|--------------------------------------------------------|----------------------------|
/// | number      | Integer or Double; which one does not matter to a peer | the same                   |
/// | BigInt      | tag 2 or 3 on the magnitude's bytes (`fromBigInt`)     | `["$BigInt", "decimal"]`   |
/// | undefined   | Undefined                                              | `["$Undefined", 0]`        |
/// | Uint8Array  | ByteArray; with tag 64 is understood too               | `["$Uint8Array", base64]`  |
/// | ArrayBuffer | `arrayBufferTag` on a ByteArray                        | `["$ArrayBuffer", base64]` |
/// | Set         | tag 258 on an Array                                    | `["$Set", [items]]`        |
/// | Map         | tag 259 on a Map                                       | the same                   |
/// | Date        | DateTime, read from tags 0 and 1, written as tag 1     | the same                   |
/// | `["$x", 1]` | Array                                                  | `["$$x", 1]`               |
///
/// "Native" below means the left form as CBOR, "compat" the right one; both are CBOR. A RivetKit of 2.3 or
/// newer stores and sends the compat form, an older one the native form.
namespace rove::cbor {

inline constexpr QCborTag positiveBigIntTag{2};
inline constexpr QCborTag negativeBigIntTag{3};
inline constexpr QCborTag uint8ArrayTag{64};
inline constexpr QCborTag setTag{258};
inline constexpr QCborTag mapTag{259};
/// Rove's own and never on the wire: `encode` writes the bytes alone, as JavaScript does for an ArrayBuffer.
inline constexpr QCborTag arrayBufferTag{0x726f7665};

/// One item. Integers outside -2^32 … 2^32-1 become doubles, as JavaScript would take an 8-byte integer for a
/// BigInt; BigInts are written as 8-byte integers where they fit.
[[nodiscard]] QByteArray encode(const QCborValue &value);

/// Reads exactly one item. `CborInvalid` for anything else, trailing bytes, indefinite-length strings,
/// strings that are not UTF-8, and nesting deeper than `depthMax`. Integers with an 8-byte head become
/// BigInts.
[[nodiscard]] Result<QCborValue> decode(QByteArrayView bytes, int depthMax = limits::nestingDepthMax);

/// `decode` and `unwrapCompat` in one: a user's value as a peer of 2.3 or newer sent or stored it.
[[nodiscard]] Result<QCborValue> decodeCompat(QByteArrayView bytes, int depthMax = limits::nestingDepthMax);
/// `wrapCompat` and `encode` in one.
[[nodiscard]] QByteArray encodeCompat(const QCborValue &value);

/// Native value to compat form. Undefined if the value nests deeper than Qt reads, 1024 levels.
[[nodiscard]] QCborValue wrapCompat(const QCborValue &value);
/// Compat form to native value. `CborInvalid` for a `$` pair without a meaning, at which JavaScript throws
/// too.
[[nodiscard]] Result<QCborValue> unwrapCompat(const QCborValue &value);

/// The same on encoded items. Bytes that need no change are copied as they are, so `toNative(toCompat(x))` is
/// `x` but for two spellings: a plain byte string gets tag 64, a BigInt its shortest form.
[[nodiscard]] Result<QByteArray> toCompat(QByteArrayView native);
[[nodiscard]] Result<QByteArray> toNative(QByteArrayView compat);

/// How JSON says undefined. RivetKit before 2.3 does not know the pair.
enum class JsonUndefined {
    Pair, ///< `["$Undefined", 0]`
    Null, ///< As JavaScript's JSON.stringify: null in an array, and an object loses the member.
};

/// A native value from JSON; compat forms in it are read, and a `$` pair without a meaning stays the array it
/// is.
[[nodiscard]] QCborValue fromJson(const QJsonValue &value);
/// Native value to JSON, in compat form for what JSON lacks. Dates become ISO text, Maps become objects,
/// other tags vanish around their value, NaN and infinities become null.
[[nodiscard]] QJsonValue toJson(const QCborValue &value, JsonUndefined undefined = JsonUndefined::Pair);

/// Reads a JSON text, scalars included. `ApiBadRequest` if it is not JSON or nests too deeply.
[[nodiscard]] Result<QJsonValue> parseJson(QByteArrayView text);
/// Writes a JSON text, compact, scalars included.
[[nodiscard]] QByteArray writeJson(const QJsonValue &value);

/// A BigInt from its decimal text; none if the text is not one or is longer than `limits::bigIntDigitsMax`.
[[nodiscard]] std::optional<QCborValue> fromBigInt(QStringView decimal);
/// The decimal text of a BigInt; none if the value is none or is longer than `limits::bigIntDigitsMax`.
[[nodiscard]] std::optional<QString> bigIntText(const QCborValue &value);
/// An unsigned integer in whatever form a peer chose: Integer, whole Double or BigInt.
[[nodiscard]] std::optional<quint64> toUnsigned(const QCborValue &value);

} // namespace rove::cbor
