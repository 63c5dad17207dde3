// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/capabilities.h"
#include "ui/widgets/card.h"

#include <vector>

class QLabel;

namespace rove::ui {

class IconLabel;

/// What the actor's runtime offers to an inspector, and from which release on it would offer the rest. GUI
/// thread.
class OfferCard : public Card {
    Q_OBJECT
public:
    explicit OfferCard(QWidget *parent = nullptr);

    void setCapabilities(const Capabilities &capabilities);
    /// Its words for a feature, "needs …" where it is not there; for tests.
    [[nodiscard]] QString textOf(Feature feature) const;

private:
    struct Row {
        Feature feature;
        IconLabel *icon;
        QLabel *text;
    };

    std::vector<Row> m_rows;
};

} // namespace rove::ui
