// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actor.h"
#include "engine/runtime/workflow/workflow.h"

namespace rove::runtime::examples {

/// An order that is handled by a durable workflow: goods are reserved, the card is charged, the parcel is
/// packed for a while and then shipped. If something fails for good, what was done is undone. Its creator
/// gives `{item, quantity, card, packingMs}`, of which every member may be missing; the card `expired` is
/// refused, and the card `flaky` works at the third attempt.
class Order : public Actor {
    Q_OBJECT
    Q_PROPERTY(QString item MEMBER m_item)
    Q_PROPERTY(int quantity MEMBER m_quantity)
    Q_PROPERTY(QString card MEMBER m_card)
    Q_PROPERTY(qint64 packingMs MEMBER m_packingMs)
    Q_PROPERTY(QString status MEMBER m_status)
    Q_PROPERTY(QStringList diary MEMBER m_diary)
    Q_PROPERTY(int chargeAttempts MEMBER m_chargeAttempts)

public:
    static constexpr int quantityMax = 100; ///< As many as are in stock.

    Result<> onCreate(const QCborValue &input) override;
    Workflow run(WorkflowContext &workflow) override;

    Q_INVOKABLE QString getStatus() const { return m_status; }
    /// What has been done so far, oldest first.
    Q_INVOKABLE QStringList getDiary() const { return m_diary; }

signals:
    void statusChanged(const QString &status);

private:
    /// Gives the number of the reservation.
    Result<QString> reserve();
    /// Gives the number of the payment.
    Result<QString> charge();
    void note(const QString &line);
    void setStatus(const QString &status);

    QString m_item;
    int m_quantity = 1;
    QString m_card;
    qint64 m_packingMs = 0;
    QString m_status;
    QStringList m_diary;
    int m_chargeAttempts = 0;
};

} // namespace rove::runtime::examples
