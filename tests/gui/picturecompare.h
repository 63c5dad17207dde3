// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGui/QImage>

namespace rove::test {

/// A channel may differ by so much: libraries round differently from processor to processor.
inline constexpr int channelDifferenceMax = 2;
/// A picture is the same while no more than this share of its pixels differs by more.
inline constexpr double differingShareMax = 0.001;

/// What tells two pictures apart. A value.
struct PictureDifference {
    bool isSameSize = true;
    /// Pixels with a channel that differs by more than `channelDifferenceMax`.
    qint64 differingCount = 0;
    qint64 pixelCount = 0;
    /// Of any channel of any pixel.
    int largest = 0;

    [[nodiscard]] bool isSmall() const
    {
        return isSameSize &&
               static_cast<double>(differingCount) <= differingShareMax * static_cast<double>(pixelCount);
    }
    /// For the one who reads the log.
    [[nodiscard]] QString text() const;
};

[[nodiscard]] PictureDifference comparePictures(const QImage &expected, const QImage &actual);

/// The new picture, faded, with what differs in magenta; pixels that only one of the two has count as
/// different.
[[nodiscard]] QImage differencePicture(const QImage &expected, const QImage &actual);

} // namespace rove::test
