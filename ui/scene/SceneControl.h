#pragma once

#include "core/document/Location.h"
#include "core/render/Frame.h"
#include "ui/bridge/LocationFiles.h"

#include <QObject>

namespace escapade {

class ComputeChoice;
class FractalCanvas;
class HistoryNavigator;
class JuliaPanel;
class PictureChoice;
struct PlanePoint;

/// Ties the two fractal pictures to what they share, and says what they show and shows it as locations.
class SceneControl : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        FractalCanvas& mandelbrot;
        JuliaPanel& julia;
        ComputeChoice& compute;
        PictureChoice& picture;
        HistoryNavigator& history;
    };

    /// The parts must outlive this.
    explicit SceneControl(const Parts& parts, QObject* parent = nullptr);

    /// What is shown now.
    Location location(Formula formula) const;
    FractalCanvas& canvas(Formula formula) const;

    /// Shows a place in the picture of its formula. Fails, and changes nothing, where the picture cannot show
    /// it.
    Result<void> show(const OpenedLocation& opened);

private:
    void apply(const OpenedLocation& opened);
    void obeyChoices();
    void followPicks();

    Parts m_parts;
};

} // namespace escapade
