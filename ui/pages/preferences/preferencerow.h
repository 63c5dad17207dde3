// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/settings.h"

#include <QtWidgets/QWidget>

class QToolButton;

namespace rove::ui {

/// One setting: its title and effect, the control for it, and a button that gives it its standard value again
/// while it has another. Follows the setting wherever it is changed. The settings outlive it. GUI thread.
class PreferenceRow : public QWidget {
    Q_OBJECT
public:
    PreferenceRow(Settings &settings, const SettingSpec &spec, QWidget *parent = nullptr);

    [[nodiscard]] const QString &settingId() const { return m_id; }
    /// True if title or effect contain every word.
    [[nodiscard]] bool matches(const QString &words) const;
    [[nodiscard]] QWidget *control() const { return m_control; }
    [[nodiscard]] QToolButton *resetButton() const { return m_reset; }

private:
    QWidget *makeControl(const SettingSpec &spec);
    void show(const QVariant &value);
    void update();

    Settings &m_settings;
    QString m_id;
    QString m_searched;
    /// The numbers behind a choice's words; empty for their positions.
    QList<int> m_values;
    QWidget *m_control;
    QToolButton *m_reset;
};

} // namespace rove::ui
