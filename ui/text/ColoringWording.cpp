#include "ui/text/ColoringWording.h"

#include <QCoreApplication>

namespace escapade {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ColoringWording", text);
}

} // namespace

QString coloringName(Outside outside)
{
    switch (outside) {
    case Outside::SmoothCount:
        return tr("Smooth count");
    case Outside::Histogram:
        return tr("Equal shares");
    case Outside::Distance:
        return tr("Distance to the set");
    case Outside::Stripes:
        return tr("Stripes");
    case Outside::Angle:
        return tr("Angle");
    case Outside::Decomposition:
        return tr("Count and half-plane");
    case Outside::TrapPoint:
        return tr("Trap: a point");
    case Outside::TrapCross:
        return tr("Trap: a cross");
    case Outside::TrapCircle:
        return tr("Trap: a circle");
    }
    return {};
}

QString coloringTip(Outside outside)
{
    switch (outside) {
    case Outside::SmoothCount:
        return tr("How soon the orbit leaves");
    case Outside::Histogram:
        return tr("The counts ranked: each colour of the palette gets as much of the picture");
    case Outside::Distance:
        return tr("How near the set is: draws its finest hairs at any depth");
    case Outside::Stripes:
        return tr("The mean angle along the orbit");
    case Outside::Angle:
        return tr("The direction in which the orbit leaves");
    case Outside::Decomposition:
        return tr("The count, lighter or darker by the half-plane to which the orbit leaves");
    case Outside::TrapPoint:
        return tr("How near the orbit comes to 0");
    case Outside::TrapCross:
        return tr("How near the orbit comes to the axes");
    case Outside::TrapCircle:
        return tr("How near the orbit comes to the circle of radius 1");
    }
    return {};
}

QString coloringName(Inside inside)
{
    switch (inside) {
    case Inside::Plain:
        return tr("One colour");
    case Inside::Period:
        return tr("Period");
    case Inside::CycleSize:
        return tr("Size of the cycle");
    }
    return {};
}

QString coloringTip(Inside inside)
{
    switch (inside) {
    case Inside::Plain:
        return tr("The palette's colour for the interior");
    case Inside::Period:
        return tr("The period of the cycle that the orbit nears");
    case Inside::CycleSize:
        return tr("How near that cycle comes to 0");
    }
    return {};
}

} // namespace escapade
