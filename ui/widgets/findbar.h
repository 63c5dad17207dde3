// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QList>
#include <QtCore/QTimer>
#include <QtWidgets/QFrame>

class QAction;
class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace rove::ui {

/// What is looked for.
struct FindQuery {
    QString text;
    /// The id of the chosen scope; empty if the bar offers none.
    QString scope = {};
    bool matchesCase = false;
    bool isPattern = false;
    /// Only what was found, with what leads to it, is to be shown.
    bool filters = false;

    friend bool operator==(const FindQuery &, const FindQuery &) = default;
};

/// The bar above or below a pane that finds in it: a field, where to look, case, pattern, "3 of 17", next,
/// previous, close.
/// It searches nothing itself: it says queryChanged() once typing pauses, and the owner answers with
/// setResult() or setError(). Hidden until opened. attachTo() gives a pane the usual keys: Ctrl+F, F3,
/// Shift+F3; Enter and Shift+Enter in the field go on and back, Escape closes. GUI thread.
class FindBar : public QFrame {
    Q_OBJECT

public:
    struct Scope {
        QString id;
        /// Ready to show.
        QString text;
    };

    explicit FindBar(QWidget *parent = nullptr);

    /// Where to look, the first by default; without scopes there is no choice.
    void setScopes(const QList<Scope> &scopes);
    /// Offers to show only what was found. Not offered by default.
    void setFilterOffered(bool offered);
    /// Makes the commands `<prefix>.find`, `.findNext` and `.findPrevious`, which act while the focus is in
    /// `pane`.
    void attachTo(QWidget *pane, const QString &idPrefix);
    /// Empty before attachTo().
    [[nodiscard]] QList<QAction *> commands() const { return m_commands; }

    [[nodiscard]] FindQuery query() const;
    /// For a page that brings an old view back; does not open the bar.
    void setQuery(const FindQuery &query);

    /// Which one of how many is current, counted from 1; 0 for none yet. A search that still runs, or that
    /// stopped at its bound, says "of at least".
    enum class Count { Exact, AtLeast };
    void setResult(qsizetype current, qsizetype count, Count kind = Count::Exact);
    [[nodiscard]] QString resultText() const;
    /// A pattern that is none; empty for no error.
    void setError(const QString &message);
    [[nodiscard]] bool hasError() const { return m_hasError; }

    /// Shows the bar with the field ready for typing; a text that is given replaces the old one.
    void open(const QString &text = {});
    /// Hides the bar and gives the focus back to the pane.
    void close();

    [[nodiscard]] QLineEdit *field() const { return m_field; }

signals:
    void queryChanged(const rove::ui::FindQuery &query);
    void nextRequested();
    void previousRequested();
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    QToolButton *addToggle(const QString &text, const QString &toolTip);
    void updateSteps();
    void report();
    void step(bool forward);

    QLineEdit *m_field;
    QComboBox *m_scope;
    QToolButton *m_case;
    QToolButton *m_pattern;
    QToolButton *m_filter;
    QLabel *m_result;
    QToolButton *m_previous;
    QToolButton *m_next;
    QWidget *m_pane = nullptr;
    QList<QAction *> m_commands;
    QTimer m_pause;
    FindQuery m_reported;
    bool m_hasError = false;
};

} // namespace rove::ui
