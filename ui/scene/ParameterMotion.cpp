#include "ui/scene/ParameterMotion.h"

#include <cmath>

namespace escapade {
namespace {

constexpr int tick = 16; // ms

} // namespace

ParameterMotion::ParameterMotion(QObject* parent)
    : QObject(parent)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(tick);
    connect(&m_timer, &QTimer::timeout, this,
        [this] { advance(std::chrono::nanoseconds(m_sinceTick.nsecsElapsed())); });
}

void ParameterMotion::setPath(const ParameterPath& path)
{
    m_path = path;
    m_share = 0;
    if (path.isEmpty())
        stop();
}

void ParameterMotion::setRoundTime(std::chrono::milliseconds time)
{
    m_roundTime = time;
}

void ParameterMotion::play()
{
    if (m_path.isEmpty())
        return;
    m_sinceTick.start();
    m_timer.start();
    setState(State::Playing);
}

void ParameterMotion::pause()
{
    if (m_state != State::Playing)
        return;
    m_timer.stop();
    setState(State::Paused);
}

void ParameterMotion::stop()
{
    m_timer.stop();
    m_share = 0;
    setState(State::Stopped);
}

void ParameterMotion::advance(std::chrono::nanoseconds time)
{
    m_sinceTick.start();
    m_share += std::chrono::duration<double>(time) / std::chrono::duration<double>(m_roundTime);
    m_share -= std::floor(m_share);
    const Complex place = m_path.at(m_share);
    emit moved(place.real(), place.imag());
}

void ParameterMotion::setState(State state)
{
    if (state == m_state)
        return;
    m_state = state;
    emit stateChanged();
}

} // namespace escapade
