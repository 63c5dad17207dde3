// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/openactor.h"

#include <QtCore/QTimer>

#include <deque>
#include <vector>

namespace rove::ui {

/// The actors that one connection has open, in the order of their tabs, and the one that is shown. Looking at
/// an actor opens a preview, of which there is one; what is opened on purpose, edited or kept stays. Beyond
/// `countMax` the one not used for longest closes, unless it has edits; a preview that nobody sees closes
/// after a while. What was closed can be opened again. Owned by ConnectionTab; GUI thread.
class OpenActors : public QObject {
    Q_OBJECT
public:
    enum class Keep { Preview, Lasting };
    static constexpr int closedCountMax = 20;

    explicit OpenActors(QObject *parent = nullptr);
    ~OpenActors() override;

    /// For actors opened from now on.
    void setStores(const OpenActor::Stores &stores) { m_stores = stores; }
    void setCountMax(int count) { m_countMax = count; }
    void setPreviewLife(std::chrono::minutes life) { m_previewLife = life; }
    /// Whether a window shows them now.
    void setSeen(bool seen);

    [[nodiscard]] int count() const { return static_cast<int>(m_actors.size()); }
    [[nodiscard]] OpenActor *at(int index) const { return m_actors[static_cast<size_t>(index)].get(); }
    [[nodiscard]] OpenActor *find(const QString &id) const;
    [[nodiscard]] OpenActor *current() const { return m_current; }
    [[nodiscard]] int currentIndex() const;
    [[nodiscard]] int modifiedCount() const;

    /// Shows the actor, opening it if need be.
    OpenActor *show(const std::shared_ptr<Connection> &connection, const QString &id, Keep keep,
                    const QString &label = {});
    /// One that is not open yet, with the stores of here.
    [[nodiscard]] std::unique_ptr<OpenActor> make(const std::shared_ptr<Connection> &connection,
                                                  const QString &id, const QString &label) const;
    /// Opens it behind the others and shows what was shown before.
    void append(std::unique_ptr<OpenActor> actor);
    /// Shows none; a preview closes.
    void showNone();
    void setCurrent(const QString &id);
    /// Shows the next or the one before, round and round.
    void step(int direction);
    void close(const QString &id);
    /// Forgets all, also what was closed.
    void clear();
    void reorder(const QStringList &ids);
    void moveCurrent(int direction);

    [[nodiscard]] bool canReopen() const { return !m_closed.empty(); }
    void reopen(const std::shared_ptr<Connection> &connection);

    /// Gives the actor away, or takes one from another window and shows it.
    std::unique_ptr<OpenActor> take(const QString &id);
    void insert(std::unique_ptr<OpenActor> actor);

signals:
    /// Before another actor is shown: the last moment to note how this one looked.
    void aboutToLeave(rove::ui::OpenActor *actor);
    void currentChanged(rove::ui::OpenActor *actor);
    /// Which there are, their order, or how one is.
    void changed();

private:
    struct Closed {
        QString id;
        QString label;
        QVariantMap views;
        QString section;
        QString replDraft;
    };

    OpenActor *add(std::unique_ptr<OpenActor> actor, int index);
    void makeCurrent(OpenActor *actor);
    [[nodiscard]] int indexOf(const OpenActor *actor) const;
    [[nodiscard]] OpenActor *preview() const;
    std::unique_ptr<OpenActor> remove(OpenActor *actor);
    void trim();
    void closeUnseenPreview();

    OpenActor::Stores m_stores;
    std::vector<std::unique_ptr<OpenActor>> m_actors;
    OpenActor *m_current = nullptr;
    std::deque<Closed> m_closed;
    int m_countMax = 12;
    std::chrono::minutes m_previewLife{10};
    bool m_isSeen = false;
    QTimer m_previewTimer;
};

} // namespace rove::ui
