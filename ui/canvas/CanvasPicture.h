#pragma once

#include "core/render/ViewEngine.h"

#include <QImage>
#include <QPainter>

namespace escapade {

/// What a canvas shows while the picture changes, in layers: below, the coarse passes of the newest picture;
/// above them what was shown before, moved and scaled to the new view; on top the passes that are finer than
/// that. So a picture never gets coarser under the user's hand, and places that were not seen before have
/// something at once.
class CanvasPicture
{
public:
    /// Takes the engine's changes; true if pixels changed. Empty: the picture is busy, try again in a
    /// millisecond.
    std::optional<bool> take(ViewEngine& engine);

    /// Draws everything as the viewport shows it, in device pixels.
    void paint(QPainter& painter, const Viewport& viewport) const;

    /// Forgets the old picture: its colours are no longer right.
    void dropStale();

    std::uint64_t generation() const { return m_generation; }
    /// Whether anything of the newest picture has come.
    bool hasPixels() const { return m_divider != 0; }
    bool isComplete() const { return m_complete; }
    std::chrono::nanoseconds frameTime() const { return m_frameTime; }
    const std::string& failure() const { return m_failure; }
    /// See DisplayUpdate::limit.
    const std::optional<IterationLimit>& limit() const { return m_limit; }

private:
    struct Layer
    {
        QImage image;
        Viewport viewport;
    };

    void beginGeneration(const DisplayUpdate& update);
    void composeStale(const QImage& coarse);
    void addToFine(const Rect& area);
    int coarsestOnTop() const;
    static QImage wrap(const Array2D<std::uint32_t>& pixels);
    static void paintImage(QPainter& painter, const QImage& image, const Viewport& from, const Viewport& to);

    Array2D<std::uint32_t> m_current; // all passes of the newest picture
    Viewport m_viewport; // of m_current and m_fine
    QImage m_fine; // the passes that are finer than the stale picture
    Layer m_stale; // opaque; a null image: there is none
    double m_staleDistance = 1; // between samples of the stale picture, in its pixels
    int m_divider = 0; // of the newest changes; 0: none came yet
    std::uint64_t m_generation = 0;
    bool m_complete = false;
    std::chrono::nanoseconds m_frameTime {};
    std::string m_failure;
    std::optional<IterationLimit> m_limit;
};

} // namespace escapade
