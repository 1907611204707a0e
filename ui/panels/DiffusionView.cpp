#include "ui/panels/DiffusionView.h"

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
constexpr int barSteps = 256;
constexpr std::array ticks { 0.0, 0.25, 0.5, 0.75, 1.0 };
constexpr double brushPerRows = 1.0 / 28; // radius of the brush
constexpr double touchStrength = 0.3; // of the density's colour bar

QString tickText(double value)
{
    return QString::number(value, 'g', 3);
}

/// The colours of the bar from its top, the highest, to its bottom.
QImage barImage(const Palette& palette)
{
    const ColorTable table(palette);
    QImage image(1, barSteps, QImage::Format_RGB32);
    for (int y = 0; y < barSteps; ++y)
        image.setPixel(0, y, table.at(1 - static_cast<double>(y) / (barSteps - 1)));
    return image;
}

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
    if (m_keyCell)
        *m_keyCell = withinField(*m_keyCell);
    update();
}

std::optional<QPoint> DiffusionView::cursorCell() const
{
    if (m_keyCell)
        return m_keyCell;
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
        if (plain
            && (arrowOf(key->key()) || isPaintKey(key->key()) || (key->key() == Qt::Key_Escape && m_keyCell)))
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
    painter.drawImage(field, picture);
    painter.setPen(palette().color(hasFocus() ? QPalette::Highlight : QPalette::Mid));
    painter.drawRect(field.adjusted(-1, -1, 0, 0));
    paintColorBar(painter, field);
    if (m_keyCell)
        paintKeyCursor(painter, field);
}

void DiffusionView::paintColorBar(QPainter& painter, const QRect& field) const
{
    const QRect bar(field.right() + 1 + gap, field.top(), barThickness, field.height());
    painter.drawImage(bar, m_snapshot->limits.low < 0 ? m_differenceColors : m_barColors);
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawRect(bar.adjusted(-1, -1, 0, 0));
    painter.setPen(palette().color(QPalette::WindowText));
    const ColorLimits& limits = m_snapshot->limits;
    for (const double tick : ticks) {
        const int y = bar.bottom() - static_cast<int>(std::lround(tick * (bar.height() - 1)));
        painter.drawLine(bar.right() + 2, y, bar.right() + 1 + tickLength, y);
        const QRect text(
            bar.right() + tickLength + 4, y - fontMetrics().height(), width(), 2 * fontMetrics().height());
        painter.drawText(
            text, Qt::AlignLeft | Qt::AlignVCenter, tickText(limits.low + tick * (limits.high - limits.low)));
    }
}

void DiffusionView::paintKeyCursor(QPainter& painter, const QRect& field) const
{
    const double cell = static_cast<double>(field.width()) / m_snapshot->values.width();
    const QPointF middle
        = QPointF(field.topLeft()) + QPointF((m_keyCell->x() + 0.5) * cell, (m_keyCell->y() + 0.5) * cell);
    painter.setRenderHint(QPainter::Antialiasing);
    // Dark around light is seen on every colour.
    for (const auto& [color, thickness] : { std::pair { Qt::black, 3.0 }, std::pair { Qt::white, 1.0 } }) {
        painter.setPen(QPen(color, thickness));
        painter.drawEllipse(middle, 6, 6);
        painter.drawPoint(middle);
    }
}

void DiffusionView::mousePressEvent(QMouseEvent* event)
{
    m_keyCell.reset();
    m_pointer = event->position();
    if (event->button() != Qt::LeftButton || !cellAt(event->position()))
        return;
    m_strokeEnd = fieldPointAt(event->position());
    stroke(*m_strokeEnd, *m_strokeEnd);
    emit cursorMoved();
}

void DiffusionView::mouseMoveEvent(QMouseEvent* event)
{
    m_keyCell.reset();
    m_pointer = event->position();
    emit cursorMoved();
    if (!m_strokeEnd)
        return;
    const FieldPoint end = fieldPointAt(event->position());
    stroke(*m_strokeEnd, end);
    m_strokeEnd = end;
}

void DiffusionView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        m_strokeEnd.reset();
}

void DiffusionView::keyPressEvent(QKeyEvent* event)
{
    const int tenth = m_snapshot ? std::max(1, m_snapshot->grid.rows / 10) : 1;
    const int distance = event->modifiers().testFlag(Qt::ShiftModifier) ? 1 : std::max(1, tenth / 3);
    if (const auto arrow = arrowOf(event->key())) {
        moveKeyCursor(*arrow * distance);
    } else if (isPaintKey(event->key()) && m_snapshot) {
        moveKeyCursor({});
        const FieldPoint place { static_cast<double>(m_keyCell->y()), static_cast<double>(m_keyCell->x()) };
        stroke(place, place);
    } else if (event->key() == Qt::Key_Escape && m_keyCell) {
        m_keyCell.reset();
        update();
        emit cursorMoved();
    } else {
        QWidget::keyPressEvent(event);
    }
}

void DiffusionView::focusOutEvent(QFocusEvent* event)
{
    m_keyCell.reset();
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
    m_keyCell = withinField(m_keyCell.value_or(QPoint(values.width() / 2, values.height() / 2)) + by);
    update();
    emit cursorMoved();
}

void DiffusionView::stroke(FieldPoint from, FieldPoint to)
{
    BrushStroke brush;
    brush.from = from;
    brush.to = to;
    brush.radius = std::max(1.5, m_snapshot->grid.rows * brushPerRows);
    // Of what the colours span, unless they show an error.
    const ColorLimits& limits = m_snapshot->limits;
    brush.strength
        = m_snapshot->hasExact ? touchStrength : touchStrength * (limits.high - std::max(0.0, limits.low));
    emit stroked(brush);
}

int DiffusionView::barWidth() const
{
    // Differences have more to say than densities between 0 and 1.
    const QString widest
        = m_snapshot && m_snapshot->limits.low < 0 ? QStringLiteral("-0.5e-05") : tickText(0.75);
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
