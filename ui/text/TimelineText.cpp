#include "ui/text/TimelineText.h"

#include "ui/timings/TimingsText.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace escapade {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("escapade::Timeline", text);
}

double seconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double>(time).count();
}

QString percentText(double share)
{
    return QLocale().toString(100 * share, 'f', share < 0.0995 ? 1 : 0);
}

} // namespace

QString timelineSummary(const FrameTimeline& timeline, int logicalCores)
{
    std::chrono::nanoseconds cpu {};
    for (const TimelineTile& tile : timeline.tiles)
        cpu += tile.cpu;
    const QString threads = timeline.threads == 1 ? tr("1 thread") : tr("%1 threads").arg(timeline.threads);
    QString text = tr("%1 with %2, %3 tiles; processor time %4, %5 × the wall time.")
                       .arg(timeText(seconds(timeline.wall)), threads)
                       .arg(timeline.tiles.size())
                       .arg(timeText(seconds(cpu)),
                           QLocale().toString(seconds(cpu) / std::max(1e-9, seconds(timeline.wall)), 'f', 2));
    if (timeline.threads > 1)
        text += QLatin1Char(' ')
            + tr("The busiest worker was busy %1 % longer than the mean; for %2 % of all their time, workers "
                 "had "
                 "nothing to do.")
                  .arg(percentText(loadImbalance(timeline)), percentText(idleShare(timeline)));
    if (timeline.threads > logicalCores)
        text += QLatin1Char(' ')
            + tr("More threads than the machine has cores (%1): bars also hold the time in which a worker "
                 "waited "
                 "for one.")
                  .arg(logicalCores);
    return text;
}

QString tileText(const TimelineTile& tile)
{
    return tr("Worker %1, tile at column %2, row %3, %4 × %5 pixels: %6 from %7 on, processor time %8, %9 "
              "iterations.")
        .arg(tile.worker + 1)
        .arg(tile.area.x)
        .arg(tile.area.y)
        .arg(tile.area.width)
        .arg(tile.area.height)
        .arg(timeText(seconds(tile.end - tile.begin)), timeText(seconds(tile.begin)),
            timeText(seconds(tile.cpu)), QLocale().toString(static_cast<qlonglong>(tile.iterations)));
}

} // namespace escapade
