// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorsession.h"

#include <QtCore/QPointer>
#include <QtWidgets/QScrollArea>

#include <functional>
#include <vector>

class QFormLayout;
class QLabel;

namespace rove::ui {

class RelativeTimeLabel;

/// What the engine and the runtime say about one actor, as fields that can be copied. Follows the session,
/// which belongs to the caller; reads nothing by itself and so never wakes the actor. GUI thread.
class DetailsPage : public QScrollArea {
    Q_OBJECT
public:
    explicit DetailsPage(QWidget *parent = nullptr);

    void setSession(ActorSession *session);
    /// The value shown for a field, by its fixed id such as `actorId`; for tests.
    [[nodiscard]] QString valueOf(const QString &id) const;

signals:
    void copied(const QString &what);

private:
    /// One row: its value's text comes from the session each time it changes.
    struct Field {
        QString id;
        QLabel *group;
        QLabel *value;
        RelativeTimeLabel *age;
        std::function<QString(const ActorSession &)> text;
        std::function<QDateTime(const ActorSession &)> time;
    };
    using TextOf = std::function<QString(const ActorSession &)>;
    using TimeOf = std::function<QDateTime(const ActorSession &)>;

    void makeFields();
    void addGroup(const QString &title);
    void addText(const QString &id, const QString &label, TextOf text);
    /// One that may take several lines.
    void addLongText(const QString &id, const QString &label, TextOf text);
    void addTime(const QString &id, const QString &label, TimeOf time);
    QWidget *makeCopyButton(const QString &label, QLabel *value);
    void refresh();

    QPointer<ActorSession> m_session;
    QFormLayout *m_form;
    QLabel *m_group = nullptr;
    std::vector<Field> m_fields;
};

} // namespace rove::ui
