// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/connectionprofilemodel.h"
#include "ui/style/tone.h"

#include <QtWidgets/QStyledItemDelegate>

namespace rove::ui {

/// How a connection's presence looks.
[[nodiscard]] Tone presenceTone(ConnectionRow::Presence presence);

/// Draws a saved connection over two lines: its colour, name, status and environment above, endpoint and what
/// is known of it below. The model must be a ConnectionProfileModel. GUI thread.
class ConnectionDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace rove::ui
