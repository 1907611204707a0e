#include "ui/canvas/FractalCanvas.h"

#include "ui/canvas/CanvasOverlay.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace escapade {
namespace {

constexpr int firstStep = 4; // ms of a motion before its first picture
constexpr int motionInterval = 16; // ms between the pictures of a motion
constexpr int takeInterval = 12; // ms between copies of new tiles to the screen
constexpr int firstTakeInterval = 4; // before the first tiles of a picture
constexpr int idleBeforePreparing = 50; // ms of a complete picture before memory for others is made

} // namespace

FractalCanvas::FractalCanvas(WorkerPool& pool, Workload workload, QWidget* parent)
    : QWidget(parent)
    , m_workload(workload)
    , m_view(workload == Workload::Julia ? juliaHome() : mandelbrotHome())
    , m_unsnapped(m_view)
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(120, 90);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setCursor(Qt::CrossCursor);
    m_takeTimer.setSingleShot(true);
    m_takeTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_takeTimer, &QTimer::timeout, this, &FractalCanvas::takeChanges);
    m_motionTimer.setTimerType(Qt::PreciseTimer);
    m_motionTimer.setInterval(motionInterval);
    connect(&m_motionTimer, &QTimer::timeout, this, &FractalCanvas::moveOn);
    m_firstStepTimer.setTimerType(Qt::PreciseTimer);
    m_firstStepTimer.setSingleShot(true);
    m_firstStepTimer.setInterval(firstStep);
    connect(&m_firstStepTimer, &QTimer::timeout, this, qOverload<>(&FractalCanvas::update));
    m_prepareTimer.setSingleShot(true);
    m_prepareTimer.setInterval(idleBeforePreparing);
    connect(&m_prepareTimer, &QTimer::timeout, this, [this] {
        if (m_picture.isComplete() && m_picture.prepareNext())
            m_prepareTimer.start();
    });
    grabGesture(Qt::PinchGesture);

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
    m_focus = rect().center();
    panByPixels({ -horizontalShare * size.width, -verticalShare * size.height }, Manner::Glide);
}

