#include "ui/palette/ColorCycle.h"

#include "ui/settings/PictureChoice.h"

#include <algorithm>

namespace escapade {
namespace {

constexpr std::chrono::milliseconds stepTime { 16 };
/// After a pause, as while a picture was computed, the colours go on from where they were.
constexpr double longestStep = 0.1; // seconds

} // namespace

ColorCycle::ColorCycle(PictureChoice& choice, std::function<bool()> mayRun, QObject* parent)
    : QObject(parent)
    , m_choice(choice)
    , m_mayRun(std::move(mayRun))
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(stepTime);
    connect(&m_timer, &QTimer::timeout, this, &ColorCycle::step);
}

void ColorCycle::setRunning(bool running)
{
    if (running == isRunning())
        return;
    if (running) {
        m_sinceStep.start();
        m_timer.start();
    } else {
        m_timer.stop();
    }
    emit runningChanged(running);
}

void ColorCycle::setSpeed(double speed)
{
    speed = std::clamp(speed, -fastest, fastest);
    if (speed == m_speed)
        return;
    m_speed = speed;
    emit speedChanged(speed);
}

void ColorCycle::step()
{
    constexpr double nanosecondsPerSecond = 1e9;
    const double seconds = static_cast<double>(m_sinceStep.nsecsElapsed()) / nanosecondsPerSecond;
    m_sinceStep.start();
    if (!m_mayRun())
        return;
    ColorMapping mapping = m_choice.colorMapping();
    // Colours move outwards: what was further in the palette comes nearer.
    mapping.offset = wrappedOffset(mapping.offset + m_speed * std::min(seconds, longestStep));
    m_choice.setColorMapping(mapping);
}

} // namespace escapade
