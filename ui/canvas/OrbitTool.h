#pragma once

#include "ui/canvas/FractalCanvas.h"
#include "ui/canvas/OrbitLayer.h"

namespace escapade {

/// Draws an orbit over a canvas: that of the parameter where a Mandelbrot picture is clicked with Ctrl, that
/// of the point where a Julia picture is. A drag moves it live, Esc removes it.
class OrbitTool : public QObject
{
    Q_OBJECT

public:
    /// Lasts as long as the canvas, whose child it is.
    OrbitTool(FractalCanvas& canvas, Formula formula);

    void show(const PlanePoint& start);
    void showAtCentre();
    /// Where the pointer is, or the centre while it is elsewhere.
    void showAtPointer();
    bool isUnderPointer() const { return m_canvas.underMouse(); }
    void clear();
    /// Computes it again: Julia's c has changed.
    void refresh();

    bool isShown() const { return m_start.has_value(); }
    const OrbitLayer& layer() const { return m_layer; }

signals:
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool handlePress(const QMouseEvent& event);

    FractalCanvas& m_canvas;
    const Formula m_formula;
    OrbitLayer m_layer;
    std::optional<PlanePoint> m_start;
    bool m_dragging = false;
};

} // namespace escapade
