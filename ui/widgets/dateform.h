// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QDateTime>
#include <QtWidgets/QWidget>

#include <optional>

class QLabel;
class QLineEdit;

namespace rove::ui {

/// One instant in three fields that follow each other: local time, UTC, milliseconds since 1970. What does
/// not fit is marked, and time() is empty then. GUI thread.
class DateForm : public QWidget {
    Q_OBJECT

public:
    explicit DateForm(QWidget *parent = nullptr);

    void setTime(const QDateTime &time);
    [[nodiscard]] std::optional<QDateTime> time() const { return m_time; }
    void setReadOnly(bool readOnly);

    [[nodiscard]] QLineEdit *localField() const { return m_local; }
    [[nodiscard]] QLineEdit *utcField() const { return m_utc; }
    [[nodiscard]] QLineEdit *epochField() const { return m_epoch; }

signals:
    void edited();
    void accepted();

private:
    QLineEdit *makeField(const QString &name);
    void take(const QLineEdit *from);
    void fill(const QLineEdit *except);
    void mark(const QLineEdit *wrong);

    std::optional<QDateTime> m_time;
    QLineEdit *m_local;
    QLineEdit *m_utc;
    QLineEdit *m_epoch;
    QLabel *m_zone;
};

} // namespace rove::ui
