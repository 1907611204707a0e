#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>

namespace escapade {

class PictureChoice;

/// Lets the colours of the fractals run through the palette, some 60 times a second. Nothing is computed:
/// only the offset of the colour mapping moves. While a picture is being computed the colours rest, because
/// every recolouring interrupts that.
class ColorCycle : public QObject
{
    Q_OBJECT

public:
    static constexpr double fastest = 2; ///< repeats of the palette per second, either way

    /// The choice must outlive this; mayRun says whether a step may be made now.
    ColorCycle(PictureChoice& choice, std::function<bool()> mayRun, QObject* parent = nullptr);

    bool isRunning() const { return m_timer.isActive(); }
    void setRunning(bool running);
    /// Repeats per second; below 0 the other way.
    double speed() const { return m_speed; }
    void setSpeed(double speed);

signals:
    void runningChanged(bool running);
    void speedChanged(double speed);

private:
    void step();

    PictureChoice& m_choice;
    const std::function<bool()> m_mayRun;
    QTimer m_timer;
    QElapsedTimer m_sinceStep;
    double m_speed = 0.1;
};

} // namespace escapade
