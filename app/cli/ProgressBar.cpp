#include "app/cli/ProgressBar.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <utility>

namespace escapade::cli {
namespace {

using Clock = std::chrono::steady_clock;

std::string duration(double seconds)
{
    const auto whole = static_cast<long>(std::min(seconds, 1e7));
    if (whole < 100)
        return std::to_string(whole) + " s";
    if (whole < 6000)
        return std::to_string(whole / 60) + " min";
    return std::to_string(whole / 3600) + " h";
}

void draw(const std::string& label, double fraction, double elapsed)
{
    constexpr int cells = 30;
    const int filled = static_cast<int>(fraction * cells);
    std::string left;
    if (fraction > 0.01)
        left = duration(elapsed * (1 - fraction) / fraction) + " left";
    std::fprintf(stderr, "\r%s [%s%s] %3d %% %-12s", label.c_str(),
        std::string(static_cast<std::size_t>(filled), '#').c_str(),
        std::string(static_cast<std::size_t>(cells - filled), ' ').c_str(), static_cast<int>(fraction * 100),
        left.c_str());
    std::fflush(stderr);
}

} // namespace

ProgressBar::ProgressBar(std::string label, Show show, std::function<double()> fraction)
    : m_label(std::move(label))
    , m_fraction(std::move(fraction))
{
    if (isatty(STDERR_FILENO) != 0)
        m_thread = std::jthread([this, show](const std::stop_token& stop) { threadMain(stop, show); });
}

ProgressBar::~ProgressBar() = default;

void ProgressBar::threadMain(const std::stop_token& stop, Show show) const
{
    const Clock::time_point begin = Clock::now();
    const std::chrono::milliseconds quiet(show == Show::AtOnce ? 0 : 1000);
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    bool drawn = false;
    while (!stop.stop_requested()) {
        const auto elapsed = Clock::now() - begin;
        if (elapsed >= quiet) {
            draw(m_label, std::clamp(m_fraction(), 0.0, 1.0), std::chrono::duration<double>(elapsed).count());
            drawn = true;
        }
        wake.wait_for(lock, stop, std::chrono::milliseconds(100), [] { return false; });
    }
    if (drawn) {
        std::fputs("\r\033[K", stderr); // the terminal's "erase to the end of the line"
        std::fflush(stderr);
    }
}

} // namespace escapade::cli
