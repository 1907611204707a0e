#include "ui/diffusion/DiffusionView.h"

#include "core/diffusion/DensityColors.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace escapade {
namespace {

constexpr int barThickness = 14;
constexpr int gap = 6;
constexpr int tickLength = 4;
constexpr int smallestSide = 110;

std::optional<QPoint> arrowOf(int key)
{
    switch (key) {
    case Qt::Key_Left:
        return QPoint(-1, 0);
    case Qt::Key_Right:
        return QPoint(1, 0);
    case Qt::Key_Up:
        return QPoint(0, -1);
    case Qt::Key_Down:
        return QPoint(0, 1);
    default:
        return std::nullopt;
    }
}

bool isPaintKey(int key)
{
    return key == Qt::Key_Space || key == Qt::Key_Return || key == Qt::Key_Enter;
}

} // namespace

DiffusionView::DiffusionView(QWidget* parent)
    : QWidget(parent)
    , m_barColors(barImage(densityPalette()))
    , m_differenceColors(barImage(differencePalette()))
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setCursor(Qt::CrossCursor);
}

void DiffusionView::setSnapshot(std::shared_ptr<const DiffusionSnapshot> snapshot)
{
    m_snapshot = std::move(snapshot);
    if (m_marks.keyCell)
        *m_marks.keyCell = withinField(*m_marks.keyCell);
    update();
}

void DiffusionView::setTool(const DiffusionToolChoice& choice)
{
    if (choice.tool != m_tool.tool)
        cancelTool();
    m_tool = choice;
    m_marks.tool = choice.tool;
    update();
}

void DiffusionView::setProbes(const std::vector<FieldPoint>& probes)
{
    m_marks.probes = probes;
    update();
}

void DiffusionView::setSlice(const std::optional<FieldSpan>& slice)
{
    m_marks.slice = slice;
    update();
}

std::optional<QPoint> DiffusionView::cursorCell() const
{
    if (m_marks.keyCell)
        return m_marks.keyCell;
    return m_pointer ? cellAt(*m_pointer) : std::nullopt;
}

QRect DiffusionView::fieldRect() const
{
    if (!m_snapshot)
        return {};
    const int textHalf = fontMetrics().height() / 2; // the outermost ticks' texts stand out by that
    const QSize room(std::max(1, width() - barWidth() - gap), std::max(1, height() - 2 * textHalf));
    const QSize size = QSize(m_snapshot->values.width(), m_snapshot->values.height())
                           .scaled(room, Qt::KeepAspectRatio)
                           .expandedTo({ 1, 1 });
    const int left = std::max(0, (width() - size.width() - gap - barWidth()) / 2);
    return { QPoint(left, (height() - size.height()) / 2), size };
}

QSize DiffusionView::sizeHint() const
{
    return { 200 + gap + barWidth(), 200 + fontMetrics().height() };
}

QSize DiffusionView::minimumSizeHint() const
{
    return { smallestSide + gap + barWidth(), smallestSide + fontMetrics().height() };
}

bool DiffusionView::event(QEvent* event)
{
    // The window has the arrow keys for its own view; while this one has the focus they are ours.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* const key = static_cast<QKeyEvent*>(event);
        const bool plain = (key->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == Qt::NoModifier;
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo))
            event->accept();
        if (plain
            && (arrowOf(key->key()) || isPaintKey(key->key())
                || (key->key() == Qt::Key_Escape && (m_marks.keyCell || m_marks.pending))))
            event->accept();
    }
    return QWidget::event(event);
}

