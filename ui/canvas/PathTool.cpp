#include "ui/canvas/PathTool.h"

#include "ui/canvas/FractalCanvas.h"
#include "ui/canvas/LineClip.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace escapade {
namespace {

constexpr std::size_t mostCorners = 5000; // of a drawn path
constexpr double cornerDistance = 3; // pixels

} // namespace

PathTool::PathTool(FractalCanvas& canvas)
    : QObject(&canvas)
    , m_canvas(canvas)
{
    canvas.addLayer(*this);
    canvas.installEventFilter(this);
}

void PathTool::setDrawing(bool drawing)
{
    if (drawing == m_drawing)
        return;
    m_drawing = drawing;
    m_pressed = false;
    m_canvas.setCursor(drawing ? Qt::PointingHandCursor : Qt::CrossCursor);
    emit drawingChanged(drawing);
}

void PathTool::setCorners(std::vector<Complex> corners)
{
    m_corners = std::move(corners);
    m_canvas.update();
}

void PathTool::paint(QPainter& painter, const Viewport& viewport) const
{
    if (m_corners.size() < 2)
        return;
    const double ratio = painter.device()->devicePixelRatioF();
    const PlaneMap map(viewport, ratio);
    const QRectF picture(0, 0, viewport.size.width / ratio, viewport.size.height / ratio);
    QList<QLineF> lines;
    const std::size_t count = m_pressed ? m_corners.size() - 1 : m_corners.size();
    for (std::size_t n = 0; n < count; ++n) {
        const QLineF side(map.position(m_corners[n]), map.position(m_corners[(n + 1) % m_corners.size()]));
        if (const auto line = clippedLine(side, picture.adjusted(-4, -4, 4, 4)); line)
            lines.push_back(*line);
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    for (const auto& [color, width] : { std::pair(Qt::black, 3.4), std::pair(Qt::white, 1.4) }) {
        // Opaque lines without caps: Qt draws them much faster than others.
        painter.setPen(QPen(color, width, Qt::SolidLine, Qt::FlatCap));
        painter.drawLines(lines);
    }
    painter.restore();
}

bool PathTool::eventFilter(QObject* watched, QEvent* event)
{
    return m_drawing ? handleDrawing(*event) : QObject::eventFilter(watched, event);
}

/// Whether the event was this tool's.
bool PathTool::handleDrawing(QEvent& event)
{
    switch (event.type()) {
    case QEvent::MouseButtonPress:
        if (static_cast<QMouseEvent&>(event).button() != Qt::LeftButton)
            return false;
        m_corners.clear();
        m_pressed = true;
        add(static_cast<QMouseEvent&>(event));
        return true;
    case QEvent::MouseMove:
        if (m_pressed)
            add(static_cast<QMouseEvent&>(event));
        return true; // the canvas would change the pointer's shape
    case QEvent::MouseButtonRelease:
        if (!m_pressed)
            return false;
        finish();
        return true;
    case QEvent::KeyPress:
        if (static_cast<QKeyEvent&>(event).key() != Qt::Key_Escape)
            return false;
        setCorners({});
        setDrawing(false);
        return true;
    default:
        return false;
    }
}

void PathTool::finish()
{
    const std::vector<Complex> drawn
        = m_corners; // whoever hears that drawing has ended may show another path
    setDrawing(false);
    emit pathDrawn(drawn);
}

void PathTool::add(const QMouseEvent& event)
{
    const PlanePoint point = m_canvas.planePointAt(event.position());
    const bool isNear
        = !m_corners.empty() && (event.position() - m_lastPosition).manhattanLength() < cornerDistance;
    if (isNear || m_corners.size() == mostCorners)
        return;
    m_lastPosition = event.position();
    m_corners.emplace_back(point.re.toDouble(), point.im.toDouble());
    m_canvas.update();
}

} // namespace escapade
