#pragma once

#include "ui/canvas/FractalCanvas.h"

#include <QApplication>

#include <nlohmann/json.hpp>

#include <functional>
#include <optional>
#include <vector>

namespace escapade {

double milliseconds(std::chrono::nanoseconds time);

/// p50, p95, p99 and max of some times; null where there are none.
nlohmann::json quantiles(std::vector<double> values);

/// Writes figures to a file, as a whole or not at all. False when that failed: the reason is on standard
/// error.
bool writeFigures(const QString& name, const nlohmann::json& figures);

/// Tells how long the GUI thread is busy with one event, for so long nothing else gets its turn, and when a
/// widget was painted.
class MeasuringApplication : public QApplication
{
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override;

    double longestBlock() const { return milliseconds(m_longest); }
    /// The processor time of that event: the rest of it the thread waited, or the system or the host of a
    /// virtual machine had other things to do.
    double longestBlockCpu() const { return milliseconds(m_longestCpu); }
    void forgetBlocks()
    {
        m_longest = {};
        m_longestCpu = {};
    }
    /// Called after each paint event of this widget; null: no widget.
    void watchPaints(const QObject* widget, std::function<void()> painted);

private:
    int m_depth = 0;
    Clock::duration m_longest {};
    std::chrono::nanoseconds m_longestCpu {};
    const QObject* m_painted = nullptr;
    std::function<void()> m_onPaint;
};

/// Records how a canvas answers what is done to it.
class Recorder
{
public:
    Recorder(MeasuringApplication& application, FractalCanvas& canvas);
    ~Recorder();
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;

    /// Does something to the canvas, and times its answers: the first paint and the first new pixels.
    void act(const std::function<void()>& gesture);
    /// Lets the event loop run for a while.
    void wait(std::chrono::milliseconds time);
    /// Waits until the picture is complete and at rest, and times that from now.
    void rest();
    /// The same, timed from the last act().
    void untilComplete();
    /// first_paint_ms, new_pixels_ms, complete_ms, gui_block_max_ms, shown_fps, wasted_share.
    nlohmann::json result() const;

private:
    void restFrom(Clock::time_point begin);
    void painted();
    void gotPixels();

    MeasuringApplication& m_application;
    FractalCanvas& m_canvas;
    Clock::time_point m_acted;
    std::optional<Clock::time_point> m_awaitingPaint;
    std::optional<Clock::time_point> m_awaitingPixels;
    std::vector<double> m_firstPaint;
    std::vector<double> m_newPixels;
    std::vector<double> m_complete;
    std::int64_t m_paints = 0;
    Clock::duration m_busy {}; // without rests
    Clock::time_point m_begin;
    bool m_resting = false;
    ViewEngine::Totals m_before;
};

} // namespace escapade
