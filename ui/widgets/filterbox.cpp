// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/filterbox.h"

#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/announcement.h"
#include "ui/widgets/clearbutton.h"
#include "ui/widgets/filtercompleter.h"
#include "ui/widgets/filterstore.h"
#include "ui/widgets/savedfiltermenu.h"
#include "ui/widgets/widgettext.h"

#include <QtGui/QAction>
#include <QtGui/QInputMethodEvent>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtGui/QTextCharFormat>

namespace rove::ui {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr std::chrono::milliseconds typingPause = 150ms;
/// The room that a button at the end takes.
constexpr int endButtonWidth = 26;
constexpr qsizetype historyOffersMax = 8;

/// How one piece is drawn: a tinted chip, its field's name in the accent's colour; what is excluded in the
/// warning's colour, what is wrong underlined.
QTextCharFormat pieceFormat(const FilterPiece &piece)
{
    const Theme &theme = Theme::instance();
    QTextCharFormat format;
    const ColorRole role =
        piece.isWrong ? ColorRole::Error : (piece.isNegated ? ColorRole::Warning : ColorRole::Accent);
    if (theme.hasTints()) {
        QColor tint = theme.color(role);
        tint.setAlphaF(theme.isDark() ? 0.22F : 0.12F);
        format.setBackground(tint);
    }
    if (piece.isNegated)
        format.setForeground(theme.color(ColorRole::Warning));
    if (piece.isWrong) {
        format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        format.setUnderlineColor(theme.color(ColorRole::Error));
        format.setForeground(theme.color(ColorRole::Error));
    }
    return format;
}

} // namespace

FilterBox::FilterBox(QWidget *parent)
    : QLineEdit(parent)
    , m_completer(new FilterCompleter(this))
    , m_savedMenu(new SavedFilterMenu(this))
    , m_funnel(addAction(QIcon(), LeadingPosition))
    , m_star(addAction(QIcon(), TrailingPosition))
{
    addClearButton(*this);
    setPlaceholderText(WidgetText::tr("Filter"));
    setAccessibleName(WidgetText::tr("Filter"));
    m_funnel->setText(WidgetText::tr("Filter"));
    m_star->setVisible(false);
    m_star->setText(WidgetText::tr("Saved Filters"));
    m_star->setToolTip(WidgetText::tr("Saved and recent filters"));
    connect(m_star, &QAction::triggered, this, &FilterBox::openSavedFilters);
    connect(m_savedMenu, &SavedFilterMenu::chosen, this, &FilterBox::apply);
    m_pause.setSingleShot(true);
    m_pause.setInterval(typingPause);
    connect(&m_pause, &QTimer::timeout, this, &FilterBox::report);
    connect(this, &QLineEdit::returnPressed, this, [this] {
        report();
        remember();
    });
    connect(this, &QLineEdit::textChanged, this, [this](const QString &text) {
        updateMargins();
        updateIcon();
        updateStar();
        showPieces();
        if (text.isEmpty())
            report();
        else
            m_pause.start();
    });
    connect(this, &QLineEdit::textEdited, this, &FilterBox::offer);
    connect(m_completer, &FilterCompleter::chosen, this, &FilterBox::take);
    connect(&Theme::instance(), &Theme::changed, this, &FilterBox::showPieces);
    updateIcon();
}

FilterBox::~FilterBox() = default;

void FilterBox::setAssistant(std::unique_ptr<FilterAssistant> assistant)
{
    m_assistant = std::move(assistant);
    m_completer->hide();
    check();
    showPieces();
}

void FilterBox::setStore(FilterStore *store)
{
    if (m_store)
        m_store->disconnect(this);
    m_store = store;
    m_savedMenu->setStore(store);
    if (store)
        connect(store, &FilterStore::changed, this, &FilterBox::updateStar);
    updateStar();
    updateMargins();
}

FilterStore *FilterBox::store() const
{
    return m_store;
}

void FilterBox::apply(const QString &text)
{
    setText(text);
    m_completer->hide();
    report();
    remember();
}

void FilterBox::setResultText(const QString &text)
{
    if (m_resultText == text)
        return;
    m_resultText = text;
    updateMargins();
    update();
    if (!text.isEmpty() && hasFocus())
        announce(*this, text);
}

void FilterBox::setError(const QString &message)
{
    if (m_error == message)
        return;
    m_error = message;
    setToolTip(message);
    setAccessibleDescription(message);
    updateIcon();
    emit errorChanged();
    if (!message.isEmpty() && hasFocus())
        announce(*this, message);
}

void FilterBox::check()
{
    if (m_assistant)
        setError(m_assistant->problem(text()));
}

void FilterBox::report()
{
    m_pause.stop();
    check();
    if (m_reported == text() || (m_assistant && hasError()))
        return;
    m_reported = text();
    emit filterChanged(m_reported);
}

void FilterBox::remember()
{
    if (m_store && !hasError())
        m_store->remember(text().trimmed());
}

