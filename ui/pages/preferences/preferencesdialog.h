// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/settings.h"

#include <QtWidgets/QDialog>

class QBoxLayout;
class QLabel;
class QScrollArea;

namespace rove::ui {

class EmptyState;
class FilterBox;
class NavigationList;
class PreferenceRow;

/// Every setting in one window, by section, at once findable by a word. Each acts the moment it is changed;
/// there is nothing to apply. The settings outlive the dialog. GUI thread.
class PreferencesDialog : public QDialog {
    Q_OBJECT
public:
    explicit PreferencesDialog(Settings &settings, QWidget *parent = nullptr);

    /// Puts something of the caller's at the end of a section, for what is no single value. A section that is
    /// not there yet is added.
    void addToSection(const QString &id, const QString &title, QLatin1StringView iconName, QWidget *content);
    void showSection(const QString &id);

    [[nodiscard]] FilterBox *searchBox() const { return m_search; }
    [[nodiscard]] NavigationList *sectionList() const { return m_list; }
    [[nodiscard]] PreferenceRow *row(const QString &settingId) const;

private:
    struct Section {
        QString id;
        QString title;
        QLatin1StringView iconName;
        QWidget *page = nullptr;
        QBoxLayout *content = nullptr;
        QList<PreferenceRow *> rows = {};
        /// What the caller added; found by the section's title.
        QList<QWidget *> extras = {};
    };

    Section &makeSection(const QString &id, const QString &title, QLatin1StringView iconName);
    void makeLayout();
    void updateList();
    void updateShown();
    void askResetAll();

    Settings &m_settings;
    QList<Section> m_sections;
    FilterBox *m_search;
    NavigationList *m_list;
    QScrollArea *m_area;
    QBoxLayout *m_pages;
    EmptyState *m_empty;
};

} // namespace rove::ui
