// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/filterassistant.h"

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtWidgets/QLineEdit>

#include <memory>

namespace rove::ui {

class FilterCompleter;
class FilterStore;
class SavedFilterMenu;

/// A field for a filter: funnel, text with its terms as chips, how many rows it leaves, a star for saved
/// filters, a button to clear it.
///
/// Says filterChanged() once typing pauses, and at once on Enter or when cleared. With an assistant it offers
/// what could be typed (Down or Ctrl+Space ask for it), and a text with something wrong in it is marked and
/// not reported, so that the owner keeps its old result; without one any text is fine, and the owner may mark
/// it with setError(). Escape clears, then gives the key on. Knows nothing of what is filtered.
class FilterBox : public QLineEdit {
    Q_OBJECT

public:
    explicit FilterBox(QWidget *parent = nullptr);
    ~FilterBox() override;
    Q_DISABLE_COPY_MOVE(FilterBox)

    void setAssistant(std::unique_ptr<FilterAssistant> assistant);
    template <class Language>
    void setLanguage(Language language)
    {
        if constexpr (requires { language.help(); })
            setWhatsThis(language.help());
        setAssistant(std::make_unique<LanguageAssistant<Language>>(std::move(language)));
    }
    /// Where saved filters and the history are; null hides the star. Belongs to the caller.
    void setStore(FilterStore *store);
    [[nodiscard]] FilterStore *store() const;

    /// Sets the text and reports it at once.
    void apply(const QString &text);
    /// What was reported last: the filter in force.
    [[nodiscard]] QString appliedText() const { return m_reported; }

    /// Shown at the right end and read out when it settles; empty for nothing to say.
    void setResultText(const QString &text);
    [[nodiscard]] QString resultText() const { return m_resultText; }
    void setError(const QString &message);
    [[nodiscard]] bool hasError() const { return !m_error.isEmpty(); }
    [[nodiscard]] QString error() const { return m_error; }
    [[nodiscard]] FilterCompleter *filterCompleter() const { return m_completer; }
    [[nodiscard]] QAction *savedFiltersCommand() const { return m_star; }

signals:
    void filterChanged(const QString &text);
    /// See error(). For a line below the field.
    void errorChanged();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void report();
    void remember();
    void check();
    void offer();
    void offerHistory();
    void take(const FilterOffer &offer);
    void showPieces();
    void openSavedFilters();
    void updateMargins();
    void updateIcon();
    void updateStar();

    std::unique_ptr<FilterAssistant> m_assistant;
    FilterCompleter *m_completer;
    QPointer<FilterStore> m_store;
    SavedFilterMenu *m_savedMenu;
    QAction *m_funnel;
    QAction *m_star;
    QTimer m_pause;
    QString m_reported;
    QString m_resultText;
    QString m_error;
    bool m_isComposing = false;
    bool m_isShowingPieces = false;
};

} // namespace rove::ui
