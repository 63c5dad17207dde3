// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets/QLabel>

namespace rove::ui {

/// A line below a field: what the field means or, with a sign and in the colour of errors, what is wrong with
/// it. The field tells the same to screen readers. GUI thread.
class FieldNote : public QLabel {
    Q_OBJECT
public:
    /// `field` must outlive the note.
    explicit FieldNote(QWidget &field, QWidget *parent = nullptr);

    void setHint(const QString &hint);
    /// Shown instead of the hint; empty takes it away.
    void setError(const QString &error);
    [[nodiscard]] bool hasError() const { return !m_error.isEmpty(); }
    [[nodiscard]] QString error() const { return m_error; }

protected:
    bool event(QEvent *event) override;

private:
    void refresh();

    QWidget &m_field;
    QString m_hint;
    QString m_error;
};

} // namespace rove::ui
