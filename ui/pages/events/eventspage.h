// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actoreventexport.h"
#include "ui/models/actoreventmodel.h"
#include "ui/pages/events/eventscommands.h"

#include <QtCore/QPointer>
#include <QtCore/QVariantMap>
#include <QtWidgets/QWidget>

class QComboBox;
class QPushButton;
class QStackedWidget;

namespace rove::ui {

class ActorEventLog;
class ElidedLabel;
class EmptyState;
class EventDetail;
class EventFacets;
class EventsTable;
class FilterBox;
class MessageBar;
class SplitView;

/// The log of one actor: filter, kinds with counts, the rows, and the chosen event in full. Shows a log that
/// belongs to the caller, or says that there is none. Pausing lets new rows wait; the log goes on recording.
/// GUI thread.
class EventsPage : public QWidget {
    Q_OBJECT
public:
    explicit EventsPage(QWidget *parent = nullptr);
    ~EventsPage() override;

    void setLog(ActorEventLog *log);
    [[nodiscard]] QList<QAction *> commands() const { return m_commands.all(); }

    /// What is shown how: filter, kinds, columns of time. For one open actor.
    [[nodiscard]] QVariantMap saveView() const;
    void restoreView(const QVariantMap &view);

    [[nodiscard]] EventsTable *table() const { return m_table; }
    [[nodiscard]] ActorEventModel &model() const { return *m_model; }
    [[nodiscard]] FilterBox *filterBox() const { return m_filter; }
    [[nodiscard]] EventFacets *facets() const { return m_facets; }
    [[nodiscard]] EventDetail *detail() const { return m_detail; }
    [[nodiscard]] QComboBox *levelBox() const { return m_level; }
    [[nodiscard]] MessageBar *messageBar() const { return m_message; }
    [[nodiscard]] EmptyState *emptyState() const { return m_empty; }
    [[nodiscard]] QString statusText() const;
    /// Writes the rows shown to a file; the message bar says what came of it.
    void exportTo(const QString &path, EventFormat format);

signals:
    void copied(const QString &what);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeToolRow();
    QWidget *makeFootRow();
    void makeLayout();
    void connectCommands();
    void connectLog();

    void applyFilter();
    void clearFilter();
    void updateEmpty();
    void updateStatus();
    void updateCounts();
    void updateRowCommands();
    void showDetail(quint64 id);
    void goTo(quint64 id);
    void setTimeMode(ActorEventModel::TimeMode mode);
    void copyRows(EventFormat format);
    void askExport();
    void arrange();
    void hideKinds(bool others);

    EventsCommands m_commands;
    QPointer<ActorEventLog> m_log;
    ActorEventModel *m_model;
    FilterBox *m_filter;
    QComboBox *m_level;
    MessageBar *m_message;
    EventFacets *m_facets;
    EventsTable *m_table;
    EventDetail *m_detail;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
    SplitView *m_split;
    ElidedLabel *m_status;
    ElidedLabel *m_source;
    QPushButton *m_newest;
};

} // namespace rove::ui
