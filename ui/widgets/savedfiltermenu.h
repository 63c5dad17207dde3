// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/filterstore.h"

#include <QtCore/QPointer>
#include <QtWidgets/QMenu>

namespace rove::ui {

/// What the star of a FilterBox opens: save, use, rename and delete filters, and those typed lately. Made
/// anew each time it opens. The store belongs to the caller; GUI thread.
class SavedFilterMenu : public QMenu {
    Q_OBJECT

public:
    explicit SavedFilterMenu(QWidget *parent);

    void setStore(FilterStore *store) { m_store = store; }
    /// What would be saved now; empty if there is nothing.
    void setCurrentText(const QString &text) { m_text = text; }

signals:
    void chosen(const QString &text);

private:
    void fill();
    void addSaved();
    void addHistory();
    /// Asks without holding up the window.
    void askForName(const QString &title, const QString &name,
                    const std::function<void(const QString &)> &take);

    QPointer<FilterStore> m_store;
    QString m_text;
};

} // namespace rove::ui
