// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets/QWidget>

namespace rove::ui {

class ElidedLabel;

/// Says on every window of a production connection that it is one, in white on red with a word and a sign,
/// and offers to allow changes or to forbid them again. The command belongs to the caller. GUI thread.
class EnvironmentBanner : public QWidget {
    Q_OBJECT
public:
    explicit EnvironmentBanner(QAction *allowChanges, QWidget *parent = nullptr);

    void setText(const QString &text);
    [[nodiscard]] QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void updateLook();

    ElidedLabel *m_text;
};

/// A line in the colour that the user gave to a connection; nothing without one. GUI thread.
class ConnectionStripe : public QWidget {
    Q_OBJECT
public:
    explicit ConnectionStripe(QWidget *parent = nullptr);

    /// `#rrggbb`, or empty for none.
    void setColour(const QString &colour);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QColor m_colour;
};

} // namespace rove::ui
