// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorlistmodel.h"
#include "ui/models/orderedview.h"
#include "ui/pages/actors/actorsarrangement.h"
#include "ui/pages/actors/actorsheader.h"
#include "ui/style/tone.h"

#include <QtCore/QPersistentModelIndex>
#include <QtCore/QPointer>
#include <QtWidgets/QTableView>

#include <functional>
#include <set>

namespace rove::ui {

class ActorTimeDelegate;

/// The table of actors: filtered, sorted by several columns, grouped; one actor chosen, any number selected,
/// both by the actor's identity. Rows that come, go or move never move the chosen row out of the choice nor
/// the rows under the reader's eyes; only at the very top new rows push in. What a filter hides is not
/// selected any more, so that no command reaches what cannot be seen. Shows whatever model it is given; the
/// model belongs to the caller. GUI thread.
class ActorsTable : public QTableView {
    Q_OBJECT
public:
    using ToneOf = std::function<Tone(ActorStatus)>;

    explicit ActorsTable(ToneOf toneOf, QWidget *parent = nullptr);

    void setActors(ActorListModel *actors);
    [[nodiscard]] ActorListModel *actors() const { return m_actors; }
    /// Filter, order and groups.
    [[nodiscard]] OrderedView *view() const { return m_view; }

    /// Order, widths, visibility, sorting, groups: what is kept for each namespace. Bytes that are not ours
    /// give the arrangement that everybody starts with.
    [[nodiscard]] QByteArray saveColumns() const;
    void restoreColumns(const QByteArray &bytes);
    void resetColumns();
    [[nodiscard]] bool hasAbsoluteTimes() const { return m_hasAbsoluteTimes; }
    void setAbsoluteTimes(bool isAbsolute);
    /// The order asked for by a click, and more levels with Shift.
    void sortBy(int column, bool isOneMore);
    /// −1 for no groups.
    void setGroupField(int field);

    /// Actors that match the filter, in closed groups too.
    [[nodiscard]] int shownCount() const { return m_view->matchedCount(); }
    /// Empty for none. Stays while the actor is filtered out or not listed yet.
    [[nodiscard]] QString chosenId() const { return m_chosenId; }
    void setChosenId(const QString &id);
    [[nodiscard]] int selectedCount() const;
    /// In the order shown.
    [[nodiscard]] QStringList selectedIds() const;
    [[nodiscard]] std::vector<ActorRow> selectedRows() const;
    /// Columns that are shown, from left to right.
    [[nodiscard]] std::vector<int> shownColumns() const;
    /// The row that commands are for: the current one.
    [[nodiscard]] const ActorRow *currentActor() const;
    /// Fills the menu of the header; for tests, and for those without a mouse.
    void fillColumnMenu(QMenu &menu);

signals:
    void chosenIdChanged(const QString &id);
    /// Enter or a double click.
    void opened(const QString &id);
    /// Space: a look without opening.
    void previewRequested(const QString &id);
    void selectedIdsChanged();
    /// Rows or what is shown of them changed.
    void shownChanged();
    void copyRequested();
    void menuRequested(const QPoint &globalPosition);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    /// Rows of the source, in the order shown.
    [[nodiscard]] std::vector<int> selectedSourceRows() const;
    void makeDelegates(ToneOf toneOf);
    void makeHeader();
    void apply(const ActorsArrangement &arrangement);
    [[nodiscard]] ActorsArrangement arrangement() const;
    void setLevels(const std::vector<HeaderSort> &levels);
    /// Looks at the first rows for how wide their texts are.
    void measureRows();
    /// Gives columns what their texts need as far as there is room, and the key the rest, until somebody says
    /// how wide a column is.
    void fitColumns();
    void forgetFit(int column);
    [[nodiscard]] int widthAtFirst(int column) const;
    bool handleGroupKey(const QKeyEvent &event);
    void toggleGroup(int row);
    void paintGroups(QPainter &painter);
    void paintCurrent(QPainter &painter);
    [[nodiscard]] QString groupTitle(const QString &value) const;
    void rememberPlace();
    void restorePlace();
    void showChosen();
    void reportVisible();
    void updateRowHeight();
    [[nodiscard]] QString idAt(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const QString &id) const;

    QPointer<ActorListModel> m_actors;
    OrderedView *m_view;
    ActorsHeader *m_header;
    ToneOf m_toneOf;
    std::vector<ActorTimeDelegate *> m_timeDelegates;
    QString m_chosenId;
    /// Applied when a model comes.
    QByteArray m_savedColumns;
    bool m_hasAbsoluteTimes = false;
    /// Columns of which nobody has said how wide they are.
    std::set<int> m_fitted;
    /// How wide the first rows' texts are, by column; 0 where that does not count.
    std::vector<int> m_textWidths;
    /// As many rows have been looked at; more may come as long as these are few.
    int m_measuredCount = 0;
    bool m_isFitting = false;
    /// Rows on screen before a change and where they were, so that the first to survive keeps its place.
    std::vector<std::pair<QPersistentModelIndex, int>> m_anchors;
    bool m_isRestoring = false;
    QTimer m_visibleTimer;
};

} // namespace rove::ui
