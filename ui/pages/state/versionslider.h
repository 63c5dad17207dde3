// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets/QSlider>

namespace rove::ui {

/// A slider with marks at some of its values: upright ones for what was applied, slanted ones for what was
/// restored.
class VersionSlider : public QSlider {
    Q_OBJECT
public:
    struct Mark {
        enum class Kind { Applied, Restored };
        int value = 0;
        Kind kind = Kind::Applied;

        friend bool operator==(const Mark &, const Mark &) = default;
    };

    explicit VersionSlider(QWidget *parent = nullptr);

    void setMarks(const QList<Mark> &marks);
    [[nodiscard]] const QList<Mark> &marks() const { return m_marks; }
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<Mark> m_marks;
};

} // namespace rove::ui
