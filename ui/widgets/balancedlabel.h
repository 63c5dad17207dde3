// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets/QLabel>

namespace rove::ui {

/// A label of plain text whose wrapped lines are about equally long, so that the last is never a lone word.
/// It takes no more lines than an ordinary label of its width would. GUI thread.
class BalancedLabel : public QLabel {
    Q_OBJECT

public:
    explicit BalancedLabel(QWidget *parent = nullptr);

    /// As the base class's.
    void setText(const QString &text);

    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

    /// The smallest width with as few lines as `width` gives.
    [[nodiscard]] int balancedWidth(int width) const;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] int textHeight(int width) const;
    void balance();
};

} // namespace rove::ui
