#include "ui/diffusion/FeedKillMap.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>

namespace escapade {
namespace {

constexpr double step = 0.001;
constexpr double fineStep = 0.0001;
constexpr int curvePoints = 100;

struct Landmark
{
    double F;
    double k;
    const char* name;
};
/// Where the examples are.
constexpr std::array landmarks { Landmark { 0.0367, 0.0649, QT_TRANSLATE_NOOP("FeedKillMap", "dividing") },
    Landmark { 0.054, 0.063, QT_TRANSLATE_NOOP("FeedKillMap", "worms") },
    Landmark { 0.025, 0.06, QT_TRANSLATE_NOOP("FeedKillMap", "restless") } };

/// The largest k at which a second uniform state exists.
double edgeAt(double F)
{
    return std::sqrt(F) / 2 - F;
}

} // namespace

FeedKillMap::FeedKillMap(QWidget* parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::CrossCursor);
    setObjectName(QStringLiteral("feedKillMap"));
    setAccessibleName(tr("Feed and kill rates"));
    setToolTip(tr("Click to choose F (upwards) and k (to the right); with the keys: arrows, Shift for finer "
                  "steps"));
}

void FeedKillMap::setPlace(double F, double k)
{
    m_F = F;
    m_k = k;
    update();
}

QRectF FeedKillMap::plot() const
{
    const int line = fontMetrics().height();
    return QRectF(rect()).adjusted(line, 2, -2, -line - 2);
}

QPointF FeedKillMap::pointOf(double F, double k) const
{
    const QRectF area = plot();
    return { area.left() + (k - lowestK) / (highestK - lowestK) * area.width(),
        area.bottom() - F / highestF * area.height() };
}

void FeedKillMap::pick(double F, double k)
{
    setPlace(std::clamp(F, 0.0, highestF), std::clamp(k, lowestK, highestK));
    setAccessibleDescription(tr("F = %1, k = %2").arg(m_F, 0, 'f', 4).arg(m_k, 0, 'f', 4));
    emit picked(m_F, m_k);
}

void FeedKillMap::pickAt(QPointF position)
{
    const QRectF area = plot();
    pick((area.bottom() - position.y()) / area.height() * highestF,
        lowestK + (position.x() - area.left()) / area.width() * (highestK - lowestK));
}

void FeedKillMap::paintCurve(QPainter& painter) const
{
    QPainterPath region(pointOf(0, lowestK));
    for (int n = 0; n <= curvePoints; ++n) {
        const double F = highestF * n / curvePoints;
        region.lineTo(pointOf(F, std::max(edgeAt(F), lowestK)));
    }
    region.lineTo(pointOf(highestF, lowestK));
    region.closeSubpath();
    QColor shade = palette().color(QPalette::Highlight);
    shade.setAlphaF(0.25F);
    painter.fillPath(region, shade);
    painter.setPen(palette().color(QPalette::Highlight));
    painter.drawPath(region);
}

void FeedKillMap::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area = plot();
    painter.fillRect(area, palette().color(QPalette::Base));
    painter.save();
    painter.setClipRect(area);
    paintCurve(painter);
    painter.setPen(palette().color(QPalette::Text));
    for (const Landmark& landmark : landmarks) {
        const QPointF place = pointOf(landmark.F, landmark.k);
        painter.drawEllipse(place, 2, 2);
        const QString name = tr(landmark.name);
        painter.drawText(place - QPointF(fontMetrics().horizontalAdvance(name) + 5, -4), name);
    }
    const QPointF here = pointOf(m_F, m_k);
    // Dark around light is seen on every colour.
    for (const auto& [color, thickness] : { std::pair { Qt::black, 3.0 }, std::pair { Qt::white, 1.0 } }) {
        painter.setPen(QPen(color, thickness));
        painter.drawEllipse(here, 5, 5);
        painter.drawLine(here - QPointF(9, 0), here + QPointF(9, 0));
        painter.drawLine(here - QPointF(0, 9), here + QPointF(0, 9));
    }
    painter.restore();
    painter.setPen(palette().color(hasFocus() ? QPalette::Highlight : QPalette::Mid));
    painter.drawRect(area);
    painter.setPen(palette().color(QPalette::WindowText));
    const double below = area.bottom() + fontMetrics().ascent() + 2;
    const QString end = QString::number(highestK);
    painter.drawText(QPointF(area.left(), below), QString::number(lowestK));
    painter.drawText(QPointF(area.center().x(), below), tr("k"));
    painter.drawText(QPointF(area.right() - fontMetrics().horizontalAdvance(end), below), end);
    painter.drawText(QPointF(2, area.center().y()), tr("F"));
}

void FeedKillMap::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        pickAt(event->position());
}

void FeedKillMap::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons().testFlag(Qt::LeftButton))
        pickAt(event->position());
}

void FeedKillMap::keyPressEvent(QKeyEvent* event)
{
    const double by = event->modifiers().testFlag(Qt::ShiftModifier) ? fineStep : step;
    switch (event->key()) {
    case Qt::Key_Left:
        pick(m_F, m_k - by);
        break;
    case Qt::Key_Right:
        pick(m_F, m_k + by);
        break;
    case Qt::Key_Up:
        pick(m_F + by, m_k);
        break;
    case Qt::Key_Down:
        pick(m_F - by, m_k);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace escapade
