#pragma once

#include "core/render/ViewEngine.h"
#include "ui/bridge/GuiCalls.h"
#include "ui/canvas/CanvasLayer.h"
#include "ui/canvas/CanvasPicture.h"
#include "ui/canvas/HeldZoom.h"

#include <QElapsedTimer>
#include <QPointF>
#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QGestureEvent;
class QNativeGestureEvent;

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
    /// The pixel shows what an earlier view had there: its own result has not come yet.
    bool isStale = false;
};

/// A picture of the Mandelbrot set or of a Julia set that is moved by hand: wheel and pinch zoom about the
/// pointer, left drag and two fingers pan, right drag or Shift and left drag draws a rubber band, middle
/// click centres; plus, minus, the arrows and Home do the same while the canvas has the focus, and plus,
/// minus or the space bar zoom on while they are held. What was shown moves at once; the view engine computes
/// the new picture behind it. Views that a hand chose are snapped(), so that one's pixels are of use to the
/// next.
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
    void zoomBy(double factor); ///< about the centre; above 1 is closer; the picture glides there
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
    /// Whether edges are made smooth when a picture is complete and stays.
    void setSmoothing(bool smooth);
    void setColorMapping(const ColorMapping& mapping);

    /// The parameter of the Julia set; only for that workload.
    const PlanePoint& juliaParameter() const { return m_juliaParameter; }
    void setJuliaParameter(const PlanePoint& c);

    /// A draggable marker at a point of the plane; empty: none.
    void setMarker(const std::optional<PlanePoint>& marker);

    /// Draws a layer above the picture, in the order in which they were added. It must last as long as the
    /// canvas.
    void addLayer(const CanvasLayer& layer);

    /// The point of the plane at a position of the widget, and back.
    PlanePoint planePointAt(QPointF position) const;
    QPointF positionOf(const PlanePoint& point) const;

    /// The request for what is shown now.
    RenderRequest currentRequest() const;
    /// The last complete frame, or null while the first is computed.
    std::shared_ptr<const Frame> completeFrame() const { return m_engine->completeFrame(); }
    bool isComplete() const { return m_engine->isComplete(); }
    /// Whether the user stopped the picture before it was complete; any change of the view goes on.
    bool isStopped() const { return m_stopped; }
    /// Whether the canvas shows that frame, and nothing moves.
    bool frameOnScreen() const;
    /// See ViewEngine.
    void setCacheBytes(std::size_t bytes) { m_engine->setCacheBytes(bytes); }
    ViewEngine::Totals totals() const { return m_engine->totals(); }
    /// What is shown now without what is drawn over it, small; the middle where the shape is another one.
    /// Takes next to no time. Null while nothing is shown.
    QImage smallPicture(Size pixels) const;
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
    /// A part of the complete picture, 0 to 1, has smooth edges.
    void smoothed(double share);
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
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

private:
    enum class Gesture { None, Press, Pan, RubberBand, Marker };

    Size pixelSize() const;
    QPointF toPixels(QPointF position) const;
    Formula formula() const;
    std::int32_t startingIterations() const;
    bool isOnMarker(QPointF position) const;
    void request();
    void changesAnnounced();
    void takeChanges();
    void takeLimit();
    enum class Manner { Jump, Glide };
    Viewport targetViewport() const;
    Viewport shownViewport() const;
    bool isMoving() const;
    void changeView(const PlaneView& view, Manner manner = Manner::Jump);
    void zoomAbout(QPointF position, double factor, Manner manner = Manner::Glide);
    void panByPixels(QPointF pixels, Manner manner = Manner::Jump);
    void beginHeldZoom(int key, QPointF position, HeldZoom::Direction direction);
    void endHeldZoom();
    void advanceHeldZoom();
    void stopMoving();
    void paintMotion(bool begins);
    void moveOn();
    bool pinch(const QNativeGestureEvent& event);
    bool pinch(const QGestureEvent& event);
    void beginGesture(const QMouseEvent& event);
    bool isMyKey(const QKeyEvent& event) const;
    QRectF rubberBand() const;
    void emitHover(QPointF position);
    bool handleKey(const QKeyEvent& event);
    void stop();

    const Workload m_workload;
    PlaneView m_view;
    PlanePoint m_juliaParameter;
    std::optional<std::int32_t> m_fixedMaxIterations;
    std::optional<IterationLimit> m_automaticLimit;
    Arithmetic m_arithmetic = Arithmetic::Strict;
    ColorMapping m_colorMapping;
    OrbitValueSet m_orbitValues; // that the engine was last asked for
    std::optional<PlanePoint> m_marker;
    std::vector<const CanvasLayer*> m_layers;
    std::chrono::nanoseconds m_frameTime {};

    PlaneView m_unsnapped; // what m_view stands for, so that small steps add up
    ViewMotion m_motion;
    std::optional<HeldZoom> m_heldZoom;
    PlaneView m_heldFrom; // the view that the held zoom began with
    int m_heldKey = 0;
    QTimer m_firstStepTimer; // until the first picture of a motion
    QTimer m_motionTimer; // runs while what is shown is on its way

    Gesture m_gesture = Gesture::None;
    QPointF m_pressPosition;
    QPointF m_lastPosition;
    std::optional<QPointF> m_hoverPosition; // of the pointer, while it is over the canvas
    QPointF m_focus; // where tiles are computed first
    std::uint64_t m_generation = 0; // of the newest request
    bool m_awaitingFirstPixels = false;
    bool m_stopped = false;
    QString m_failure;

    CanvasPicture m_picture;
    QTimer m_takeTimer; // spreads the taking of changes, so that painting leaves time to the workers
    QElapsedTimer m_sinceTaken;
    QTimer m_prepareTimer; // runs while the complete picture rests, until there is memory for the next ones
    GuiCalls m_calls;
    std::unique_ptr<ViewEngine> m_engine; // last: its callbacks post to m_calls
};

} // namespace escapade
