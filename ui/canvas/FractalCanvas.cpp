#include "ui/canvas/FractalCanvas.h"

#include "ui/canvas/CanvasOverlay.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <array>
#include <cmath>

namespace escapade {
namespace {

constexpr int dragThreshold = 4; // pixels of movement that make a click a drag
constexpr double wheelNotch = 120; // eighths of a degree
constexpr double notchesPerDoubling = 3;
constexpr double keyZoom = 2;
constexpr double keyPan = 0.1; // of the picture
constexpr int takeInterval = 12; // ms between copies of new tiles to the screen

} // namespace

FractalCanvas::FractalCanvas(WorkerPool& pool, Workload workload, QWidget* parent)
    : QWidget(parent)
    , m_workload(workload)
    , m_view(workload == Workload::Julia ? juliaHome() : mandelbrotHome())
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(120, 90);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setCursor(Qt::CrossCursor);
    m_takeTimer.setSingleShot(true);
    connect(&m_takeTimer, &QTimer::timeout, this, &FractalCanvas::takeChanges);

    ViewEngine::Callbacks callbacks;
    callbacks.changed = [this] { m_calls.post([this] { changesAnnounced(); }); };
    callbacks.frameTimed
        = [this](const FrameSample& sample) { m_calls.post([this, sample] { emit frameTimed(sample); }); };
    m_engine = std::make_unique<ViewEngine>(pool, workload, callbacks);
}

FractalCanvas::~FractalCanvas() = default;

// What is shown

Formula FractalCanvas::formula() const
{
    return m_workload == Workload::Julia ? Formula::Julia : Formula::Mandelbrot;
}

PlaneView FractalCanvas::homeView() const
{
    return escapade::homeView(formula());
}

bool FractalCanvas::canShow(const PlaneView& view)
{
    static const Decimal largest = *Decimal::parse("1000");
    static const Decimal smallest = *Decimal::parse("1e-300");
    return !(view.extentHeight > largest) && !(view.extentHeight < smallest) && !(view.extentWidth > largest)
        && !(view.extentWidth < smallest);
}

void FractalCanvas::setView(const PlaneView& view)
{
    m_focus = rect().center();
    changeView(view);
}

void FractalCanvas::zoomBy(double factor)
{
    zoomAbout(QRectF(rect()).center(), factor);
}

void FractalCanvas::panBy(double horizontalShare, double verticalShare)
{
    const Size size = pixelSize();
    changeView(panned(
        m_view, size, std::round(-horizontalShare * size.width), std::round(-verticalShare * size.height)));
}

void FractalCanvas::setFixedMaxIterations(std::optional<std::int32_t> maxIterations)
{
    if (maxIterations == m_fixedMaxIterations)
        return;
    m_fixedMaxIterations = maxIterations;
    m_automaticLimit.reset();
    request();
    emit iterationsChanged();
}

std::int32_t FractalCanvas::maxIterations() const
{
    return m_automaticLimit ? m_automaticLimit->limit : startingIterations();
}

/// What the engine is asked for: the fixed limit, or where the search for one starts.
std::int32_t FractalCanvas::startingIterations() const
{
    return m_fixedMaxIterations ? *m_fixedMaxIterations : startingIterationLimit(formula(), m_view);
}

void FractalCanvas::setArithmetic(Arithmetic arithmetic)
{
    if (arithmetic == m_arithmetic)
        return;
    m_arithmetic = arithmetic;
    request();
}

void FractalCanvas::setSimd(SimdLevel simd)
{
    m_engine->setSimd(simd);
}

void FractalCanvas::setPalette(const Palette& palette)
{
    m_picture.dropStale();
    m_engine->setPalette(palette);
}

void FractalCanvas::setColorMapping(const ColorMapping& mapping)
{
    m_picture.dropStale();
    m_engine->setColorMapping(mapping);
}

void FractalCanvas::setJuliaParameter(const PlanePoint& c)
{
    if (c == m_juliaParameter)
        return;
    m_juliaParameter = c;
    request();
}

void FractalCanvas::setMarker(const std::optional<PlanePoint>& marker)
{
    m_marker = marker;
    update();
}

RenderRequest FractalCanvas::currentRequest() const
{
    RenderRequest result;
    result.formula = formula();
    result.juliaRe = m_juliaParameter.re;
    result.juliaIm = m_juliaParameter.im;
    result.viewport = Viewport::fit(m_view, pixelSize());
    result.maxIterations = maxIterations();
    result.automaticIterations = !m_fixedMaxIterations;
    result.arithmetic = m_arithmetic;
    return result;
}

// Coordinates: positions are Qt's (device independent), pixels are the picture's

Size FractalCanvas::pixelSize() const
{
    const double ratio = devicePixelRatioF();
    return { std::max(1, static_cast<int>(std::lround(width() * ratio))),
        std::max(1, static_cast<int>(std::lround(height() * ratio))) };
}

QPointF FractalCanvas::toPixels(QPointF position) const
{
    return position * devicePixelRatioF() - QPointF(0.5, 0.5); // a sample sits in the middle of its pixel
}

