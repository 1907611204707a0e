#include "ui/canvas/InverseLayer.h"

#include "ui/canvas/FractalCanvas.h"
#include "ui/canvas/InverseColors.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>

namespace escapade {
namespace {

/// A few milliseconds' worth, so that a moving picture has something to show in each frame.
constexpr std::int64_t coarsePoints = 60'000;

/// Where the image of one viewport lies in another's pixels. Sample n sits in the middle of pixel n of both.
QRectF placeIn(const Viewport& to, const Viewport& from)
{
    const double scale = from.spacing / to.spacing;
    const double column = to.columnOf(from.centreRe) - scale * (from.size.width / 2);
    const double row = to.rowOf(from.centreIm) - scale * (from.size.height - 1 - from.size.height / 2);
    const double toEdge = 0.5 - 0.5 * scale;
    return { column + toEdge, row + toEdge, scale * from.size.width, scale * from.size.height };
}

} // namespace

InverseLayer::InverseLayer(FractalCanvas& canvas, WorkerPool& pool)
    : QObject(&canvas)
    , m_canvas(canvas)
    , m_pool(pool)
{
    canvas.addLayer(*this);
    canvas.installEventFilter(this);
    connect(&canvas, &FractalCanvas::viewChanged, this, &InverseLayer::refresh);
}

InverseLayer::~InverseLayer()
{
    m_cancel.cancel();
}

void InverseLayer::setChoice(const InverseChoice& choice)
{
    if (choice == m_choice)
        return;
    m_choice = choice;
    if (choice.show == InverseShow::Off) {
        m_image = {};
        m_points = 0;
        m_done.reset();
    }
    m_problem.clear();
    refresh();
    m_canvas.update();
    emit choiceChanged();
}

void InverseLayer::refresh()
{
    if (m_running && m_running->stage == Stage::Whole && !(*m_running == wanted()))
        m_cancel.cancel();
    computeNext();
}

bool InverseLayer::isComplete() const
{
    return m_choice.show == InverseShow::Off || !m_canvas.isVisible() || m_done == wanted();
}

QImage InverseLayer::completeImage() const
{
    return m_choice.show != InverseShow::Off && m_done == wanted() ? m_image : QImage();
}

void InverseLayer::paint(QPainter& painter, const Viewport& viewport) const
{
    if (m_choice.show == InverseShow::Off)
        return;
    const double ratio = painter.device()->devicePixelRatioF();
    const Size size = viewport.size;
    painter.save();
    painter.scale(1 / ratio, 1 / ratio);
    if (hidesPicture())
        painter.fillRect(QRect(0, 0, size.width, size.height), Qt::black);
    const double scale = m_image.isNull() ? 0 : m_imageViewport.spacing / viewport.spacing;
    constexpr double most = 4096; // beyond that one pixel fills the window, or the picture is a dot
    if (scale < most && scale > 1 / most)
        painter.drawImage(placeIn(viewport, m_imageViewport), m_image);
    painter.restore();
    if (!m_problem.isEmpty()) {
        painter.setPen(Qt::white);
        painter.drawText(m_canvas.rect(), Qt::AlignCenter | Qt::TextWordWrap, m_problem);
    }
}

bool InverseLayer::eventFilter(QObject* watched, QEvent* event)
{
    // The canvas is asked for its viewport after it has taken its new size.
    if (event->type() == QEvent::Resize || event->type() == QEvent::Show)
        QMetaObject::invokeMethod(this, &InverseLayer::refresh, Qt::QueuedConnection);
    return QObject::eventFilter(watched, event);
}

/// The whole picture of what the canvas shows.
InverseLayer::Drawn InverseLayer::wanted() const
{
    const RenderRequest shown = m_canvas.currentRequest();
    InverseRequest request;
    request.method = m_choice.method;
    request.c = { shown.juliaRe.toDouble(), shown.juliaIm.toDouble() };
    request.viewport = shown.viewport;
    request.points = m_choice.points;
    request.hitLimit = m_choice.hitLimit;
    request.seed = m_choice.seed;
    return { request, Stage::Whole, m_choice.show };
}

/// Starts what is missing, if nothing is running: the coarse picture of what is wanted, or after it the
/// whole.
void InverseLayer::computeNext()
{
    if (m_running || m_choice.show == InverseShow::Off || !m_canvas.isVisible())
        return;
    Drawn next = wanted();
    if (m_done == next)
        return;
    Drawn coarse = next;
    coarse.stage = Stage::Coarse;
    const bool wholeIsQuick = next.request.points <= coarsePoints;
    if (m_done != coarse && !wholeIsQuick)
        next = coarse;
    m_running = next;
    m_cancel = CancelToken();
    m_work.run([&pool = m_pool, next, cancel = m_cancel] { return draw(pool, next, cancel); },
        [this, next](const Result<Image>& result) { take(next, result); });
}

void InverseLayer::take(const Drawn& asked, const Result<Image>& result)
{
    m_running.reset();
    if (m_choice.show == InverseShow::Off)
        return;
    if (result)
        show(asked, *result);
    else if (!m_cancel.isCancelled())
        showProblem(asked, result.error());
    computeNext();
}

void InverseLayer::show(const Drawn& asked, const Image& image)
{
    m_done = asked;
    m_image = image.image;
    m_imageViewport = asked.request.viewport;
    m_points = image.points;
    m_problem.clear();
    m_canvas.update();
    emit drawn();
}

/// What failed is not tried again until something else is wanted.
void InverseLayer::showProblem(const Drawn& asked, const Error& error)
{
    m_done = asked;
    m_done->stage = Stage::Whole;
    m_image = {};
    m_points = 0;
    m_problem = tr("The points cannot be drawn: %1").arg(QString::fromStdString(error.message));
    m_canvas.update();
    emit drawn();
}

/// On the background thread.
Result<InverseLayer::Image> InverseLayer::draw(
    WorkerPool& pool, const Drawn& asked, const CancelToken& cancel)
{
    InverseRequest request = asked.request;
    if (asked.stage == Stage::Coarse)
        request.points = std::min(request.points, coarsePoints);
    InverseSettings settings;
    settings.cancel = cancel;
    const Result<InversePicture> picture = inverseIteration(pool, request, settings);
    if (!picture)
        return picture.error();
    const QImage image = asked.show == InverseShow::Over ? inverseOutline(picture->hits)
                                                         : inverseBrightness(picture->hits, request.hitLimit);
    return Image { image, picture->points };
}

} // namespace escapade
