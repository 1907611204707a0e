#pragma once

#include "core/diffusion/LiveDiffusion.h"
#include "ui/diffusion/DiffusionTool.h"

#include <QColor>
#include <QImage>
#include <QPointF>
#include <QRect>

#include <optional>
#include <utility>
#include <vector>

class QPainter;

namespace escapade {

/// Two places in a field.
struct FieldSpan
{
    FieldPoint from;
    FieldPoint to;
    bool operator==(const FieldSpan&) const = default;
};

/// What is drawn over the picture of a density.
struct DiffusionMarks
{
    std::vector<FieldPoint> probes;
    std::optional<FieldSpan> slice;
    std::optional<FieldSpan> pending; ///< what the tool in hand is about to draw
    DiffusionTool tool = DiffusionTool::Draw;
    std::optional<QPoint> keyCell;
};

/// The colour of a probe's number and of its line in the chart; they repeat after six.
QColor probeColor(std::size_t index, bool onDark);

/// Where a place of the field lies in the square that shows it.
QPointF widgetPoint(const FieldPoint& place, const QRect& field, int points);

void paintMarks(QPainter& painter, const DiffusionMarks& marks, const QRect& field, int points);

/// The colours of a bar from its top, the highest, to its bottom.
QImage barImage(const Palette& palette);

/// The numbers beside the bar, from its bottom to its top.
std::vector<std::pair<double, QString>> barTicks(const DiffusionSnapshot& snapshot);

} // namespace escapade
