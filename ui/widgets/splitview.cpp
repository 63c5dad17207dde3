// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/splitview.h"

#include "ui/style/theme.h"
#include "ui/widgets/widgettext.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>

namespace rove::ui {
namespace {

constexpr int keyStep = 16;
constexpr int unfoldedSizeDefault = 240;

} // namespace

/// The line between two panes. With a width of one pixel Qt widens the area that takes the mouse by itself.
class SplitView::Handle : public QSplitterHandle {
public:
    Handle(Qt::Orientation orientation, SplitView *view)
        : QSplitterHandle(orientation, view)
        , m_view(view)
    {
        setFocusPolicy(Qt::TabFocus);
        setAccessibleName(WidgetText::tr("Divider between panes"));
        setAccessibleDescription(WidgetText::tr("Arrow keys move it, Enter folds the pane."));
    }

protected:
    void mouseDoubleClickEvent(QMouseEvent *) override { m_view->toggle(); }

    void keyPressEvent(QKeyEvent *event) override
    {
        const bool upright = orientation() == Qt::Horizontal;
        const int key = event->key();
        if (key == (upright ? Qt::Key_Left : Qt::Key_Up))
            moveSplitter(position() - keyStep);
        else if (key == (upright ? Qt::Key_Right : Qt::Key_Down))
            moveSplitter(position() + keyStep);
        else if (key == Qt::Key_Return || key == Qt::Key_Enter)
            m_view->toggle();
        else
            QSplitterHandle::keyPressEvent(event);
    }

    void focusInEvent(QFocusEvent *event) override
    {
        QSplitterHandle::focusInEvent(event);
        clearMask(); // The ring is wider than the line.
        update();
    }

    void focusOutEvent(QFocusEvent *event) override
    {
        QSplitterHandle::focusOutEvent(event);
        setMask(QRegion(contentsRect()));
        update();
    }

    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Theme &theme = Theme::instance();
        if (hasFocus())
            painter.fillRect(rect(), theme.color(ColorRole::Focus));
        else
            painter.fillRect(contentsRect(), theme.color(ColorRole::Border));
    }

private:
    /// Where the line is; the handle itself begins a little before it.
    [[nodiscard]] int position() const
    {
        return orientation() == Qt::Horizontal ? x() + contentsRect().x() : y() + contentsRect().y();
    }

    SplitView *m_view;
};

SplitView::SplitView(Qt::Orientation orientation, QWidget *parent)
    : QSplitter(orientation, parent)
    , m_unfoldedSize(unfoldedSizeDefault)
{
    setHandleWidth(1);
    setChildrenCollapsible(true);
    connect(this, &QSplitter::splitterMoved, this, [this] {
        if (const int size = sizes().value(m_foldingPane); size > 0)
            m_unfoldedSize = size;
        reportFolding();
    });
}

void SplitView::setFoldingPane(int index)
{
    m_foldingPane = index;
}

bool SplitView::isFolded() const
{
    return m_foldingPane < count() && sizes().value(m_foldingPane) == 0;
}

void SplitView::setFolded(bool folded)
{
    if (folded == isFolded() || m_foldingPane >= count())
        return;
    QList<int> wanted = sizes();
    const int neighbour = m_foldingPane == 0 ? 1 : m_foldingPane - 1;
    if (neighbour >= wanted.size())
        return;
    if (folded)
        m_unfoldedSize = wanted[m_foldingPane];
    const int size = folded ? 0 : m_unfoldedSize;
    wanted[neighbour] += wanted[m_foldingPane] - size;
    wanted[m_foldingPane] = size;
    setSizes(wanted);
    reportFolding();
}

void SplitView::reportFolding()
{
    if (std::exchange(m_reportedFolded, isFolded()) != isFolded())
        emit foldedChanged(isFolded());
}

QSplitterHandle *SplitView::createHandle()
{
    return new Handle(orientation(), this);
}

} // namespace rove::ui
