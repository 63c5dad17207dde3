// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QTimer>
#include <QtWidgets/QLineEdit>

namespace rove::ui {

/// A field for a filter: funnel, text, how many rows it leaves, a button to clear it.
/// Says filterChanged() once typing pauses, and at once on Enter or when cleared. Escape clears, then gives
/// the key on. A filter that cannot be understood is marked with setError(); the owner keeps its old result
/// then.
class FilterBox : public QLineEdit {
    Q_OBJECT

public:
    explicit FilterBox(QWidget *parent = nullptr);

    /// Shown at the right end and read out when it settles; empty for nothing to say.
    void setResultText(const QString &text);
    [[nodiscard]] QString resultText() const { return m_resultText; }
    void setError(const QString &message);
    [[nodiscard]] bool hasError() const { return !m_error.isEmpty(); }

signals:
    void filterChanged(const QString &text);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void report();
    void updateMargins();
    void updateIcon();

    QAction *m_funnel;
    QTimer m_pause;
    QString m_reported;
    QString m_resultText;
    QString m_error;
};

} // namespace rove::ui
