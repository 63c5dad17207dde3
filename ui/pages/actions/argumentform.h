// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QCborArray>
#include <QtWidgets/QScrollArea>

#include <optional>
#include <vector>

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace rove::ui {

class CodeEditor;

/// One field a argument, each a JSON value, with buttons to add and remove. Fields grow with their text up to
/// a few lines. What cannot be read is marked in its field. GUI thread.
class ArgumentForm : public QScrollArea {
    Q_OBJECT
public:
    static constexpr int argumentCountMax = 64;

    explicit ArgumentForm(QWidget *parent = nullptr);

    /// The values of all fields; none if one cannot be read, which then has the focus.
    [[nodiscard]] std::optional<QCborArray> read();
    void setArguments(const QCborArray &arguments);
    /// The whole as the text of a JSON array, whether it can be read or not.
    [[nodiscard]] QString arrayText() const;

    void addArgument(const QString &text = {});
    [[nodiscard]] qsizetype count() const { return std::ssize(m_rows); }
    [[nodiscard]] CodeEditor *editor(qsizetype index) const;
    [[nodiscard]] QToolButton *addButton() const { return m_add; }

signals:
    /// Somebody typed, added or removed.
    void edited();

private:
    struct Row {
        QWidget *widget;
        QLabel *label;
        CodeEditor *editor;
        QToolButton *remove;
    };

    void removeRow(const QWidget *widget);
    void renumber();
    static void fitHeight(CodeEditor *editor);

    std::vector<Row> m_rows;
    QVBoxLayout *m_layout;
    QLabel *m_none;
    QToolButton *m_add;
    bool m_isSetting = false;
};

} // namespace rove::ui