void FractalCanvas::setFixedMaxIterations(std::optional<std::int32_t> maxIterations)
{
    if (maxIterations == m_fixedMaxIterations)
        return;
    m_fixedMaxIterations = maxIterations;
    m_automaticLimit.reset();
    request();
    update();
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
    update();
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

void FractalCanvas::setSmoothing(bool smooth)
{
    m_engine->setSmoothing(smooth);
}

void FractalCanvas::setColorMapping(const ColorMapping& mapping)
{
    m_picture.dropStale();
    m_colorMapping = mapping;
    m_engine->setColorMapping(mapping);
    if (!m_orbitValues.includes(orbitValuesFor(mapping))) {
        request();
        update();
    }
}

void FractalCanvas::setJuliaParameter(const PlanePoint& c)
{
    if (c == m_juliaParameter)
        return;
    m_juliaParameter = c;
    request();
    update();
}

void FractalCanvas::setMarker(const std::optional<PlanePoint>& marker)
{
    m_marker = marker;
    update();
}

void FractalCanvas::addLayer(const CanvasLayer& layer)
{
    m_layers.push_back(&layer);
    update();
}

RenderRequest FractalCanvas::currentRequest() const
{
    RenderRequest result;
    result.formula = formula();
    result.juliaRe = m_juliaParameter.re;
    result.juliaIm = m_juliaParameter.im;
    result.viewport = targetViewport();
    result.maxIterations = maxIterations();
    result.automaticIterations = !m_fixedMaxIterations;
    result.arithmetic = m_arithmetic;
    result.orbitValues = m_orbitValues;
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
    const Viewport viewport = shownViewport();
    const QPointF pixel = toPixels(position);
    return { viewport.exactRe(pixel.x()), viewport.exactIm(pixel.y()) };
}

QPointF FractalCanvas::positionOf(const PlanePoint& point) const
{
    const Viewport viewport = shownViewport();
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
    m_orbitValues = orbitValuesFor(m_colorMapping);
    RenderRequest asked = currentRequest();
    asked.maxIterations = startingIterations();
    m_generation = m_engine->request(asked, { static_cast<int>(focus.x()), static_cast<int>(focus.y()) });
    m_awaitingFirstPixels = true;
    m_stopped = false;
}

/// Takes changes at once when it was long ago, else a little later.
void FractalCanvas::changesAnnounced()
{
    const int interval = m_picture.hasPixels() ? takeInterval : firstTakeInterval;
    const qint64 since = m_sinceTaken.isValid() ? m_sinceTaken.elapsed() : interval;
    const bool newPicture = m_picture.generation() != m_generation;
    if (since >= interval || newPicture)
        takeChanges();
    else if (!m_takeTimer.isActive())
        m_takeTimer.start(static_cast<int>(interval - since));
}

void FractalCanvas::takeChanges()
{
    // The picture before may be complete while a whole new one comes at once.
    const bool wasComplete = m_picture.isComplete() && m_picture.generation() == m_generation;
    const std::optional<bool> changed = m_picture.take(*m_engine, shownViewport());
    if (!changed) {
        m_takeTimer.start(1);
        return;
    }
    m_sinceTaken.start();
    m_failure = QString::fromStdString(m_picture.failure());
    if (m_picture.generation() == m_generation)
        takeLimit();
    if (*changed) {
        m_firstStepTimer.stop();
        update();
        // The pointer is where it was, but what lies under it has become known.
        if (m_hoverPosition)
            emitHover(*m_hoverPosition);
    }
    if (m_picture.isComplete() && m_picture.smoothedShare() > 0)
        emit smoothed(m_picture.smoothedShare());
    if (m_picture.isComplete() && !wasComplete && m_picture.generation() == m_generation) {
        m_frameTime = m_picture.frameTime();
        emit completed();
        m_prepareTimer.start();
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

QImage FractalCanvas::smallPicture(Size pixels) const
{
    if (!m_picture.hasPixels() || !isVisible())
        return {};
    Viewport viewport = shownViewport();
    const double shrink = std::min(static_cast<double>(viewport.size.width) / pixels.width,
        static_cast<double>(viewport.size.height) / pixels.height);
    viewport.spacing = viewport.spacing * shrink;
    viewport.size = pixels;
    QImage image(pixels.width, pixels.height, QImage::Format_RGB32);
    m_picture.drawInto(image, viewport);
    return image;
}

void FractalCanvas::paintEvent(QPaintEvent* /*event*/)
{
    m_firstStepTimer.stop();
    QPainter painter(this);
    const double ratio = devicePixelRatioF();
    if (ratio != std::floor(ratio)) // the picture's whole pixels may leave a part of one at the edge
        painter.fillRect(rect(), Qt::black);
    painter.save();
    painter.scale(1 / ratio, 1 / ratio);
    m_picture.paint(painter, shownViewport());
    painter.restore();
    for (const CanvasLayer* layer : m_layers)
        layer->paint(painter, shownViewport());
    if (m_marker)
        paintMarker(painter, positionOf(*m_marker), rect());
    if (m_gesture == Gesture::RubberBand)
        paintRubberBand(painter, rubberBand());
    if (m_stopped)
        paintNote(painter, rect(), tr("Stopped. Enter goes on."));
    if (!m_failure.isEmpty()) {
        painter.setPen(Qt::white);
        painter.drawText(rect(), Qt::AlignCenter, tr("This picture cannot be computed: %1").arg(m_failure));
    }
    if (m_awaitingFirstPixels && m_picture.generation() == m_generation && m_picture.hasPixels()) {
        m_awaitingFirstPixels = false;
        emit firstPixelsShown();
    }
}

} // namespace escapade
