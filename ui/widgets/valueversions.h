// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QCborValue>
#include <QtWidgets/QFrame>

#include <optional>

class QGridLayout;
class QPushButton;

namespace rove::ui {

class ElidedLabel;

/// What one value was, is to be, and is: rows Base, Yours and Live, the outer two with a button that takes
/// them. Hidden while there is nothing to compare. Owned by its inspector. GUI thread.
class ValueVersions : public QFrame {
    Q_OBJECT

public:
    explicit ValueVersions(QWidget *parent = nullptr);

    void setVersions(const std::optional<QCborValue> &base, const QCborValue &yours,
                     const std::optional<QCborValue> &live);
    void setReadOnly(bool readOnly);

    [[nodiscard]] const std::optional<QCborValue> &base() const { return m_base; }
    [[nodiscard]] const std::optional<QCborValue> &live() const { return m_live; }

signals:
    void chosen(const QCborValue &value);

private:
    struct Row {
        QWidget *name = nullptr;
        ElidedLabel *text = nullptr;
        QPushButton *take = nullptr;
    };

    Row addRow(QGridLayout *layout, const QString &name, const QString &takeName);
    static void showRow(const Row &row, const std::optional<QCborValue> &value, bool offersTaking);
    void updateRows();

    std::optional<QCborValue> m_base;
    QCborValue m_yours;
    std::optional<QCborValue> m_live;
    bool m_readOnly = false;
    Row m_baseRow;
    Row m_yoursRow;
    Row m_liveRow;
};

} // namespace rove::ui
