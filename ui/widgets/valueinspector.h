// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/valuepath.h"
#include "ui/widgets/valuekind.h"

#include <QtCore/QCborValue>
#include <QtCore/QPointer>
#include <QtWidgets/QWidget>

#include <optional>

class QComboBox;
class QLabel;
class QPushButton;
class QToolButton;

namespace rove::ui {

class ElidedLabel;
class EmptyState;
class MessageBar;
class ValueForm;
class ValueTreeView;
class ValueVersions;

/// The pane beside a tree that shows one value in full: path, type, size, an editor that fits, and what the
/// base and the actor have there.
/// It owns no edits: a changed value is emitted, and the owner answers by showing the new one. What is being
/// typed survives values that arrive for the same path; for another path it is emitted first if it is valid.
/// follow() does all of that for a tree. Ctrl+Enter applies, Escape takes back what was typed. GUI thread.
class ValueInspector : public QWidget {
    Q_OBJECT

public:
    explicit ValueInspector(QWidget *parent = nullptr);

    /// `pathText` is what a person reads and copies.
    void setValue(const ValuePath &path, const QString &pathText, const QCborValue &value);
    /// What was there before the edit and what the actor holds now; shown beside the value, none for none.
    void setVersions(const std::optional<QCborValue> &base, const std::optional<QCborValue> &live);
    /// Shows that nothing is selected.
    void clear();
    void setReadOnly(bool readOnly);
    [[nodiscard]] bool isReadOnly() const { return m_readOnly; }

    /// Shows the current row of `view` from now on, with the base and live values of its mark, and asks the
    /// tree's model for what is edited here; read-only while the model is.
    void follow(ValueTreeView *view);

    [[nodiscard]] ValuePath path() const { return m_path; }
    [[nodiscard]] QCborValue value() const { return m_value; }
    /// Typed and not yet applied.
    [[nodiscard]] bool isDirty() const;
    [[nodiscard]] ValueForm *form() const { return m_form; }
    [[nodiscard]] QComboBox *typeBox() const { return m_type; }

    /// Emits what was typed; false, with the reason shown, if it is not a value.
    bool apply();
    void revert();

signals:
    void edited(const rove::ValuePath &path, const QCborValue &value);
    void copied(const QString &what);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void layOut();
    void fillTypes();
    void showCurrentRow();
    void updateHead();
    void updateButtons();
    void changeType(int row);

    QPointer<ValueTreeView> m_view;
    ValuePath m_path;
    QString m_pathText;
    QCborValue m_value;
    bool m_hasValue = false;
    bool m_readOnly = false;

    EmptyState *m_nothing;
    QWidget *m_content;
    ElidedLabel *m_pathLabel;
    QToolButton *m_copyPath;
    QComboBox *m_type;
    QLabel *m_size;
    MessageBar *m_message;
    ValueForm *m_form;
    QWidget *m_buttons;
    QPushButton *m_revert;
    QPushButton *m_apply;
    ValueVersions *m_versions;
};

} // namespace rove::ui
