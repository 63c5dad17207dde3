// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorsession.h"
#include "ui/widgets/card.h"

#include <functional>
#include <vector>

class QFormLayout;
class QLabel;

namespace rove::ui {

class RelativeTimeLabel;

/// A card of fields, each with a name, a value that can be chosen and copied, and for a time how long ago it
/// was. Values come from the session each time `refresh` is called; a field without a value takes no room,
/// and neither does a card without fields. GUI thread.
class DetailCard : public Card {
    Q_OBJECT
public:
    using TextOf = std::function<QString(ActorSession &)>;
    using TimeOf = std::function<QDateTime(ActorSession &)>;
    enum class Lines { One, Several };
    enum class Font { Text, Code };

    explicit DetailCard(const QString &title, QWidget *parent = nullptr);

    /// `id` is fixed for ever.
    void addText(const QString &id, const QString &label, TextOf text, Lines lines = Lines::One,
                 Font font = Font::Text);
    void addTime(const QString &id, const QString &label, TimeOf time);
    /// Null for none.
    void refresh(ActorSession *session);
    /// None if the card has no such field.
    [[nodiscard]] std::optional<QString> valueOf(const QString &id) const;

signals:
    void copied(const QString &what);

private:
    struct Field {
        QString id;
        QWidget *row;
        QLabel *value;
        RelativeTimeLabel *age;
        TextOf text;
        TimeOf time;
    };

    QWidget *makeCopyButton(const QString &label, QLabel *value);

    QFormLayout *m_form;
    std::vector<Field> m_fields;
};

} // namespace rove::ui
