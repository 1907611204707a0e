#pragma once

#include "ui/canvas/CanvasLayer.h"

#include <QImage>
#include <QRect>

namespace escapade {

/// A small picture of all there is, in the lower left corner, and in it a frame around what the canvas shows,
/// or a cross-hair where that would be too small to see.
class MinimapLayer : public CanvasLayer
{
public:
    /// Of the small picture, device independent.
    static constexpr QSize size { 160, 120 };
    /// A frame that is smaller than this becomes a cross-hair.
    static constexpr double smallestFrame = 5;

    /// Where it is on a canvas of a size; null where the canvas is too small for one.
    static QRect placeOn(QSize canvas);

    /// A null image takes it off. The viewport is the small picture's own, in pixels of which ratio make up
    /// one of Qt's.
    void setPicture(const QImage& image, const Viewport& viewport);
    bool isShown() const { return !m_image.isNull(); }

    /// What the small picture shows of the canvas's viewport, in its own coordinates; maybe outside.
    QRectF frameOf(const Viewport& shown) const;
    /// The point of the plane at a position within the small picture.
    Complex pointAt(QPointF position) const;

    void paint(QPainter& painter, const Viewport& viewport) const override;

private:
    double ratio() const { return m_image.width() / static_cast<double>(size.width()); }

    QImage m_image;
    Viewport m_viewport;
};

} // namespace escapade
