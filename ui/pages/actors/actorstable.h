// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorlistmodel.h"
#include "ui/style/tone.h"

#include <QtCore/QPersistentModelIndex>
#include <QtWidgets/QTableView>

#include <functional>

namespace rove::ui {

/// The table of actors: sorted and filtered, one row chosen by the actor's identity. Rows that come, go or
/// move never move the chosen row out of the choice nor the rows under the reader's eyes; only at the very
/// top new rows push in. Shows whatever model it is given; the model belongs to the caller. GUI thread.
class ActorsTable : public QTableView {
    Q_OBJECT
public:
    using ToneOf = std::function<Tone(ActorStatus)>;

    explicit ActorsTable(ToneOf toneOf, QWidget *parent = nullptr);

    void setActors(ActorListModel *actors);
    [[nodiscard]] ActorListModel *actors() const { return m_actors; }
    void setFilterText(const QString &text) { m_proxy->setFilterText(text); }
    /// Order, widths and sorting of the columns, with the columns' ids, so that a new column does not
    /// scramble them.
    [[nodiscard]] QByteArray saveColumns() const;
    void restoreColumns(const QByteArray &bytes) { m_savedColumns = bytes; }
    [[nodiscard]] int shownCount() const { return m_proxy->rowCount(); }

    /// Empty for none. Stays while the actor is filtered out or not listed yet.
    [[nodiscard]] QString chosenId() const { return m_chosenId; }
    void setChosenId(const QString &id);

signals:
    void chosenIdChanged(const QString &id);
    /// Enter or a double click.
    void opened(const QString &id);
    /// Rows or what is shown of them changed.
    void shownChanged();

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void connectProxy();
    bool applySavedColumns();
    [[nodiscard]] QByteArray columnIds() const;
    void rememberPlace();
    void restorePlace();
    void showChosen();
    void reportVisible();
    void updateRowHeight();
    void showColumnMenu(const QPoint &position);
    [[nodiscard]] QString idAt(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const QString &id) const;

    ActorListModel *m_actors = nullptr;
    ActorSortFilterProxy *m_proxy;
    QString m_chosenId;
    /// Applied when a model with the same columns comes.
    QByteArray m_savedColumns;
    QPersistentModelIndex m_top;
    int m_topOffset = 0;
    bool m_isRestoring = false;
    QTimer m_visibleTimer;
};

} // namespace rove::ui