PlanePoint FractalCanvas::planePointAt(QPointF position) const
{
    const Viewport viewport = Viewport::fit(m_view, pixelSize());
    const QPointF pixel = toPixels(position);
    return { viewport.exactRe(pixel.x()), viewport.exactIm(pixel.y()) };
}

QPointF FractalCanvas::positionOf(const PlanePoint& point) const
{
    const Viewport viewport = Viewport::fit(m_view, pixelSize());
    return (QPointF(viewport.columnOf(point.re), viewport.rowOf(point.im)) + QPointF(0.5, 0.5))
        / devicePixelRatioF();
}

bool FractalCanvas::isOnMarker(QPointF position) const
{
    if (!m_marker)
        return false;
    const QPointF distance = positionOf(*m_marker) - position;
    return std::hypot(distance.x(), distance.y()) <= markerRadius + 2;
}

// Requests and results

void FractalCanvas::request()
{
    if (!isVisible() || width() < 1 || height() < 1)
        return;
    const QPointF focus = toPixels(m_focus);
    RenderRequest asked = currentRequest();
    asked.maxIterations = startingIterations();
    m_generation = m_engine->request(asked, { static_cast<int>(focus.x()), static_cast<int>(focus.y()) });
    m_awaitingFirstPixels = true;
    update();
}

/// Takes changes at once when it was long ago, else a little later.
void FractalCanvas::changesAnnounced()
{
    const qint64 since = m_sinceTaken.isValid() ? m_sinceTaken.elapsed() : takeInterval;
    const bool newPicture = m_picture.generation() != m_generation;
    if (since >= takeInterval || newPicture)
        takeChanges();
    else if (!m_takeTimer.isActive())
        m_takeTimer.start(static_cast<int>(takeInterval - since));
}

void FractalCanvas::takeChanges()
{
    // The picture before may be complete while a whole new one comes at once.
    const bool wasComplete = m_picture.isComplete() && m_picture.generation() == m_generation;
    const std::optional<bool> changed = m_picture.take(*m_engine);
    if (!changed) {
        m_takeTimer.start(1);
        return;
    }
    m_sinceTaken.start();
    m_failure = QString::fromStdString(m_picture.failure());
    if (m_picture.generation() == m_generation)
        takeLimit();
    if (*changed) {
        update();
        // The pointer is where it was, but what lies under it has become known.
        if (m_hoverPosition)
            emitHover(*m_hoverPosition);
    }
    if (m_picture.isComplete() && !wasComplete && m_picture.generation() == m_generation) {
        m_frameTime = m_picture.frameTime();
        emit completed();
    }
}

/// Takes over the automatic limit of the newest request once it is chosen; until then, the last one stands.
void FractalCanvas::takeLimit()
{
    if (m_fixedMaxIterations || !m_picture.limit() || m_picture.limit() == m_automaticLimit)
        return;
    m_automaticLimit = m_picture.limit();
    emit iterationsChanged();
}

void FractalCanvas::changeView(const PlaneView& view)
{
    if (view == m_view || !canShow(view))
        return;
    m_view = view;
    request();
    emit viewChanged(m_view);
}

void FractalCanvas::zoomAbout(QPointF position, double factor)
{
    m_focus = position;
    const QPointF pixel = toPixels(position);
    changeView(zoomed(m_view, pixelSize(), pixel.x(), pixel.y(), factor));
}

// Events

void FractalCanvas::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), Qt::black);
    const double ratio = devicePixelRatioF();
    painter.save();
    painter.scale(1 / ratio, 1 / ratio);
    m_picture.paint(painter, Viewport::fit(m_view, pixelSize()));
    painter.restore();
    if (m_marker)
        paintMarker(painter, positionOf(*m_marker), rect());
    if (m_gesture == Gesture::RubberBand)
        paintRubberBand(painter, rubberBand());
    if (!m_failure.isEmpty()) {
        painter.setPen(Qt::white);
        painter.drawText(rect(), Qt::AlignCenter, tr("This picture cannot be computed: %1").arg(m_failure));
    }
    if (m_awaitingFirstPixels && m_picture.generation() == m_generation && m_picture.hasPixels()) {
        m_awaitingFirstPixels = false;
        emit firstPixelsShown();
    }
}

void FractalCanvas::resizeEvent(QResizeEvent* /*event*/)
{
    m_focus = rect().center();
    request();
}

void FractalCanvas::showEvent(QShowEvent* /*event*/)
{
    m_focus = rect().center();
    request();
}

void FractalCanvas::wheelEvent(QWheelEvent* event)
{
    const double notches = event->angleDelta().y() / wheelNotch;
    if (notches != 0)
        zoomAbout(event->position(), std::exp2(notches / notchesPerDoubling));
    event->accept();
}

