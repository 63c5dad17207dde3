// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets/QWidget>

class QLabel;
class QVBoxLayout;

namespace rove::ui {

class BalancedLabel;
class IconLabel;

/// What a console shows before anything was run: what it is for, and inputs to try, made of the actor's own
/// actions. GUI thread.
class ReplExamples : public QWidget {
    Q_OBJECT
public:
    explicit ReplExamples(QWidget *parent = nullptr);

    /// `stateKey` is a key of the actor's state, empty for none.
    void setActor(const QStringList &actions, const QString &stateKey);
    /// Without an actor: `reason` instead of examples.
    void setReason(const QString &reason);
    [[nodiscard]] QStringList examples() const;

signals:
    void chosen(const QString &input);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    using Rows = QList<std::pair<QString, QString>>;

    void setRows(const Rows &rows);
    void updateLook();

    IconLabel *m_picture;
    QLabel *m_title;
    BalancedLabel *m_sentence;
    QWidget *m_rows;
    QVBoxLayout *m_rowLayout;
    Rows m_shown;
};

} // namespace rove::ui
