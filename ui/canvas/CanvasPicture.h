#pragma once

#include "core/render/ViewEngine.h"

#include <QImage>
#include <QPainter>

#include <utility>
#include <vector>

namespace escapade {

/// What a canvas shows while the picture changes. The newest picture begins as what was shown before, moved
/// and scaled to its viewport; computed pixels replace that, coarse ones only where nothing was shown before,
/// so that a picture never gets coarser under the user's hand. Below it the picture before is kept for the
/// places that the newest one does not show, while a zoom is under way.
class CanvasPicture
{
public:
    /// Takes the engine's changes; true if pixels changed. shown is what the canvas shows at this moment.
    /// Empty: the picture is busy, try again in a millisecond.
    std::optional<bool> take(ViewEngine& engine, const Viewport& shown);

    /// Draws every pixel of the viewport, in device pixels: black where nothing was ever shown.
    void paint(QPainter& painter, const Viewport& viewport);
    /// The same into an image of that size and of Format_RGB32.
    void drawInto(QImage& target, const Viewport& viewport) const;

    /// Makes memory for one of the next pictures, while nothing else is to be done: memory that is used for
    /// the first time takes longer than drawing in it. False when there is enough. None is made for large
    /// pictures, which would take longer than a frame.
    bool prepareNext();

    /// Lets all that is computed replace what was shown before: its colours are no longer right.
    void dropStale();

    /// Whether a pixel of the newest picture shows what an older one had there.
    bool isStale(Point pixel) const;

    std::uint64_t generation() const { return m_generation; }
    /// Whether anything of the newest picture has come.
    bool hasPixels() const { return m_divider != 0; }
    bool isComplete() const { return m_complete; }
    std::chrono::nanoseconds frameTime() const { return m_frameTime; }
    double smoothedShare() const { return m_smoothedShare; }
    const std::string& failure() const { return m_failure; }
    /// See DisplayUpdate::limit.
    const std::optional<IterationLimit>& limit() const { return m_limit; }

private:
    /// An opaque picture of a part of the plane; none where the image is null.
    struct Layer
    {
        QImage image;
        Viewport viewport;
    };

    void beginGeneration(const DisplayUpdate& update, const Viewport& shown);
    QImage imageOf(Size size);
    void keepForLater(QImage image);
    void copyComputed(const Rect& area, int divider);
    void copySpan(int y, int begin, int end);
    int coarsestOnTop() const;
    static QRectF placeOf(const Layer& layer, const Viewport& viewport);
    std::pair<const Layer&, const Layer&> layersFor(const Viewport& viewport) const;
    static void paintLayers(
        QPainter& painter, const Viewport& viewport, const Layer& layer, const Layer& below);
    static void paintLayer(QPainter& painter, const Layer& layer, const Viewport& viewport);
    static void drawLayers(QImage& target, const Viewport& viewport, const Layer& layer, const Layer& below);
    static void drawLayer(QImage& target, const QRect& area, const Layer& layer, const Viewport& viewport);

    Array2D<std::uint32_t> m_computed; // of the newest picture; transparent where nothing has come yet
    Layer m_newest;
    Layer m_before;
    std::vector<QImage> m_spares; // memory to use again
    QImage m_moved; // what is shown while the view is none that was computed
    QRect m_old; // the part of the newest picture that began as something that was shown before
    double m_oldDistance = 1; // between samples of that, in pixels of the newest picture
    int m_divider = 0; // of the newest changes; 0: none came yet
    std::uint64_t m_generation = 0;
    bool m_complete = false;
    double m_smoothedShare = 0;
    std::chrono::nanoseconds m_frameTime {};
    std::string m_failure;
    std::optional<IterationLimit> m_limit;
};

} // namespace escapade
