#pragma once

#include <functional>
#include <string>
#include <thread>

namespace escapade::cli {

/// A bar on stderr with the part that is done and the time left, while it lives; nothing where stderr is no
/// terminal. Short work shows none unless it is asked for. It draws in a thread of its own, so the work need
/// not call it.
class ProgressBar
{
public:
    enum class Show { AfterASecond, AtOnce };

    /// fraction gives 0 to 1; it is called from the bar's thread, ten times a second.
    ProgressBar(std::string label, Show show, std::function<double()> fraction);
    /// Wipes the bar.
    ~ProgressBar();
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

private:
    void threadMain(const std::stop_token& stop, Show show) const;

    std::string m_label;
    std::function<double()> m_fraction;
    std::jthread m_thread; // last: it uses all of the above
};

} // namespace escapade::cli
