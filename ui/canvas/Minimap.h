#pragma once

#include "core/document/Location.h"
#include "core/parallel/CancelToken.h"
#include "core/render/Frame.h"
#include "ui/bridge/BackgroundWork.h"
#include "ui/canvas/FractalCanvas.h"
#include "ui/canvas/MinimapLayer.h"

#include <memory>

namespace escapade {

class PictureChoice;

/// Shows a canvas where in its set it is: keeps the small picture up to date, in the background, and goes
/// where it is clicked.
class Minimap : public QObject
{
    Q_OBJECT

public:
    /// Lasts as long as the canvas, whose child it is. The pool and the choice must outlive it.
    Minimap(WorkerPool& pool, FractalCanvas& canvas, const PictureChoice& choice);
    ~Minimap() override;

    bool isOn() const { return m_on; }
    void setOn(bool on);
    /// Draws it again where Julia's c is another one.
    void refresh();
    /// Whether its picture is still to come.
    bool isBusy() const { return m_busy; }
    const MinimapLayer& layer() const { return m_layer; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    /// What the small picture shows, apart from its colours.
    struct Subject
    {
        PlaneView view;
        PlanePoint c;
        Size pixels;
        bool operator==(const Subject&) const = default;
    };
    struct Drawn
    {
        std::shared_ptr<const Frame> frame;
        QImage image;
    };

    void showPalette(const Palette& palette);
    bool handleMouse(const QMouseEvent& event);
    void goTo(QPointF position);
    Size pixelSize() const;
    Location locationOf(const Subject& subject) const;
    void take(const Subject& subject, const Drawn& drawn);

    WorkerPool& m_pool;
    FractalCanvas& m_canvas;
    const PictureChoice& m_choice;
    MinimapLayer m_layer;
    Palette m_palette; // as shown: it may be one that is only previewed
    Subject m_subject; // of the frame
    std::shared_ptr<const Frame> m_frame; // null before the first
    bool m_on = false;
    bool m_busy = false;
    bool m_again = false; // something has changed while it was drawn
    bool m_pressed = false; // on the map
    bool m_pointerOnMap = false;
    CancelToken m_cancel;
    BackgroundWork m_work; // last: its results come to this object
};

} // namespace escapade
