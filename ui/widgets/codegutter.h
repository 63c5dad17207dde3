// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/codeeditor.h"

#include <QtGui/QMouseEvent>
#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>

namespace rove::ui {

/// The strip with the line numbers and the signs of lines that fold; paints by the editor's geometry and
/// takes no part in focus or text.
class CodeEditor::Gutter : public QWidget {
public:
    explicit Gutter(CodeEditor *editor)
        : QWidget(editor)
        , m_editor(editor)
    {}

    [[nodiscard]] QSize sizeHint() const override { return {m_editor->gutterWidth(), 0}; }

protected:
    void mousePressEvent(QMouseEvent *event) override { m_editor->pressGutter(event->position().toPoint()); }

    void paintEvent(QPaintEvent *event) override
    {
        QPainter painter(this);
        m_editor->paintGutter(painter, event->rect());
    }

private:
    CodeEditor *m_editor;
};

} // namespace rove::ui
