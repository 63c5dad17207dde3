// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets/QWidget>

class QButtonGroup;

namespace rove::ui {

/// A row of swatches to choose a connection's colour from, none first. One button a colour, with the colour's
/// word as its name and tooltip; the arrow keys move along. GUI thread.
class ConnectionDialogColour : public QWidget {
    Q_OBJECT
public:
    explicit ConnectionDialogColour(QWidget *parent = nullptr);

    /// `#rrggbb`, or empty for none.
    [[nodiscard]] QString colour() const;
    void setColour(const QString &value);

signals:
    void changed();

private:
    QButtonGroup *m_buttons;
};

} // namespace rove::ui
