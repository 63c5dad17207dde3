// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets/QToolBar>

class QLabel;

namespace rove::ui {

/// The line below a list while several rows are selected: how many, and what can be done with them. The
/// commands belong to the caller. GUI thread.
class SelectionFooter : public QToolBar {
    Q_OBJECT

public:
    explicit SelectionFooter(QWidget *parent = nullptr);

    void setCommands(const QList<QAction *> &commands);
    /// Shows itself for two and more.
    void setCount(int count);
    [[nodiscard]] QString text() const;

private:
    QLabel *m_text;
    int m_count = 0;
};

} // namespace rove::ui
