// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets/QHeaderView>

#include <vector>

namespace rove::ui {

/// One level of sorting as the header shows it.
struct HeaderSort {
    int column = 0;
    Qt::SortOrder order = Qt::AscendingOrder;

    friend bool operator==(const HeaderSort &, const HeaderSort &) = default;
};

/// A table's header that sorts by several columns: a click asks for one, Shift and a click for one more. Each
/// level has its arrow, and its number where there are several. The owner decides what happens; GUI thread.
class ActorsHeader : public QHeaderView {
    Q_OBJECT

public:
    static constexpr size_t levelCountMax = 4;

    explicit ActorsHeader(QWidget *parent = nullptr);

    void setLevels(const std::vector<HeaderSort> &levels);
    [[nodiscard]] const std::vector<HeaderSort> &levels() const { return m_levels; }
    /// What a click on the column leads to; `first` is the direction of a column that is not sorted yet.
    [[nodiscard]] std::vector<HeaderSort> levelsAfterClick(int column, Qt::SortOrder first,
                                                           bool isOneMore) const;

signals:
    void sortRequested(int column, bool isOneMore);

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;
    void paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const override;
    void initStyleOptionForIndex(QStyleOptionHeader *option, int logicalIndex) const override;

private:
    [[nodiscard]] int levelOf(int column) const;

    std::vector<HeaderSort> m_levels;
    Qt::KeyboardModifiers m_modifiers;
};

} // namespace rove::ui
