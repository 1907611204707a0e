#pragma once

#include "core/render/ViewEngine.h"
#include "ui/bridge/GuiCalls.h"
#include "ui/canvas/CanvasPicture.h"

#include <QElapsedTimer>
#include <QPointF>
#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>

namespace escapade {

/// A point of the plane, exact.
struct PlanePoint
{
    Decimal re;
    Decimal im;
    bool operator==(const PlanePoint&) const = default;
};

/// What is under the mouse pointer.
struct HoverInfo
{
    PlanePoint point;
    PixelInfo pixel;
};

/// A picture of the Mandelbrot set or of a Julia set that is moved by hand: wheel zooms about the pointer,
/// left drag pans, right drag or Shift and left drag draws a rubber band, middle click centres; plus, minus,
/// the arrows and Home do the same while the canvas has the focus. What was shown moves at once; the view
/// engine computes the new picture behind it.
class FractalCanvas : public QWidget
{
    Q_OBJECT

public:
    /// workload is Mandelbrot or Julia. The pool must outlive the canvas.
    FractalCanvas(WorkerPool& pool, Workload workload, QWidget* parent = nullptr);
    ~FractalCanvas() override;

    const PlaneView& view() const { return m_view; }
    /// Whether a view is of use: beyond these limits there is nothing but escaped points, or no decimal is
    /// left in any number type we have.
    static bool canShow(const PlaneView& view);
    /// Shows another view and emits viewChanged(); one that it cannot show is ignored.
    void setView(const PlaneView& view);
    PlaneView homeView() const;
    void zoomBy(double factor); ///< about the centre; above 1 is closer
    void panBy(
        double horizontalShare, double verticalShare); ///< of the picture's size, right and down positive

    std::optional<std::int32_t> fixedMaxIterations() const { return m_fixedMaxIterations; }
    /// Empty: automatic.
    void setFixedMaxIterations(std::optional<std::int32_t> maxIterations);
    /// The limit in force. Automatic: the last that was chosen, until the one of a changed view is.
    std::int32_t maxIterations() const;
    /// How the limit in force was chosen; empty while that is not known, and where it is fixed.
    const std::optional<IterationLimit>& automaticLimit() const { return m_automaticLimit; }

    void setArithmetic(Arithmetic arithmetic);
    void setSimd(SimdLevel simd);
    void setPalette(const Palette& palette);
    void setColorMapping(const ColorMapping& mapping);

    /// The parameter of the Julia set; only for that workload.
    const PlanePoint& juliaParameter() const { return m_juliaParameter; }
    void setJuliaParameter(const PlanePoint& c);

    /// A draggable marker at a point of the plane; empty: none.
    void setMarker(const std::optional<PlanePoint>& marker);

    /// The request for what is shown now.
    RenderRequest currentRequest() const;
    /// The last complete frame, or null while the first is computed.
    std::shared_ptr<const Frame> completeFrame() const { return m_engine->completeFrame(); }
    bool isComplete() const { return m_engine->isComplete(); }
    /// How long the last complete frame took, from its first tile to its last.
    std::chrono::nanoseconds frameTime() const { return m_frameTime; }

signals:
    void viewChanged(const escapade::PlaneView& view);
    /// maxIterations() or automaticLimit() changed.
    void iterationsChanged();
    /// A click without a drag, or the marker being dragged: this point was picked.
    void pointPicked(const escapade::PlanePoint& point);
    void hovered(const escapade::HoverInfo& info);
    void hoverEnded();
    void frameTimed(const escapade::FrameSample& sample);
    /// The picture shown is complete.
    void completed();
    /// The first new pixels of the newest request are on the screen (for benchmarks and the status bar).
    void firstPixelsShown();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    enum class Gesture { None, Press, Pan, RubberBand, Marker };

    Size pixelSize() const;
    QPointF toPixels(QPointF position) const;
    Formula formula() const;
    std::int32_t startingIterations() const;
    PlanePoint planePointAt(QPointF position) const;
    QPointF positionOf(const PlanePoint& point) const;
    bool isOnMarker(QPointF position) const;
    void request();
    void changesAnnounced();
    void takeChanges();
    void takeLimit();
    void changeView(const PlaneView& view);
    void zoomAbout(QPointF position, double factor);
    void beginGesture(const QMouseEvent& event);
    QRectF rubberBand() const;
    void emitHover(QPointF position);
    bool handleKey(int key);

    const Workload m_workload;
    PlaneView m_view;
    PlanePoint m_juliaParameter;
    std::optional<std::int32_t> m_fixedMaxIterations;
    std::optional<IterationLimit> m_automaticLimit;
    Arithmetic m_arithmetic = Arithmetic::Strict;
    std::optional<PlanePoint> m_marker;
    std::chrono::nanoseconds m_frameTime {};

    Gesture m_gesture = Gesture::None;
    QPointF m_pressPosition;
    QPointF m_lastPosition;
    std::optional<QPointF> m_hoverPosition; // of the pointer, while it is over the canvas
    QPointF m_focus; // where tiles are computed first
    std::uint64_t m_generation = 0; // of the newest request
    bool m_awaitingFirstPixels = false;
    QString m_failure;

    CanvasPicture m_picture;
    QTimer m_takeTimer; // spreads the taking of changes, so that painting leaves time to the workers
    QElapsedTimer m_sinceTaken;
    GuiCalls m_calls;
    std::unique_ptr<ViewEngine> m_engine; // last: its callbacks post to m_calls
};

} // namespace escapade
