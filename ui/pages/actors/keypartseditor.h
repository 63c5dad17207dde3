// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets/QWidget>

#include <optional>

class QLineEdit;
class QListWidget;
class QToolButton;

namespace rove::ui {

/// Edits an actor's key both as its text, `a/b\/c`, and, where it has several parts, as a list of them that
/// can be added, renamed, moved and removed; either follows the other. GUI thread.
class KeyPartsEditor : public QWidget {
    Q_OBJECT
public:
    explicit KeyPartsEditor(QWidget *parent = nullptr);

    /// As RivetKit would write it, however it was typed; none where the text is empty.
    [[nodiscard]] std::optional<QString> key() const;
    void setKey(const std::optional<QString> &key);
    [[nodiscard]] QStringList parts() const;

    [[nodiscard]] QLineEdit *textField() const { return m_text; }
    [[nodiscard]] QListWidget *partsList() const { return m_list; }
    void addPart();
    void removePart();
    /// By one place: up with −1, down with 1.
    void movePart(int direction);

signals:
    void keyChanged();

private:
    QToolButton *makeButton(QLatin1StringView icon, const QString &text);
    void showParts();
    void takeParts();
    void updateButtons();

    QLineEdit *m_text;
    QWidget *m_parts;
    QListWidget *m_list;
    QToolButton *m_add;
    QToolButton *m_remove;
    QToolButton *m_up;
    QToolButton *m_down;
    bool m_isUpdating = false;
};

} // namespace rove::ui
