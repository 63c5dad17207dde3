// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/repl/transcriptdelegate.h"

#include "ui/pages/repl/replerrors.h"
#include "ui/pages/repl/repltext.h"
#include "ui/pages/repl/repltranscript.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/style/tone.h"

#include <QtGui/QPainter>
#include <QtGui/QTextLayout>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QApplication>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

using Kind = ReplEntry::Kind;
using Level = ConsoleLine::Level;
using metrics::space1;
using metrics::space2;

constexpr int linesMax = 24;
constexpr int previewCharactersMax = 400;
constexpr int iconWidth = metrics::iconSize + space2;
constexpr int widthMin = 120;

/// The lines of a text that is broken where the width ends.
QStringList wrapped(const QString &text, const QFont &font, int width)
{
    QStringList lines;
    for (const QString &paragraph : text.split(u'\n')) {
        QTextLayout layout(paragraph, font);
        layout.beginLayout();
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(std::max(width, widthMin));
            lines.append(paragraph.sliced(line.textStart(), line.textLength()));
        }
        layout.endLayout();
        if (paragraph.isEmpty())
            lines.append(QString());
    }
    return lines;
}

/// Sentences are read in the font of sentences, everything else in that of code.
QFont fontOf(const ReplEntry &entry)
{
    return entry.kind == Kind::Note ? QApplication::font() : fonts::code();
}

int lineHeight(const QFont &font)
{
    return QFontMetrics(font).lineSpacing() + 2;
}

Tone toneOf(const ReplEntry &entry)
{
    switch (entry.kind) {
    case Kind::Input:
        if (entry.state == ReplEntry::State::Running)
            return {ColorRole::Starting, "hourglass-split"_L1};
        return {entry.state == ReplEntry::State::Failed ? ColorRole::Error : ColorRole::Accent,
                "chevron-right"_L1};
    case Kind::Result:
        return {ColorRole::Muted, "arrow-return-left"_L1};
    case Kind::Error:
        return tone::error;
    case Kind::Note:
    case Kind::Console:
        break;
    }
    if (entry.level == Level::Error)
        return tone::error;
    if (entry.level == Level::Warning)
        return tone::warning;
    return entry.kind == Kind::Note || entry.level == Level::Info ? Tone{ColorRole::Muted, "info-circle"_L1}
                                                                  : Tone{};
}

QColor fillOf(const ReplEntry &entry)
{
    const Theme &theme = Theme::instance();
    if (!theme.hasTints())
        return {};
    const bool isError =
        entry.kind == Kind::Error || (entry.kind == Kind::Console && entry.level == Level::Error);
    if (isError)
        return theme.color(ColorRole::DiffRemoved);
    if (entry.kind != Kind::Input && entry.level == Level::Warning)
        return theme.color(ColorRole::DiffChanged);
    return {};
}

/// What stands at the right end of the first line.
QString asideOf(const ReplEntry &entry)
{
    if (entry.kind == Kind::Result)
        return entry.savedAs;
    if (entry.kind != Kind::Input || entry.state == ReplEntry::State::Running)
        return {};
    if (entry.state == ReplEntry::State::Stopped)
        return entry.duration.count() > 0 ? ReplText::tr("stopped after %1").arg(replDuration(entry.duration))
                                          : ReplText::tr("stopped");
    return replDuration(entry.duration);
}

/// Draws from the left until the room is used up; what does not fit ends in dots.
void drawLine(QPainter &painter, QRect area, const QList<ColoredText> &line, const QColor &forced)
{
    const QFontMetrics metrics = painter.fontMetrics();
    for (const ColoredText &piece : line) {
        const int width = metrics.horizontalAdvance(piece.text);
        const bool fits = width <= area.width();
        painter.setPen(forced.isValid() ? forced : Theme::instance().color(piece.color));
        painter.drawText(area, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                         fits ? piece.text : metrics.elidedText(piece.text, Qt::ElideRight, area.width()));
        area.setLeft(area.left() + width);
        if (!fits || area.width() <= 0)
            return;
    }
}

QList<ColoredText> printedPieces(const ReplEntry &entry)
{
    QList<ColoredText> pieces;
    for (const QCborValue &part : entry.printed) {
        if (!pieces.isEmpty())
            pieces.append({u" "_s, ColorRole::Text});
        if (part.isString())
            pieces.append(
                {part.toString(), entry.level == Level::Debug ? ColorRole::Muted : ColorRole::Text});
        else
            pieces += previewOf(part, previewCharactersMax);
    }
    return pieces;
}

/// Breaks pieces at the line ends in them.
QList<QList<ColoredText>> brokenLines(const QList<ColoredText> &pieces)
{
    QList<QList<ColoredText>> lines{{}};
    for (const ColoredText &piece : pieces) {
        const QStringList parts = piece.text.split(u'\n');
        for (qsizetype i = 0; i < parts.size(); ++i) {
            if (i > 0)
                lines.append(QList<ColoredText>());
            lines.last().append({parts.at(i), piece.color});
        }
    }
    return lines;
}

} // namespace

TranscriptDelegate::TranscriptDelegate(QObject *parent)
    : QStyledItemDelegate(parent)
{}

