#pragma once

#include "ui/scene/ParameterPath.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace escapade {

/// Walks along a path, round after round, and says 60 times a second where it is.
class ParameterMotion : public QObject
{
    Q_OBJECT

public:
    enum class State { Stopped, Playing, Paused };

    explicit ParameterMotion(QObject* parent = nullptr);

    const ParameterPath& path() const { return m_path; }
    /// Begins at the path's start; stops where there is nowhere to go.
    void setPath(const ParameterPath& path);
    std::chrono::milliseconds roundTime() const { return m_roundTime; }
    /// For one round, above 0; the place stays.
    void setRoundTime(std::chrono::milliseconds time);

    State state() const { return m_state; }
    /// Starts, or goes on; nothing without a path.
    void play();
    void pause();
    void stop();

    /// Goes on by so much time, as the timer does.
    void advance(std::chrono::nanoseconds time);

signals:
    void moved(double re, double im);
    void stateChanged();

private:
    void setState(State state);

    ParameterPath m_path;
    std::chrono::milliseconds m_roundTime { 12'000 };
    State m_state = State::Stopped;
    double m_share = 0; // of the path that is walked
    QTimer m_timer;
    QElapsedTimer m_sinceTick;
};

} // namespace escapade
