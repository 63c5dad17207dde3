// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"

#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtCore/QTimer>

#include <map>

class QJsonObject;

namespace rove::ui {

/// What every console of the application remembers: the inputs that were run, snippets, and whether Enter
/// runs. Two files in the settings folder that only their owner may read; inputs may hold secrets, so
/// remembering them can be turned off and they can be cleared. Bounded: the oldest inputs go first. Made once
/// by the window and outlives its sessions; GUI thread. A file that cannot be read or written is told once by
/// `failed`; the console goes on without it.
class ReplStore : public QObject {
    Q_OBJECT
public:
    explicit ReplStore(const QString &folder, QObject *parent = nullptr);
    ~ReplStore() override;

    /// Oldest first.
    [[nodiscard]] const QStringList &history() const { return m_history; }
    void addHistory(const QString &input);
    void clearHistory();
    /// Inputs that contain every word of `text`, newest first, each once.
    [[nodiscard]] QStringList search(const QString &text) const;

    [[nodiscard]] bool isHistoryKept() const { return m_isHistoryKept; }
    /// Without it nothing is remembered beyond the program's end, and what was is deleted.
    void setHistoryKept(bool kept);

    /// By name.
    [[nodiscard]] const std::map<QString, QString> &snippets() const { return m_snippets; }
    /// False if there are too many already or the name is empty.
    bool setSnippet(const QString &name, const QString &text);
    void removeSnippet(const QString &name);

    /// True if Enter runs an input that is finished and Shift+Enter begins a line; else Ctrl+Enter runs.
    [[nodiscard]] bool doesEnterRun() const { return m_doesEnterRun; }
    void setEnterRuns(bool runs);

    /// Writes at once what is waiting to be.
    void save();

signals:
    void historyChanged();
    void snippetsChanged();
    void enterRunsChanged(bool runs);
    void failed(const rove::Error &error);

private:
    void load();
    void loadHistory();
    void boundHistory();
    void later();
    Result<> write(const QString &path, const QJsonObject &content) const;

    QString m_historyPath;
    QString m_settingsPath;
    QStringList m_history;
    std::map<QString, QString> m_snippets;
    bool m_isHistoryKept = true;
    bool m_doesEnterRun = true;
    bool m_isHistoryChanged = false;
    bool m_isChanged = false;
    QTimer m_timer;
};

} // namespace rove::ui
