#include "ui/text/TimingsHints.h"

#include "ui/text/ScalingText.h"
#include "ui/timings/TimingsText.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace escapade {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("escapade::Timings", text);
}

QString memoryHint(const std::vector<TimingRow>& rows, const TimingCell& kernel)
{
    QStringList parts;
    for (const TimingRow& row : rows) {
        if (row.memoryLimit && haveSameKernel(row.cell, kernel))
            parts += tr("%1 with %2 threads").arg(rateText(*row.memoryLimit)).arg(row.cell.threads);
    }
    return parts.isEmpty() ? QString()
                           : tr("The memory allows at most %1.").arg(parts.join(QStringLiteral(", ")));
}

QString figuresHint(
    const TimingsState& state, const std::vector<TimingRow>& rows, const TimingCell& kernel, int logicalCores)
{
    if (rows.empty())
        return {};
    const bool hasOneThread = std::ranges::any_of(
        rows, [&](const TimingRow& row) { return row.speedUp && haveSameKernel(row.cell, kernel); });
    if (!hasOneThread)
        return tr("Compute a frame with one thread, or sweep, to see speed-up and the ideal line.");
    if (!state.sameWork)
        return tr("These frames showed different pictures: compare rates, or sweep for one picture.");
    QString text = scalingText(speedUpsOf(rows, kernel), logicalCores, state.scaling);
    if (state.scaling == Scaling::Weak && state.showsSweep)
        text = tr("The work grew with the threads: the ideal is the same time.") + QLatin1Char(' ') + text;
    return text.trimmed();
}

} // namespace

QString timingsEmptyText(const TimingsState& state)
{
    if (!state.showsSweep && isLesson(state.workload))
        return tr(
            "Lessons have no live frames: press Sweep to measure this one's work with 1, 2, ... threads.");
    if (!state.showsSweep)
        return tr("No complete frame yet: a frame counts when it was computed from its first to its last "
                  "tile with one number of threads and one kernel. Move the view or change the threads, or "
                  "press Sweep.");
    if (state.isSweeping)
        return tr("Warming up: the first measurement is not counted.");
    if (state.workload == Workload::Diffusion)
        return tr("No sweep yet: it measures the diffusion of four peaks in 2048 x 2048 cells, more than "
                  "caches hold, with 1, 2, ... threads, and what the memory allows.");
    if (isLesson(state.workload))
        return tr(
            "No sweep yet: it measures the lesson's work, in the way that uses threads and vectors, with "
            "1, 2, ... threads.");
    return tr("No sweep yet: it measures the current view with 1, 2, ... threads, in turn and until the "
              "medians are known, while the window stays alive.");
}

QString timingsHint(
    const TimingsState& state, const std::vector<TimingRow>& rows, const TimingCell& kernel, int logicalCores)
{
    if (state.isSweeping)
        return tr("Measuring in the background: using the window meanwhile disturbs the figures. A playing "
                  "diffusion pauses until the end.");
    QStringList parts;
    if (state.showsHeatMap)
        parts += tr("Threads across, SIMD levels down. A click or Enter computes in that way from now on.");
    if (state.showsSweep && !state.sweepNote.isEmpty())
        parts += state.sweepNote;
    if (!state.showsHeatMap) {
        const QString figures = figuresHint(state, rows, kernel, logicalCores);
        const QString memory = memoryHint(rows, kernel);
        for (const QString& words : { memory, figures }) {
            if (!words.isEmpty())
                parts += words;
        }
    }
    return parts.join(QLatin1Char(' '));
}

} // namespace escapade
