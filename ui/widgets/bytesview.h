// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtWidgets/QTabWidget>

namespace rove::ui {

class CodeEditor;
class HexView;
class ImageView;

/// Bytes seen four ways: hexadecimal, as UTF-8 text, decoded as CBOR, as a picture. A way is worked out when
/// its tab is first looked at, and a tab whose way makes no sense says so. Only the hexadecimal tab edits.
/// GUI thread.
class BytesView : public QTabWidget {
    Q_OBJECT

public:
    enum Tab { HexTab, TextTab, CborTab, ImageTab };

    explicit BytesView(QWidget *parent = nullptr);

    void setBytes(const QByteArray &bytes);
    [[nodiscard]] const QByteArray &bytes() const;
    void setReadOnly(bool readOnly);

    [[nodiscard]] HexView *hexView() const { return m_hex; }
    [[nodiscard]] CodeEditor *textView() const { return m_text; }
    [[nodiscard]] CodeEditor *cborView() const { return m_cbor; }
    [[nodiscard]] ImageView *imageView() const { return m_image; }

signals:
    void bytesEdited(const QByteArray &bytes);
    void copied(const QString &what);

private:
    void showTab(int tab);

    HexView *m_hex;
    CodeEditor *m_text;
    CodeEditor *m_cbor;
    ImageView *m_image;
    QList<bool> m_isShown;
};

} // namespace rove::ui