void FilterBox::offer()
{
    if (m_assistant && !m_isComposing && hasFocus())
        m_completer->offer(m_assistant->offers(text(), cursorPosition()));
}

void FilterBox::offerHistory()
{
    if (!m_store)
        return;
    std::vector<FilterOffer> offers;
    for (const SavedFilter &filter : m_store->saved())
        offers.push_back({.start = 0, .length = text().size(), .text = filter.text, .doc = filter.name});
    for (const QString &past :
         m_store->history().first(std::min(historyOffersMax, m_store->history().size())))
        offers.push_back(
            {.start = 0, .length = text().size(), .text = past, .doc = WidgetText::tr("recent")});
    m_completer->offer(std::move(offers));
}

void FilterBox::take(const FilterOffer &offer)
{
    if (offer.start + offer.length > text().size())
        return;
    QString whole = text();
    whole.replace(offer.start, offer.length, offer.text);
    setText(whole);
    setCursorPosition(static_cast<int>(offer.start + offer.text.size()));
    // After a field's name come its values.
    if (m_assistant && !offer.text.isEmpty() && u":~<>="_s.contains(offer.text.back()))
        QMetaObject::invokeMethod(this, &FilterBox::offer, Qt::QueuedConnection);
}

/// A line edit has no formats of its own, but draws those that an input method gives it.
void FilterBox::showPieces()
{
    if (m_isComposing || m_isShowingPieces || isReadOnly())
        return;
    QList<QInputMethodEvent::Attribute> attributes;
    const auto add = [this, &attributes](qsizetype start, qsizetype length, const QTextCharFormat &format) {
        if (length > 0)
            attributes.append({QInputMethodEvent::TextFormat, static_cast<int>(start - cursorPosition()),
                               static_cast<int>(length), format});
    };
    for (const FilterPiece &piece : m_assistant ? m_assistant->pieces(text()) : std::vector<FilterPiece>()) {
        const QTextCharFormat format = pieceFormat(piece);
        QTextCharFormat nameFormat = format;
        if (!piece.isNegated && !piece.isWrong)
            nameFormat.setForeground(Theme::instance().color(ColorRole::Accent));
        add(piece.start, piece.nameLength, nameFormat);
        add(piece.start + piece.nameLength, piece.length - piece.nameLength, format);
    }
    m_isShowingPieces = true;
    QInputMethodEvent event({}, attributes);
    QLineEdit::inputMethodEvent(&event);
    m_isShowingPieces = false;
}

void FilterBox::openSavedFilters()
{
    m_savedMenu->setCurrentText(hasError() ? QString() : text().trimmed());
    m_savedMenu->popup(mapToGlobal(QPoint(width() - endButtonWidth, height())));
}

void FilterBox::updateIcon()
{
    if (hasError())
        m_funnel->setIcon(icon("exclamation-triangle-fill"_L1, ColorRole::Error));
    else if (text().isEmpty())
        m_funnel->setIcon(icon("funnel"_L1, ColorRole::Muted));
    else
        m_funnel->setIcon(icon("funnel-fill"_L1, ColorRole::Accent));
    m_funnel->setToolTip(m_error);
}

void FilterBox::updateStar()
{
    m_star->setVisible(m_store != nullptr);
    const bool isSaved = m_store && m_store->contains(text().trimmed());
    m_star->setIcon(icon("bookmark-star"_L1, isSaved ? ColorRole::Accent : ColorRole::Muted));
}

void FilterBox::updateMargins()
{
    const int width = m_resultText.isEmpty()
                          ? 0
                          : QFontMetrics(fonts::small()).horizontalAdvance(m_resultText) + metrics::space2;
    // Margins are not mirrored by Qt.
    setTextMargins(isRightToLeft() ? width : 0, 0, isRightToLeft() ? 0 : width, 0);
}

void FilterBox::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_completer->isShowing()) {
        m_completer->hide();
        return;
    }
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        return;
    }
    const bool asks = event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier;
    if (asks || (event->key() == Qt::Key_Down && event->modifiers() == Qt::NoModifier)) {
        if (text().isEmpty() && !asks && m_store)
            offerHistory();
        if (!m_completer->isShowing())
            offer();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void FilterBox::inputMethodEvent(QInputMethodEvent *event)
{
    m_isComposing = !event->preeditString().isEmpty();
    QLineEdit::inputMethodEvent(event);
    showPieces();
}

void FilterBox::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason)
        remember();
}

void FilterBox::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    if (m_resultText.isEmpty())
        return;
    QPainter painter(this);
    painter.setFont(fonts::small());
    painter.setPen(Theme::instance().color(ColorRole::Muted));
    const int end =
        (text().isEmpty() ? metrics::space2 : endButtonWidth) + (m_star->isVisible() ? endButtonWidth : 0);
    const QRect area = rect().adjusted(isRightToLeft() ? end : 0, 0, isRightToLeft() ? 0 : -end, 0);
    painter.drawText(area, Qt::AlignVCenter | Qt::AlignTrailing, m_resultText);
}

} // namespace rove::ui
