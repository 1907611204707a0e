#pragma once

#include "Recorder.h"

namespace escapade {

class MainWindow;

/// Sweeps the view that the window shows, again and again, while wheel steps and thread changes go on, and
/// cancels each sweep in the middle. Beside what the recorder says: cancel_ms, until the window knows that
/// the sweep has ended; and settings_restored, whether threads, SIMD level and arithmetic are what the user
/// chose last.
nlohmann::json sweepInUse(MeasuringApplication& application, MainWindow& window);

} // namespace escapade
