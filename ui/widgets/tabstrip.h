// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/tone.h"

#include <QtWidgets/QTabBar>

namespace rove::ui {

/// One tab of a TabStrip.
struct TabItem {
    /// Names the tab; never shown.
    QString id;
    QString text;
    QString toolTip = {};
    Tone tone = {};
    /// Written in a quieter colour: what is here only until something else is looked at.
    bool isQuiet = false;
    /// A dot beside the name: there are edits that are not applied.
    bool isModified = false;
};

/// A row of tabs by identity. Tabs are dragged to another place, closed by their button or the middle button
/// of the mouse, and kept by a double click; what happens then is the owner's. Long names are shortened in
/// their middle, and buttons scroll where there are too many. GUI thread.
class TabStrip : public QTabBar {
    Q_OBJECT
public:
    explicit TabStrip(QWidget *parent = nullptr);

    /// Tells nobody.
    void setItems(const QList<TabItem> &items, const QString &currentId);
    [[nodiscard]] QString idAt(int index) const;
    [[nodiscard]] QStringList ids() const;

signals:
    void chosen(const QString &id);
    void closeRequested(const QString &id);
    void keepRequested(const QString &id);
    void menuRequested(const QString &id, const QPoint &globalPosition);
    /// The user dragged tabs into this order.
    void reordered(const QStringList &ids);

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;
    [[nodiscard]] QSize tabSizeHint(int index) const override;
    [[nodiscard]] QSize minimumTabSizeHint(int index) const override;

private:
    void describe(int index, const TabItem &item);

    QList<TabItem> m_items;
    bool m_isSetting = false;
};

} // namespace rove::ui
