// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/bytesview.h"

#include "protocol/base/cbor.h"
#include "ui/widgets/background.h"
#include "ui/widgets/codeeditor.h"
#include "ui/widgets/hexview.h"
#include "ui/widgets/imageview.h"
#include "ui/widgets/jsontext.h"
#include "ui/widgets/widgettext.h"

namespace rove::ui {
namespace {

/// As text and as CBOR only so much is shown; all of it is in the first tab.
constexpr qsizetype shownBytesMax = 256 * 1024;

CodeEditor *makeTextView(CodeEditor::Language language, const QString &name, QWidget *parent)
{
    auto *view = new CodeEditor(language, parent);
    view->setReadOnly(true);
    view->setAccessibleName(name);
    return view;
}

QString textOf(const QByteArray &bytes)
{
    const QByteArray shown = bytes.first(std::min(bytes.size(), shownBytesMax));
    QString text = QString::fromUtf8(shown);
    text.replace(QChar(u'\0'), QChar(0x2400)); // An editor would end at it.
    return shown.size() < bytes.size() ? text + u'\n' + WidgetText::tr("… cut here") : text;
}

QString cborText(const QByteArray &bytes)
{
    const auto value = cbor::decode(bytes);
    if (!value)
        return WidgetText::tr("These bytes are no CBOR: %1").arg(value.error().message);
    const QString text = toJsonText(*value);
    return text.size() > shownBytesMax ? text.first(shownBytesMax) + u'\n' + WidgetText::tr("… cut here")
                                       : text;
}

} // namespace

BytesView::BytesView(QWidget *parent)
    : QTabWidget(parent)
    , m_hex(new HexView(this))
    , m_text(makeTextView(CodeEditor::Language::Plain, WidgetText::tr("Bytes as text"), this))
    , m_cbor(makeTextView(CodeEditor::Language::Json, WidgetText::tr("Bytes as CBOR"), this))
    , m_image(new ImageView(this))
{
    m_text->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    addTab(m_hex, WidgetText::tr("Hex"));
    addTab(m_text, WidgetText::tr("Text"));
    addTab(m_cbor, WidgetText::tr("CBOR"));
    addTab(m_image, WidgetText::tr("Image"));
    setDocumentMode(true);
    m_isShown.fill(false, count());
    connect(this, &QTabWidget::currentChanged, this, &BytesView::showTab);
    connect(m_hex, &HexView::bytesEdited, this, [this](const QByteArray &bytes) {
        m_isShown.fill(false, count());
        m_isShown[HexTab] = true;
        emit bytesEdited(bytes);
    });
    connect(m_hex, &HexView::copied, this, &BytesView::copied);
}

void BytesView::setBytes(const QByteArray &bytes)
{
    m_hex->setBytes(bytes);
    m_isShown.fill(false, count());
    showTab(currentIndex());
}

const QByteArray &BytesView::bytes() const
{
    return m_hex->bytes();
}

void BytesView::setReadOnly(bool readOnly)
{
    m_hex->setReadOnly(readOnly);
}

void BytesView::showTab(int tab)
{
    if (tab < 0 || std::exchange(m_isShown[tab], true))
        return;
    const QByteArray all = bytes();
    if (tab == TextTab)
        m_text->setPlainText(textOf(all));
    if (tab == ImageTab)
        m_image->setBytes(all);
    if (tab != CborTab)
        return;
    inBackground([all] { return cborText(all); }).then(this, [this, all](const QString &text) {
        if (all == bytes())
            m_cbor->setPlainText(text);
    });
}

} // namespace rove::ui
