// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QDateTime>
#include <QtCore/QTimer>
#include <QtWidgets/QLabel>
#include <QtWidgets/QStyledItemDelegate>

#include <chrono>

class QAbstractItemView;

namespace rove::ui {

/// The distance in one unit, for cells of a column that says what it counts: "now", "0.4 s", "41 s", "12
/// min", "3 h", "2 d"; "in 12 min" for what is to come.
QString relativeTimeText(const QDateTime &then, const QDateTime &now);
/// How long something took or lasts, in one unit: "0.4 s", "12 min"; never "now".
QString spanText(const QDateTime &since, const QDateTime &until);
/// The distance where it stands alone: "12 min ago".
QString agoText(const QDateTime &then, const QDateTime &now);
/// Whether instants are shown in UTC instead of this machine's zone, everywhere.
void setTimesInUtc(bool utc);
[[nodiscard]] bool areTimesInUtc();
/// The instant in the zone that the user wants to see.
[[nodiscard]] QDateTime shownTime(const QDateTime &then);
/// The whole instant in that zone with its offset, for tooltips.
QString absoluteTimeText(const QDateTime &then);
/// How long relativeTimeText() stays true.
std::chrono::milliseconds relativeTimeLife(const QDateTime &then, const QDateTime &now);

/// How long ago something was, "12 min ago", kept true with one repaint per change of the text; the instant
/// itself in the tooltip.
class RelativeTimeLabel : public QLabel {
    Q_OBJECT

public:
    explicit RelativeTimeLabel(QWidget *parent = nullptr);

    /// A null time shows a dash.
    void setTime(const QDateTime &time);
    [[nodiscard]] QDateTime time() const { return m_time; }
    /// Beside a caption that says "ago" already: "12 min".
    void setCompact(bool compact);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void refresh();

    QDateTime m_time;
    QTimer m_timer;
    bool m_isCompact = false;
};

/// Shows the QDateTime in a column's display or edit role as a distance, with the instant in the tooltip.
/// While the view is visible it repaints that column, and nothing else, once a second.
class RelativeTimeDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    RelativeTimeDelegate(QAbstractItemView *view, int column);

    [[nodiscard]] QString displayText(const QVariant &value, const QLocale &locale) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

private:
    void repaintColumn();

    QAbstractItemView *m_view;
    int m_column;
    QTimer m_timer;
};

} // namespace rove::ui
