// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/persist/workflowkeys.h"

namespace rove::persist {
namespace {

/// The first element of each key.
enum class Part : std::uint8_t { Names = 1, History = 2, Workflow = 3, Metadata = 4 };
/// The second of those of the workflow as a whole.
enum class Field : std::uint8_t { State = 1, Output = 2, Error = 3 };

// FoundationDB's tuple layer: the type codes of its specification.
constexpr char stringCode = 0x02;
constexpr char nestedCode = 0x05;
constexpr int zeroCode = 0x14; ///< A number of n bytes has n more.
constexpr char terminator = 0x00;

void packNumber(QByteArray &key, std::uint32_t number)
{
    QByteArray bytes;
    for (; number > 0; number >>= 8)
        bytes.prepend(static_cast<char>(number & 0xff));
    key.append(static_cast<char>(zeroCode + bytes.size()));
    key.append(bytes);
}

/// A NUL inside becomes two bytes; UTF-8 has one only where the text has one.
void packString(QByteArray &key, const QString &text)
{
    key.append(stringCode);
    for (const char byte : text.toUtf8()) {
        key.append(byte);
        if (byte == terminator)
            key.append('\xff');
    }
    key.append(terminator);
}

/// No number's code or bytes are escaped inside a nested tuple: only the code of null is.
void packMarker(QByteArray &key, const workflow::LoopIterationMarker &marker)
{
    key.append(nestedCode);
    packNumber(key, marker.loop);
    packNumber(key, marker.iteration);
    key.append(terminator);
}

QByteArray keyOf(Part part)
{
    QByteArray key = workflowPrefix();
    packNumber(key, static_cast<std::uint32_t>(part));
    return key;
}

QByteArray keyOf(Field field)
{
    QByteArray key = keyOf(Part::Workflow);
    packNumber(key, static_cast<std::uint32_t>(field));
    return key;
}

/// What follows the first element of a key of that part.
std::optional<QByteArrayView> restOf(QByteArrayView key, Part part)
{
    const QByteArray start = keyOf(part);
    if (!key.startsWith(start))
        return std::nullopt;
    return key.sliced(start.size());
}

} // namespace

QByteArray workflowPrefix()
{
    // RivetKit's own prefix of workflows, and the version of what is below.
    return QByteArray("\x06\x01", 2);
}

QByteArray workflowNameKey(std::uint32_t index)
{
    QByteArray key = keyOf(Part::Names);
    packNumber(key, index);
    return key;
}

QByteArray workflowHistoryKey(const workflow::Location &location)
{
    QByteArray key = keyOf(Part::History);
    for (const workflow::PathSegment &segment : location) {
        if (const auto *marker = std::get_if<workflow::LoopIterationMarker>(&segment))
            packMarker(key, *marker);
        else
            packNumber(key, std::get<std::uint32_t>(segment));
    }
    return key;
}

QByteArray workflowMetadataKey(const QString &entryId)
{
    QByteArray key = keyOf(Part::Metadata);
    packString(key, entryId);
    return key;
}

QByteArray workflowStateKey()
{
    return keyOf(Field::State);
}

QByteArray workflowOutputKey()
{
    return keyOf(Field::Output);
}

QByteArray workflowErrorKey()
{
    return keyOf(Field::Error);
}

bool isWorkflowHistoryKey(QByteArrayView key)
{
    return restOf(key, Part::History).has_value();
}

std::optional<std::uint32_t> workflowNameIndexOf(QByteArrayView key)
{
    const std::optional<QByteArrayView> rest = restOf(key, Part::Names);
    if (!rest || rest->isEmpty())
        return std::nullopt;
    const qsizetype count = rest->front() - zeroCode;
    if (count < 0 || std::cmp_greater(count, sizeof(std::uint32_t)) || rest->size() != count + 1)
        return std::nullopt;
    std::uint32_t index = 0;
    for (const char byte : rest->sliced(1))
        index = index << 8 | static_cast<std::uint8_t>(byte);
    return index;
}

std::optional<QString> workflowMetadataIdOf(QByteArrayView key)
{
    const std::optional<QByteArrayView> rest = restOf(key, Part::Metadata);
    if (!rest || rest->size() < 2 || rest->front() != stringCode || rest->back() != terminator)
        return std::nullopt;
    const QByteArray escaped = rest->sliced(1, rest->size() - 2).toByteArray();
    return QString::fromUtf8(QByteArray(escaped).replace(QByteArray("\0\xff", 2), QByteArray("\0", 1)));
}

} // namespace rove::persist
