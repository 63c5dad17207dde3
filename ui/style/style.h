// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets/QProxyStyle>
#include <QtWidgets/QStyleOption>

namespace rove::ui {

/// How tall the rows of lists are. Follows the user, not the window.
enum class Density { Compact, Normal, Comfortable };

/// The look of every control: Fusion with our metrics, flat surfaces, one-pixel lines and a focus ring that
/// can be seen. Owned by QApplication (setStyle); needs a Theme, whose colours it reads when it paints. GUI
/// thread only. Style sheets are not used anywhere: one on a view would change its rows behind the delegates'
/// backs.
class Style : public QProxyStyle {
    Q_OBJECT

public:
    Style();

    /// The application's style if it is ours, else null.
    static Style *instance();
    static int rowHeight(Density density);

    [[nodiscard]] Density density() const { return m_density; }
    void setDensity(Density density);
    /// If true nothing moves by itself.
    void setReducesMotion(bool reduces) { m_reducesMotion = reduces; }

    void polish(QWidget *widget) override;
    void unpolish(QWidget *widget) override;
    using QProxyStyle::polish;
    using QProxyStyle::unpolish;
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *returnData) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents,
                           const QWidget *widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option,
                         const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                         const QWidget *widget) const override;
    QIcon standardIcon(StandardPixmap standard, const QStyleOption *option,
                       const QWidget *widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;

private:
    static QRect scrollBarPart(const QStyleOptionSlider &bar, SubControl part, int sliderMin);
    // Each draws what it knows and says whether it did.
    static bool drawItemPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter &painter);
    static bool drawFramePrimitive(PrimitiveElement element, const QStyleOption *option, QPainter &painter);
    static bool drawButtonPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter &painter);
    void drawPushButtonLabel(const QStyleOptionButton &option, QPainter *painter,
                             const QWidget *widget) const;
    void drawProgressBar(const QStyleOptionProgressBar &option, QPainter *painter) const;
    void drawToolButton(const QStyleOptionToolButton &option, QPainter *painter, const QWidget *widget) const;
    void drawHeaderLabel(const QStyleOptionHeader &option, QPainter *painter, const QWidget *widget) const;
    void drawSlider(const QStyleOptionSlider &option, QPainter *painter, const QWidget *widget) const;
    void drawMenuBarItem(const QStyleOptionMenuItem &option, QPainter *painter, const QWidget *widget) const;

    Density m_density = Density::Normal;
    bool m_reducesMotion = false;
};

} // namespace rove::ui
