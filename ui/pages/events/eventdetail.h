// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actoreventlog.h"

#include <QtCore/QPointer>
#include <QtWidgets/QWidget>

class QBoxLayout;
class QLabel;
class QStackedWidget;

namespace rove::ui {

class ElidedLabel;
class EmptyState;
class StatusBadge;
class ValueTreeModel;
class ValueTreeView;

/// One event in full: what it was, when, what it carried, for a state what it was before and after, and the
/// events that brought it about or followed from it. Reads the log, which belongs to the caller. GUI thread.
class EventDetail : public QWidget {
    Q_OBJECT
public:
    explicit EventDetail(QWidget *parent = nullptr);

    void setLog(ActorEventLog *log);
    /// 0 for none.
    void setShownId(quint64 id);
    /// Shows the same event as it is now.
    void refresh();
    [[nodiscard]] quint64 shownId() const { return m_id; }
    [[nodiscard]] ValueTreeView *treeView() const { return m_tree; }
    /// The links' texts, causes first; for tests.
    [[nodiscard]] QStringList linkTexts() const;

signals:
    /// A cause or an effect was chosen.
    void linkActivated(quint64 id);
    void copied(const QString &what);

private:
    QWidget *makeEventPane();
    void showPayload(const ActorEvent &event);
    void showStates(const QCborValue &before, const QCborValue &after);
    void showLinks(const ActorEvent &event);
    void addLink(const QString &text, quint64 id);

    QPointer<ActorEventLog> m_log;
    quint64 m_id = 0;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    StatusBadge *m_kind;
    ElidedLabel *m_facts;
    QLabel *m_summary;
    QLabel *m_note;
    QBoxLayout *m_links;
    ValueTreeModel *m_model;
    ValueTreeView *m_tree;
};

} // namespace rove::ui
