// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/filterassistant.h"

#include <QtWidgets/QCompleter>

class QStandardItemModel;

namespace rove::ui {

/// The list below a FilterBox with what could be typed and what it means. Up, Down and Enter choose, Escape
/// closes, everything else goes on to the field. Owned by the box; GUI thread.
class FilterCompleter : public QCompleter {
    Q_OBJECT

public:
    explicit FilterCompleter(QWidget *field);

    /// Shows these, or nothing if there are none.
    void offer(std::vector<FilterOffer> offers);
    void hide();
    [[nodiscard]] bool isShowing() const;
    [[nodiscard]] const std::vector<FilterOffer> &offers() const { return m_offers; }

signals:
    void chosen(const rove::ui::FilterOffer &offer);

private:
    std::vector<FilterOffer> m_offers;
    QStandardItemModel *m_list;
};

} // namespace rove::ui
