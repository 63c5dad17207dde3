// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorsession.h"

#include <QtCore/QPointer>
#include <QtCore/QVariantMap>
#include <QtWidgets/QScrollArea>

#include <vector>

class QBoxLayout;

namespace rove::ui {

class DetailCard;
class OfferCard;

/// What the engine and the runtime say about one actor, as cards of fields that can be copied, in two columns
/// where there is room. Follows the session, which belongs to the caller; reads nothing by itself and so
/// never wakes the actor. GUI thread.
class DetailsPage : public QScrollArea {
    Q_OBJECT
public:
    explicit DetailsPage(QWidget *parent = nullptr);

    void setSession(ActorSession *session);
    /// The value shown for a field, by its fixed id such as `actorId`; for tests.
    [[nodiscard]] QString valueOf(const QString &id) const;
    [[nodiscard]] OfferCard *offers() const { return m_offers; }
    /// `details.copyJson`.
    [[nodiscard]] QList<QAction *> commands() const { return {m_copyJson}; }

    [[nodiscard]] QVariantMap saveView() const;
    void restoreView(const QVariantMap &view);

signals:
    void copied(const QString &what);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    DetailCard *addCard(QBoxLayout *column, const QString &title);
    void addIdentity(QBoxLayout *column);
    void addStatus(QBoxLayout *column);
    void addPlacement(QBoxLayout *column);
    void addRuntime(QBoxLayout *column);
    void refresh();
    void copyJson();

    QPointer<ActorSession> m_session;
    QAction *m_copyJson;
    QBoxLayout *m_columns;
    OfferCard *m_offers;
    std::vector<DetailCard *> m_cards;
};

} // namespace rove::ui
