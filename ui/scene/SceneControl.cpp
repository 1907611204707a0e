#include "ui/scene/SceneControl.h"

#include "ui/history/HistoryNavigator.h"
#include "ui/julia/JuliaPanel.h"
#include "ui/settings/ComputeChoice.h"
#include "ui/settings/PictureChoice.h"

namespace escapade {
namespace {

/// Whether a location of the Mandelbrot set came with a c of its own.
bool saysJuliaParameter(const Location& location)
{
    return !(location.juliaRe == seedsJuliaRe() && location.juliaIm == seedsJuliaIm());
}

} // namespace

SceneControl::SceneControl(const Parts& parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
{
    obeyChoices();
    followPicks();
}

Location SceneControl::location(Formula formula) const
{
    Location location;
    location.formula = formula;
    location.view = canvas(formula).view();
    const PlanePoint& c
        = formula == Formula::Julia ? canvas(formula).juliaParameter() : m_parts.julia.parameter();
    location.juliaRe = c.re;
    location.juliaIm = c.im;
    location.maxIterations = m_parts.picture.fixedMaxIterations();
    location.arithmetic = m_parts.compute.arithmetic();
    location.paletteId = m_parts.picture.palette().id;
    location.colorMapping = m_parts.picture.colorMapping();
    return location;
}

FractalCanvas& SceneControl::canvas(Formula formula) const
{
    return formula == Formula::Julia ? m_parts.julia.canvas() : m_parts.mandelbrot;
}

Result<void> SceneControl::show(const OpenedLocation& opened)
{
    const Location& location = opened.location;
    if (!FractalCanvas::canShow(location.view))
        return Error { "This place lies outside of what the window can show" };
    m_parts.history.jump([&] { apply(opened); });
    return {};
}

void SceneControl::apply(const OpenedLocation& opened)
{
    const Location& location = opened.location;
    if (opened.palette)
        m_parts.picture.setPalette(*opened.palette);
    else if (!location.paletteId.empty())
        m_parts.picture.setPaletteId(location.paletteId);
    m_parts.picture.setColorMapping(location.colorMapping);
    m_parts.compute.setArithmetic(location.arithmetic);
    m_parts.picture.setFixedMaxIterations(location.maxIterations);
    if (location.formula == Formula::Julia) {
        m_parts.julia.setParameter({ location.juliaRe, location.juliaIm });
        m_parts.julia.canvas().setView(location.view);
    } else {
        m_parts.mandelbrot.setView(location.view);
        if (saysJuliaParameter(location))
            m_parts.julia.setParameter({ location.juliaRe, location.juliaIm });
    }
}

void SceneControl::obeyChoices()
{
    for (FractalCanvas* canvas : { &m_parts.mandelbrot, &m_parts.julia.canvas() }) {
        canvas->setSimd(m_parts.compute.simd());
        canvas->setArithmetic(m_parts.compute.arithmetic());
        canvas->setPalette(m_parts.picture.palette());
        canvas->setFixedMaxIterations(m_parts.picture.fixedMaxIterations());
        connect(&m_parts.compute, &ComputeChoice::simdChanged, canvas, &FractalCanvas::setSimd);
        connect(&m_parts.compute, &ComputeChoice::arithmeticChanged, canvas, &FractalCanvas::setArithmetic);
        canvas->setColorMapping(m_parts.picture.colorMapping());
        connect(&m_parts.picture, &PictureChoice::shownPaletteChanged, canvas, &FractalCanvas::setPalette);
        connect(
            &m_parts.picture, &PictureChoice::colorMappingChanged, canvas, &FractalCanvas::setColorMapping);
        connect(&m_parts.picture, &PictureChoice::fixedMaxIterationsChanged, canvas,
            &FractalCanvas::setFixedMaxIterations);
    }
}

void SceneControl::followPicks()
{
    JuliaPanel& julia = m_parts.julia;
    FractalCanvas& mandelbrot = m_parts.mandelbrot;
    mandelbrot.setMarker(julia.parameter());
    connect(&mandelbrot, &FractalCanvas::pointPicked, &julia, &JuliaPanel::setParameter);
    connect(&mandelbrot, &FractalCanvas::hovered, &julia,
        [&julia](const HoverInfo& info) { julia.preview(info.point); });
    connect(&mandelbrot, &FractalCanvas::hoverEnded, &julia, &JuliaPanel::endPreview);
    connect(&julia, &JuliaPanel::parameterChanged, &mandelbrot,
        [&mandelbrot](const PlanePoint& c) { mandelbrot.setMarker(c); });
}

} // namespace escapade
