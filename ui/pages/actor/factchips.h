// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QLatin1StringView>
#include <QtCore/QList>
#include <QtWidgets/QWidget>

namespace rove::ui {

/// Something short to know.
struct Fact {
    QLatin1StringView icon;
    /// What it is, for the tooltip and for screen readers.
    QString name;
    QString value;

    friend bool operator==(const Fact &, const Fact &) = default;
};

/// A few facts in a row, each an icon and a value in a thin frame; what each is stands in its tooltip. They
/// wrap into as many lines as the width needs. GUI thread.
class FactChips : public QWidget {
    Q_OBJECT
public:
    explicit FactChips(QWidget *parent = nullptr);

    void setFacts(const QList<Fact> &facts);
    [[nodiscard]] const QList<Fact> &facts() const { return m_facts; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] QList<QRect> placed(int width) const;
    [[nodiscard]] int chipHeight() const;

    QList<Fact> m_facts;
};

} // namespace rove::ui
