#pragma once

#include "core/fractal/Complex.h"
#include "core/fractal/Viewport.h"

#include <QPointF>

class QPainter;

namespace escapade {

/// Where a canvas shows points of the plane, in device-independent pixels.
class PlaneMap
{
public:
    /// The viewport's pixels are device pixels; ratio of them make up one of Qt's.
    PlaneMap(const Viewport& viewport, double ratio)
        : m_centre(viewport.centreRe.toDouble(), viewport.centreIm.toDouble())
        , m_belowCentre(rest(viewport.centreRe), rest(viewport.centreIm))
        , m_pixelsPerUnit(1 / (viewport.spacing.toDouble() * ratio))
        , m_middle((viewport.size.width / 2 + 0.5) / ratio,
              (viewport.size.height - 1 - viewport.size.height / 2 + 0.5) / ratio)
    { }

    /// Possibly far outside. Near the centre nothing is lost: the centre is held in two doubles.
    QPointF position(Complex z) const
    {
        const Complex offset = ((z - m_centre) - m_belowCentre) * m_pixelsPerUnit;
        return m_middle + QPointF(offset.real(), -offset.imag());
    }

    double pixelsPerUnit() const { return m_pixelsPerUnit; }

private:
    /// What the nearest double leaves of a number.
    static double rest(const Decimal& number)
    {
        return (number - ScaledDouble(number.toDouble()).toDecimal()).toDouble();
    }

    Complex m_centre;
    Complex m_belowCentre;
    double m_pixelsPerUnit;
    QPointF m_middle; // the centre's own position
};

/// Something that is drawn over a fractal picture and keeps its place of the plane, whatever the view is.
class CanvasLayer
{
public:
    CanvasLayer() = default;
    virtual ~CanvasLayer() = default;
    CanvasLayer(const CanvasLayer&) = delete;
    CanvasLayer& operator=(const CanvasLayer&) = delete;

    /// Draws what the viewport shows of it, in device-independent pixels. Must not take long.
    virtual void paint(QPainter& painter, const Viewport& viewport) const = 0;

    /// Whether nothing is seen of the picture below, so that nothing may be said of its pixels.
    virtual bool hidesPicture() const { return false; }
};

} // namespace escapade
