// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/paletteentry.h"

#include <QtCore/QPointer>
#include <QtWidgets/QFrame>

#include <functional>

class QLabel;
class QLineEdit;
class QListView;

namespace rove::ui {

class PaletteModel;

/// One box to go anywhere and do anything by typing: a field above a list of what fits, in groups. It stands
/// over the upper part of its window, goes away on Escape, on a click elsewhere and once something is chosen,
/// and gives the focus back to where it was. What there is comes from the owner, anew for each text typed.
/// GUI thread.
class CommandPalette : public QFrame {
    Q_OBJECT
public:
    /// The groups for what was typed. Sets `pattern` to what of it is to be matched.
    using Source = std::function<QList<PaletteGroup>(const QString &typed, QString &pattern)>;

    CommandPalette(QWidget *window, Source source);

    /// Shows itself with this text typed already.
    void open(const QString &text = {});
    void dismiss();
    /// Asks the source again, for example because an engine has answered.
    void refresh();
    /// A line below the list: what prefixes there are, or what is being looked for.
    void setHint(const QString &hint);

    [[nodiscard]] QString text() const;
    void setText(const QString &text);
    void setPlaceholderText(const QString &text);
    [[nodiscard]] QLineEdit *field() const { return m_field; }
    [[nodiscard]] PaletteModel *model() const { return m_model; }
    [[nodiscard]] QListView *view() const { return m_view; }
    /// Chooses the current entry, as Enter does; a disabled one stays and says why.
    void chooseCurrent();

signals:
    /// The user typed, or it was opened with what was typed before; the list shows what fits already.
    void typed(const QString &text);
    void chosen(const QString &entryId);
    /// It has gone away, whether something was chosen or not.
    void dismissed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    /// Which entry is the current one after listing anew.
    enum class Current { First, Same };

    void list(Current current);
    bool handleKey(int key);
    void moveBy(int steps);
    void place();
    void setCurrentRow(int row);

    Source m_source;
    QPointer<QWidget> m_opener;
    QLineEdit *m_field;
    PaletteModel *m_model;
    QListView *m_view;
    QLabel *m_nothing;
    QLabel *m_hint;
};

} // namespace rove::ui
