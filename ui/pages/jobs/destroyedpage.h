// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/destroyedarchive.h"

#include <QtCore/QPointer>
#include <QtCore/QSortFilterProxyModel>
#include <QtWidgets/QWidget>

class QLabel;
class QStackedWidget;
class QTableView;

namespace rove::ui {

class BusyBar;
class CodeEditor;
class EmptyState;
class MessageBar;

/// The copies that are kept of destroyed actors: their list, what is in the one chosen, and the commands to
/// make an actor of it again or to forget it. The archive outlives the page. GUI thread.
class DestroyedPage : public QWidget {
    Q_OBJECT
public:
    explicit DestroyedPage(DestroyedArchive &archive, QWidget *parent = nullptr);
    ~DestroyedPage() override;

    /// Where actors are made again; null for nowhere. `target` is what the user calls it.
    void setConnection(HttpClient *http, const QString &target);
    /// `destroyed.restore`, `destroyed.forget`.
    [[nodiscard]] QList<QAction *> commands() const { return {m_restore, m_forget}; }

    [[nodiscard]] QTableView *table() const { return m_table; }
    [[nodiscard]] CodeEditor *content() const { return m_content; }
    [[nodiscard]] MessageBar *messageBar() const { return m_message; }
    [[nodiscard]] EmptyState *emptyState() const { return m_empty; }

signals:
    /// An actor was made again.
    void restored(const rove::manager::Actor &actor);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void makeTable();
    void makeLayout();
    [[nodiscard]] QString chosenFile() const;
    void onRowsChanged();
    void showContent();
    void updateCommands();
    void restore();
    void forget();
    void fail(const QString &text, const Error &error);

    DestroyedArchive &m_archive;
    QPointer<HttpClient> m_http;
    QString m_target;
    bool m_isRestoring = false;
    QSortFilterProxyModel m_proxy;
    QAction *m_restore;
    QAction *m_forget;
    MessageBar *m_message;
    BusyBar *m_busy;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    QTableView *m_table;
    CodeEditor *m_content;
};

} // namespace rove::ui