QList<TranscriptDelegate::Line> TranscriptDelegate::linesOf(const ReplEntry &entry, int width)
{
    QList<Line> lines;
    const auto add = [&lines](const QStringList &texts, ColorRole color) {
        for (const QString &text : texts)
            lines.append({{text, color}});
    };
    switch (entry.kind) {
    case Kind::Input:
        lines = brokenLines(coloredJs(entry.text));
        break;
    case Kind::Result:
        lines = {previewOf(*entry.value, previewCharactersMax)};
        break;
    case Kind::Console:
        lines = brokenLines(printedPieces(entry));
        break;
    case Kind::Error:
        add(wrapped(entry.text, fonts::code(), width), ColorRole::Error);
        if (!entry.details.isEmpty())
            add(entry.details.split(u'\n'), ColorRole::Muted);
        break;
    case Kind::Note:
        add(wrapped(entry.text, QApplication::font(), width), ColorRole::Muted);
        break;
    }
    if (lines.size() > linesMax) {
        const auto more = static_cast<int>(lines.size() - linesMax + 1);
        lines = lines.first(linesMax - 1);
        lines.append({{ReplText::tr("… %n more line(s)", nullptr, more), ColorRole::Muted}});
    }
    return lines;
}

QSize TranscriptDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int height = lineHeight(fonts::code()) + 2;
    const auto *model = qobject_cast<const ReplTranscript *>(index.model());
    if (!model || !index.data(ReplTranscript::IsEntryRole).toBool())
        return {widthMin, height};
    const ReplEntry &entry = *model->entryAt(index);
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    const int width =
        (view ? view->viewport()->width() : option.rect.width()) - iconWidth - metrics::space6 * 2;
    const auto lines = static_cast<int>(linesOf(entry, width).size());
    const int above = entry.kind == Kind::Input ? space2 : 0;
    return {widthMin, std::max(height, lines * lineHeight(fontOf(entry))) + above + space1};
}

void TranscriptDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                               const QModelIndex &index) const
{
    const auto *model = qobject_cast<const ReplTranscript *>(index.model());
    if (!model)
        return;
    const bool isEntry = index.data(ReplTranscript::IsEntryRole).toBool();
    const ReplEntry &entry = *model->entryAt(index);
    painter->save();
    QStyleOptionViewItem background = option;
    background.index = index;
    const QColor fill = isEntry ? fillOf(entry) : QColor();
    if (fill.isValid() && !option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, fill);
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &background, painter, option.widget);
    if (isEntry)
        paintEntry(painter, option, entry);
    else
        paintValue(painter, option, index);
    painter->restore();
}

void TranscriptDelegate::paintEntry(QPainter *painter, const QStyleOptionViewItem &option,
                                    const ReplEntry &entry) const
{
    const Theme &theme = Theme::instance();
    const bool turnsOver = option.state.testFlag(QStyle::State_Selected) && !theme.hasTints();
    const QColor forced = turnsOver ? option.palette.color(QPalette::HighlightedText) : QColor();
    QRect area = option.rect.adjusted(space1, entry.kind == Kind::Input ? space2 : space1 / 2, -space2, 0);
    if (entry.kind == Kind::Input) {
        painter->setPen(theme.color(ColorRole::Border));
        painter->drawLine(option.rect.left(), option.rect.top(), option.rect.right(), option.rect.top());
    }
    const QFont font = fontOf(entry);
    const int height = lineHeight(font);
    if (const Tone tone = toneOf(entry); !tone.icon.isEmpty()) {
        const QRect place(area.left(), area.top() + (height - metrics::iconSize) / 2, metrics::iconSize,
                          metrics::iconSize);
        icon(tone.icon, tone.color).paint(painter, place);
    }
    if (const QString aside = asideOf(entry); !aside.isEmpty()) {
        painter->setFont(entry.kind == Kind::Result ? fonts::code() : fonts::small());
        painter->setPen(forced.isValid()
                            ? forced
                            : theme.color(entry.kind == Kind::Result ? ColorRole::Accent : ColorRole::Muted));
        const QRect line(area.left(), area.top(), area.width(), height);
        painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, aside);
        area.setRight(area.right() - painter->fontMetrics().horizontalAdvance(aside) - space2);
    }
    area.setLeft(area.left() + iconWidth);
    painter->setFont(font);
    const QList<Line> lines = linesOf(entry, area.width());
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QRect line(area.left(), area.top() + static_cast<int>(i) * height, area.width(), height);
        drawLine(*painter, line, lines.at(i), forced);
    }
}

void TranscriptDelegate::paintValue(QPainter *painter, const QStyleOptionViewItem &option,
                                    const QModelIndex &index) const
{
    const Theme &theme = Theme::instance();
    const bool turnsOver = option.state.testFlag(QStyle::State_Selected) && !theme.hasTints();
    const QColor forced = turnsOver ? option.palette.color(QPalette::HighlightedText) : QColor();
    QList<ColoredText> pieces{{index.data(ReplTranscript::LabelRole).toString(), ColorRole::JsonKey},
                              {u": "_s, ColorRole::Muted}};
    pieces += previewOf(index.data(ReplTranscript::ValueRole).value<QCborValue>(), previewCharactersMax);
    painter->setFont(fonts::code());
    // Further in than the value that was unfolded, whose text begins behind its icon.
    drawLine(*painter, option.rect.adjusted(space1 + iconWidth, 0, -space2, 0), pieces, forced);
}

} // namespace rove::ui
