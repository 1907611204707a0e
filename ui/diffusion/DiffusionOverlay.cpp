#include "ui/diffusion/DiffusionOverlay.h"

#include <QPainter>

#include <array>
#include <cmath>

namespace escapade {
namespace {

constexpr int barSteps = 256;
constexpr std::array ticks { 0.0, 0.25, 0.5, 0.75, 1.0 };
constexpr int markRadius = 5;

/// Colours that differ for every kind of eye, after Okabe and Ito; each probe has its number as well.
constexpr std::array<QRgb, 6> onLightColors { 0xff0072b2, 0xffb04a00, 0xff00795a, 0xffa64a86, 0xff7a6a00,
    0xff333333 };
constexpr std::array<QRgb, 6> onDarkColors { 0xff6db3ff, 0xffff9e4a, 0xff3ddba8, 0xffe695c8, 0xfff0e442,
    0xffe0e0e0 };

/// Draws something twice: dark around light is seen on every colour.
template <typename Draw> void drawTwice(QPainter& painter, Draw draw)
{
    for (const auto& [color, thickness] : { std::pair { Qt::black, 3.0 }, std::pair { Qt::white, 1.0 } }) {
        painter.setPen(QPen(color, thickness));
        draw();
    }
}

void paintProbe(QPainter& painter, QPointF middle, std::size_t number)
{
    drawTwice(painter, [&] {
        painter.drawEllipse(middle, markRadius, markRadius);
        painter.drawPoint(middle);
    });
    const QString text = QString::number(number);
    const QRectF box(middle.x() + markRadius + 1, middle.y() - painter.fontMetrics().height(),
        painter.fontMetrics().horizontalAdvance(text) + 4, painter.fontMetrics().height());
    painter.fillRect(box, QColor(0, 0, 0, 170));
    painter.setPen(probeColor(number - 1, true));
    painter.drawText(box, Qt::AlignCenter, text);
}

void paintPending(QPainter& painter, DiffusionTool tool, QPointF from, QPointF to)
{
    painter.setBrush(Qt::NoBrush);
    drawTwice(painter, [&] {
        if (tool == DiffusionTool::Rectangle) {
            painter.drawRect(QRectF(from, to).normalized());
        } else if (tool == DiffusionTool::Disc) {
            const double radius = std::hypot(to.x() - from.x(), to.y() - from.y());
            painter.drawEllipse(from, radius, radius);
        } else {
            painter.drawLine(from, to);
        }
    });
}

} // namespace

QColor probeColor(std::size_t index, bool onDark)
{
    return QColor::fromRgb((onDark ? onDarkColors : onLightColors).at(index % onDarkColors.size()));
}

QPointF widgetPoint(const FieldPoint& place, const QRect& field, int points)
{
    const double cell = static_cast<double>(field.width()) / points;
    return QPointF(field.topLeft()) + QPointF((place.j + 0.5) * cell, (place.i + 0.5) * cell);
}

void paintMarks(QPainter& painter, const DiffusionMarks& marks, const QRect& field, int points)
{
    painter.save();
    painter.setClipRect(field);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto at = [&](const FieldPoint& place) { return widgetPoint(place, field, points); };
    if (marks.slice)
        drawTwice(painter, [&] { painter.drawLine(at(marks.slice->from), at(marks.slice->to)); });
    for (std::size_t n = 0; n < marks.probes.size(); ++n)
        paintProbe(painter, at(marks.probes[n]), n + 1);
    if (marks.pending && needsTwoPlaces(marks.tool))
        paintPending(painter, marks.tool, at(marks.pending->from), at(marks.pending->to));
    if (marks.keyCell) {
        const QPointF middle
            = at({ static_cast<double>(marks.keyCell->y()), static_cast<double>(marks.keyCell->x()) });
        drawTwice(painter, [&] {
            painter.drawEllipse(middle, markRadius + 1, markRadius + 1);
            painter.drawPoint(middle);
        });
    }
    painter.restore();
}

QImage barImage(const Palette& palette)
{
    const ColorTable table(palette);
    QImage image(1, barSteps, QImage::Format_RGB32);
    for (int y = 0; y < barSteps; ++y)
        image.setPixel(0, y, table.at(1 - static_cast<double>(y) / (barSteps - 1)));
    return image;
}

std::vector<std::pair<double, QString>> barTicks(const DiffusionSnapshot& snapshot)
{
    const DensityLook look = snapshot.showsError ? DensityLook {} : snapshot.settings.look;
    std::vector<std::pair<double, QString>> texts;
    texts.reserve(ticks.size());
    for (const double tick : ticks)
        texts.emplace_back(tick, QString::number(densityAt(tick, look, snapshot.limits), 'g', 3));
    return texts;
}

} // namespace escapade
