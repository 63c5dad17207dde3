// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/tone.h"

#include <QtWidgets/QAbstractButton>

namespace rove::ui {

/// One line of a short list that can be clicked: icon, text, a muted detail that gives way first, and a value
/// at the right end. Takes the focus and acts on Enter and Space. For lists of a few entries; longer ones are
/// views on models. GUI thread.
class RowButton : public QAbstractButton {
    Q_OBJECT
public:
    explicit RowButton(QWidget *parent = nullptr);

    void setRow(const Tone &tone, const QString &text, const QString &detail = {}, const QString &value = {});
    [[nodiscard]] QString detail() const { return m_detail; }
    [[nodiscard]] QString value() const { return m_value; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    [[nodiscard]] QRect placed(const QRect &area) const;

    Tone m_tone;
    QString m_detail;
    QString m_value;
};

} // namespace rove::ui