void FractalCanvas::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::MiddleButton) {
        const PlanePoint centre = planePointAt(event->position());
        m_focus = rect().center();
        changeView({ centre.re, centre.im, m_view.extentWidth, m_view.extentHeight });
    } else if (event->button() == Qt::LeftButton || event->button() == Qt::RightButton) {
        beginGesture(*event);
    } else {
        event->ignore(); // back and forward buttons are the window's
    }
}

void FractalCanvas::beginGesture(const QMouseEvent& event)
{
    m_pressPosition = event.position();
    m_lastPosition = event.position();
    const bool band = event.button() == Qt::RightButton || event.modifiers().testFlag(Qt::ShiftModifier);
    if (band)
        m_gesture = Gesture::RubberBand;
    else
        m_gesture = isOnMarker(event.position()) ? Gesture::Marker : Gesture::Press;
}

void FractalCanvas::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF position = event->position();
    if (m_gesture == Gesture::Press && (position - m_pressPosition).manhattanLength() > dragThreshold) {
        m_gesture = Gesture::Pan;
        setCursor(Qt::ClosedHandCursor);
    }
    if (m_gesture == Gesture::Pan) {
        // Whole pixels, so that the picture's samples stay where they are.
        const QPointF moved = (position - m_lastPosition) * devicePixelRatioF();
        const QPointF whole(std::round(moved.x()), std::round(moved.y()));
        m_lastPosition += whole / devicePixelRatioF();
        m_focus = rect().center();
        changeView(panned(m_view, pixelSize(), whole.x(), whole.y()));
    } else if (m_gesture == Gesture::Marker) {
        emit pointPicked(planePointAt(position));
    } else if (m_gesture == Gesture::RubberBand) {
        m_lastPosition = position;
        update();
    } else if (m_gesture == Gesture::None) {
        setCursor(isOnMarker(position) ? Qt::SizeAllCursor : Qt::CrossCursor);
    }
    emitHover(position);
}

void FractalCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    const Gesture gesture = std::exchange(m_gesture, Gesture::None);
    setCursor(Qt::CrossCursor);
    if (gesture == Gesture::Press) {
        emit pointPicked(planePointAt(event->position()));
    } else if (gesture == Gesture::RubberBand) {
        const QRectF band = rubberBand();
        if (band.width() > 2 * dragThreshold) {
            const PlanePoint centre = planePointAt(band.center());
            PlaneView closer = zoomed(m_view, pixelSize(), 0, 0, width() / band.width());
            closer.centreRe = centre.re;
            closer.centreIm = centre.im;
            m_focus = rect().center();
            changeView(closer);
        }
        update();
    }
}

void FractalCanvas::leaveEvent(QEvent* /*event*/)
{
    m_hoverPosition.reset();
    emit hoverEnded();
}

bool FractalCanvas::event(QEvent* event)
{
    // Keys that move the picture belong to the canvas that has the focus, before the window's shortcuts.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool plain = (key->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == Qt::NoModifier;
        constexpr std::array mine { Qt::Key_Plus, Qt::Key_Equal, Qt::Key_Minus, Qt::Key_Left, Qt::Key_Right,
            Qt::Key_Up, Qt::Key_Down, Qt::Key_Home, Qt::Key_Escape };
        if (plain && std::ranges::find(mine, key->key()) != mine.end()) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void FractalCanvas::keyPressEvent(QKeyEvent* event)
{
    if (!handleKey(event->key()))
        QWidget::keyPressEvent(event);
}

bool FractalCanvas::handleKey(int key)
{
    switch (key) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomBy(keyZoom);
        return true;
    case Qt::Key_Minus:
        zoomBy(1 / keyZoom);
        return true;
    case Qt::Key_Left:
        panBy(-keyPan, 0);
        return true;
    case Qt::Key_Right:
        panBy(keyPan, 0);
        return true;
    case Qt::Key_Up:
        panBy(0, -keyPan);
        return true;
    case Qt::Key_Down:
        panBy(0, keyPan);
        return true;
    case Qt::Key_Home:
        setView(homeView());
        return true;
    case Qt::Key_Escape:
        m_gesture = Gesture::None;
        setCursor(Qt::CrossCursor);
        update();
        return true;
    default:
        return false;
    }
}

/// The band from the press to the pointer, centred on the press, with the picture's shape.
QRectF FractalCanvas::rubberBand() const
{
    const QPointF half = m_lastPosition - m_pressPosition;
    const double share = std::max(std::abs(half.x()) / width(), std::abs(half.y()) / height());
    QRectF band(0, 0, 2 * share * width(), 2 * share * height());
    band.moveCenter(m_pressPosition);
    return band;
}

void FractalCanvas::emitHover(QPointF position)
{
    m_hoverPosition = position;
    const QPointF pixel = toPixels(position);
    HoverInfo info { planePointAt(position), {} };
    if (m_picture.generation() == m_generation)
        info.pixel = m_engine
                         ->infoAt({ static_cast<int>(std::lround(pixel.x())),
                             static_cast<int>(std::lround(pixel.y())) })
                         .value_or(PixelInfo {});
    emit hovered(info);
}

} // namespace escapade
