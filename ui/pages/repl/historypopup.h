// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets/QFrame>

class QListView;
class QStringListModel;

namespace rove::ui {

class FilterBox;
class ReplStore;

/// Finds an input that was run before: typing narrows, Enter takes, Escape leaves. Says what is remembered
/// and where, and clears it. The store belongs to the caller. GUI thread.
class HistoryPopup : public QFrame {
    Q_OBJECT
public:
    HistoryPopup(ReplStore &store, QWidget *parent);

    /// Above `anchor`, as wide as it.
    void popUp(const QWidget *anchor);
    [[nodiscard]] FilterBox *filterBox() const { return m_filter; }
    [[nodiscard]] QListView *list() const { return m_list; }

signals:
    void chosen(const QString &input);

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void refresh();
    void take();

    ReplStore &m_store;
    FilterBox *m_filter;
    QListView *m_list;
    QStringListModel *m_model;
    /// The inputs of the rows; the rows show their first lines.
    QStringList m_inputs;
};

} // namespace rove::ui