void DiffusionView::paintEvent(QPaintEvent* /*event*/)
{
    if (!m_snapshot)
        return;
    QPainter painter(this);
    const QRect field = fieldRect();
    const Array2D<std::uint32_t>& colors = m_snapshot->colors;
    const QImage picture(reinterpret_cast<const uchar*>(colors.values().data()), colors.width(),
        colors.height(), colors.width() * static_cast<qsizetype>(sizeof(std::uint32_t)),
        QImage::Format_RGB32);
    // A contour is one cell wide: it must not get lost where cells are smaller than pixels.
    const bool hasContours = m_snapshot->settings.look.contours > 0;
    painter.setRenderHint(QPainter::SmoothPixmapTransform, hasContours && colors.width() > field.width());
    painter.drawImage(field, picture);
    painter.setPen(palette().color(hasFocus() ? QPalette::Highlight : QPalette::Mid));
    painter.drawRect(field.adjusted(-1, -1, 0, 0));
    paintColorBar(painter, field);
    paintMarks(painter, m_marks, field, m_snapshot->values.width());
}

void DiffusionView::paintColorBar(QPainter& painter, const QRect& field) const
{
    const QRect bar(field.right() + 1 + gap, field.top(), barThickness, field.height());
    const bool hasDifferenceColors
        = m_snapshot->showsError || m_snapshot->settings.look.map == DensityMap::Diverging;
    painter.drawImage(bar, hasDifferenceColors ? m_differenceColors : m_barColors);
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawRect(bar.adjusted(-1, -1, 0, 0));
    painter.setPen(palette().color(QPalette::WindowText));
    for (const auto& [tick, text] : barTicks(*m_snapshot)) {
        const int y = bar.bottom() - static_cast<int>(std::lround(tick * (bar.height() - 1)));
        painter.drawLine(bar.right() + 2, y, bar.right() + 1 + tickLength, y);
        const QRect place(
            bar.right() + tickLength + 4, y - fontMetrics().height(), width(), 2 * fontMetrics().height());
        painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, text);
    }
}

void DiffusionView::mousePressEvent(QMouseEvent* event)
{
    m_marks.keyCell.reset();
    m_pointer = event->position();
    if (event->button() != Qt::LeftButton || !cellAt(event->position()))
        return;
    m_dragging = true;
    beginTool(fieldPointAt(event->position()), event->modifiers().testFlag(Qt::ShiftModifier));
    emit cursorMoved();
}

void DiffusionView::mouseMoveEvent(QMouseEvent* event)
{
    m_marks.keyCell.reset();
    m_pointer = event->position();
    emit cursorMoved();
    if (m_dragging && m_snapshot)
        moveTool(fieldPointAt(event->position()));
}

void DiffusionView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_dragging)
        return;
    m_dragging = false;
    endTool();
}

void DiffusionView::keyPressEvent(QKeyEvent* event)
{
    const int tenth = m_snapshot ? std::max(1, m_snapshot->grid.rows / 10) : 1;
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    if (event->matches(QKeySequence::Undo)) {
        emit undoWanted();
    } else if (event->matches(QKeySequence::Redo)) {
        emit redoWanted();
    } else if (const auto arrow = arrowOf(event->key())) {
        moveKeyCursor(*arrow * (shift ? 1 : std::max(1, tenth / 3)));
    } else if (isPaintKey(event->key()) && m_snapshot) {
        moveKeyCursor({});
        useToolWithKeys(shift);
    } else if (event->key() == Qt::Key_Escape && (m_marks.keyCell || m_marks.pending)) {
        if (!m_marks.pending)
            m_marks.keyCell.reset();
        cancelTool();
        emit cursorMoved();
    } else {
        QWidget::keyPressEvent(event);
    }
}

void DiffusionView::focusOutEvent(QFocusEvent* event)
{
    m_marks.keyCell.reset();
    QWidget::focusOutEvent(event);
    emit cursorMoved();
}

void DiffusionView::leaveEvent(QEvent* event)
{
    m_pointer.reset();
    QWidget::leaveEvent(event);
    emit cursorMoved();
}

/// Shows the cursor in the middle at first.
void DiffusionView::moveKeyCursor(QPoint by)
{
    if (!m_snapshot)
        return;
    const Array2D<double>& values = m_snapshot->values;
    const QPoint middle(values.width() / 2, values.height() / 2);
    m_marks.keyCell = withinField(m_marks.keyCell.value_or(middle) + by);
    if (m_marks.pending)
        moveTool(keyPlace());
    update();
    emit cursorMoved();
}

