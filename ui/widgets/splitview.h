// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets/QSplitter>

namespace rove::ui {

/// A splitter with a line of one pixel that is easy to grab. A double click on it, or toggle(), folds the
/// pane given with setFoldingPane() away and brings it back at its old size. The handle takes the focus with
/// Tab and moves by arrow keys.
class SplitView : public QSplitter {
    Q_OBJECT

public:
    explicit SplitView(Qt::Orientation orientation, QWidget *parent = nullptr);

    /// Which pane folds; the first by default.
    void setFoldingPane(int index);
    [[nodiscard]] bool isFolded() const;
    void setFolded(bool folded);
    void toggle() { setFolded(!isFolded()); }

signals:
    void foldedChanged(bool folded);

protected:
    QSplitterHandle *createHandle() override;

private:
    class Handle;

    void reportFolding();

    int m_foldingPane = 0;
    int m_unfoldedSize;
    bool m_reportedFolded = false;
};

} // namespace rove::ui
