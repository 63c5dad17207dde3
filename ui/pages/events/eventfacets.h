// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorevent.h"

#include <QtWidgets/QListView>

#include <array>

class QStandardItemModel;

namespace rove::ui {

/// The kinds of event with how many there are of each; each can be switched off with a click or Space.
/// GUI thread.
class EventFacets : public QListView {
    Q_OBJECT
public:
    using Hidden = std::array<bool, eventKindCount>;

    explicit EventFacets(QWidget *parent = nullptr);

    void setCount(EventKind kind, qsizetype count);
    [[nodiscard]] Hidden hidden() const;
    void setHidden(const Hidden &hidden);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void hiddenChanged();

private:
    QStandardItemModel *m_items;
    bool m_isSetting = false;
};

} // namespace rove::ui