FieldPoint DiffusionView::keyPlace() const
{
    return { static_cast<double>(m_marks.keyCell->y()), static_cast<double>(m_marks.keyCell->x()) };
}

/// A tool that needs two places takes the first at the first press and the second at the next.
void DiffusionView::useToolWithKeys(bool asProbe)
{
    if (m_marks.pending) {
        moveTool(keyPlace());
        endTool();
        return;
    }
    beginTool(keyPlace(), asProbe);
    if (!needsTwoPlaces(m_tool.tool))
        endTool();
}

void DiffusionView::beginTool(const FieldPoint& place, bool asProbe)
{
    if (asProbe || m_tool.tool == DiffusionTool::Probe) {
        emit probeWanted(place);
        return;
    }
    m_marks.pending = { place, place };
    if (m_tool.tool == DiffusionTool::Draw || m_tool.tool == DiffusionTool::Stamp) {
        emit strokeBegun();
        stroke(place, place);
    }
    update();
}

/// A freehand stroke goes piece by piece, the other tools only show what they are going to do.
void DiffusionView::moveTool(const FieldPoint& place)
{
    if (!m_marks.pending)
        return;
    if (m_tool.tool == DiffusionTool::Draw)
        stroke(m_marks.pending->to, place);
    m_marks.pending->to = place;
    update();
}

void DiffusionView::endTool()
{
    const std::optional<FieldSpan> span = std::exchange(m_marks.pending, std::nullopt);
    update();
    if (!span || m_tool.tool == DiffusionTool::Draw || m_tool.tool == DiffusionTool::Stamp)
        return;
    if (m_tool.tool == DiffusionTool::Slice) {
        emit sliceDrawn(*span);
        return;
    }
    emit strokeBegun();
    stroke(span->from, span->to);
}

void DiffusionView::cancelTool()
{
    m_dragging = false;
    m_marks.pending.reset();
    update();
}

void DiffusionView::stroke(const FieldPoint& from, const FieldPoint& to)
{
    emit stroked(strokeOf(m_tool, m_snapshot->grid.rows, from, to));
}

int DiffusionView::barWidth() const
{
    // As wide as numbers of this kind can be, so that the picture keeps its place while they run.
    DensityLook look = m_snapshot ? m_snapshot->settings.look : DensityLook {};
    look.contours = 0;
    const bool isPlain = look == DensityLook {} && (!m_snapshot || !m_snapshot->showsError);
    const QString widest = isPlain ? QStringLiteral("0.75") : QStringLiteral("-0.5e-05");
    return barThickness + tickLength + 4 + fontMetrics().horizontalAdvance(widest);
}

FieldPoint DiffusionView::fieldPointAt(QPointF position) const
{
    const QRect field = fieldRect();
    const double cellsPerPixel = static_cast<double>(m_snapshot->values.width()) / field.width();
    return { (position.y() - field.top()) * cellsPerPixel - 0.5,
        (position.x() - field.left()) * cellsPerPixel - 0.5 };
}

std::optional<QPoint> DiffusionView::cellAt(QPointF position) const
{
    if (!m_snapshot || !QRectF(fieldRect()).contains(position))
        return std::nullopt;
    const FieldPoint point = fieldPointAt(position);
    const Array2D<double>& values = m_snapshot->values;
    return QPoint(std::clamp(static_cast<int>(std::lround(point.j)), 0, values.width() - 1),
        std::clamp(static_cast<int>(std::lround(point.i)), 0, values.height() - 1));
}

/// The nearest unknown cell.
QPoint DiffusionView::withinField(QPoint cell) const
{
    return { std::clamp(cell.x(), 1, m_snapshot->values.width() - 2),
        std::clamp(cell.y(), 1, m_snapshot->values.height() - 2) };
}

} // namespace escapade
