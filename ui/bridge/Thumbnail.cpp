#include "ui/bridge/Thumbnail.h"

#include "core/color/Coloring.h"
#include "core/render/FrameColors.h"
#include "core/render/FrameRenderer.h"
#include "core/render/IterationLimit.h"

#include <algorithm>
#include <exception>

namespace escapade {
namespace {

constexpr int samplesPerSide = 2; // of a pixel
/// Nobody sees more in so small a picture, and nobody waits for it.
constexpr std::int32_t mostIterations = 100'000;
constexpr int tileSize = 32; // short ones, so that workers are soon free for the picture under the hand

RenderRequest requestFor(const Location& location, Size size)
{
    RenderRequest request;
    request.formula = location.formula;
    request.juliaRe = location.juliaRe;
    request.juliaIm = location.juliaIm;
    request.viewport = Viewport::fit(location.view, size);
    request.orbitValues = orbitValuesFor(location.colorMapping);
    request.maxIterations
        = location.maxIterations.value_or(startingIterationLimit(location.formula, location.view));
    return request;
}

std::shared_ptr<const Frame> compute(
    WorkerPool& pool, const Location& location, Size pixels, const CancelToken& cancel)
{
    if (cancel.isCancelled())
        return nullptr;
    RenderRequest request
        = requestFor(location, { pixels.width * samplesPerSide, pixels.height * samplesPerSide });
    RenderSettings settings;
    settings.simd = bestSimdLevel();
    settings.tileSize = tileSize;
    settings.priority = Priority::Laboratory;
    settings.cancel = cancel;
    if (!location.maxIterations) {
        const Result<IterationLimit> limit = chooseIterationLimit(pool, request, settings);
        if (!limit)
            return nullptr;
        request.maxIterations = limit->limit;
    }
    request.maxIterations = std::clamp(request.maxIterations, 1, mostIterations);
    auto frame = std::make_shared<Frame>();
    return renderFrame(pool, request, settings, *frame).completed ? frame : nullptr;
}

} // namespace

// Work on another thread must not end the program for want of memory.

std::shared_ptr<const Frame> thumbnailFrame(
    WorkerPool& pool, const Location& location, Size pixels, const CancelToken& cancel)
{
    try {
        return compute(pool, location, pixels, cancel);
    } catch (const std::exception&) {
        return nullptr;
    }
}

QImage thumbnailImage(const Frame& frame, const Palette& palette, const ColorMapping& mapping)
{
    try {
        const Array2D<std::uint32_t> pixels = colorFrame(frame, colorTableFor(frame, palette, mapping));
        const QImage large(reinterpret_cast<const uchar*>(pixels.values().data()), // NOLINT: Qt wants bytes
            pixels.width(), pixels.height(), pixels.width() * qsizetype { sizeof(QRgb) },
            QImage::Format_RGB32);
        return large.scaled(large.size() / samplesPerSide, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    } catch (const std::exception&) {
        return {};
    }
}

} // namespace escapade
