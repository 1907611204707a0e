#pragma once

#include "ui/canvas/CanvasLayer.h"

#include <QObject>

#include <vector>

class QMouseEvent;

namespace escapade {

class FractalCanvas;

/// Shows the closed path along which Julia's c is moved, and lets the user draw one: while it is drawing, the
/// next left drag is the path and not a move of the picture. Esc ends drawing.
class PathTool : public QObject, public CanvasLayer
{
    Q_OBJECT

public:
    /// Lasts as long as the canvas, whose child it is.
    explicit PathTool(FractalCanvas& canvas);

    bool isDrawing() const { return m_drawing; }
    void setDrawing(bool drawing);

    /// The path that is shown; without points there is none.
    void setCorners(std::vector<Complex> corners);
    const std::vector<Complex>& corners() const { return m_corners; }

    void paint(QPainter& painter, const Viewport& viewport) const override;

signals:
    void drawingChanged(bool drawing);
    /// A path was drawn, and drawing has ended.
    void pathDrawn(const std::vector<escapade::Complex>& corners);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool handleDrawing(QEvent& event);
    void finish();
    void add(const QMouseEvent& event);

    FractalCanvas& m_canvas;
    std::vector<Complex> m_corners;
    QPointF m_lastPosition; // of the last corner that was drawn
    bool m_drawing = false;
    bool m_pressed = false;
};

} // namespace escapade
