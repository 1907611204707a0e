#include "ui/text/SweepText.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <chrono>
#include <cmath>

namespace escapade {
namespace {

constexpr double noticeable = 0.05; // of all cores: another program that takes more is worth a word
constexpr double clockChange = 0.1;

QString tr(const char* text)
{
    return QCoreApplication::translate("escapade::Sweep", text);
}

QString percentText(double share)
{
    const double percent = 100 * share;
    const bool isWhole = std::abs(percent - std::round(percent)) < 1e-6;
    return QLocale().toString(percent, 'f', isWhole ? 0 : 1);
}

QString coresText(double cores)
{
    return QLocale().toString(cores, 'f', cores < 1 ? 2 : 1);
}

QString gigahertzText(double hertz)
{
    return QLocale().toString(hertz / 1e9, 'f', 2);
}

} // namespace

QString sweepProgressText(const SweepProgress& progress, double precision)
{
    if (progress.measurements == 0)
        return tr("Warming up");
    const auto left = std::chrono::ceil<std::chrono::seconds>(progress.left).count();
    return tr("%1 of %2 known to ±%3 %, about %4 s left")
        .arg(progress.precise)
        .arg(progress.settings)
        .arg(percentText(precision))
        .arg(left);
}

QString machineWarning(const MachineActivity& machine, int logicalCores)
{
    QStringList parts;
    if (machine.othersBusy && *machine.othersBusy > noticeable * logicalCores)
        parts
            += tr("Other programs kept %1 of %2 cores busy meanwhile: the figures are worth more on a quiet "
                  "machine.")
                   .arg(coresText(*machine.othersBusy))
                   .arg(logicalCores);
    if (machine.stolen && *machine.stolen > noticeable * logicalCores)
        parts += tr("The host of this virtual machine kept %1 of %2 cores from it.")
                     .arg(coresText(*machine.stolen))
                     .arg(logicalCores);
    if (machine.throttled.value_or(0) > 0)
        parts += tr("Cores were slowed down for heat, %1 times counted.").arg(*machine.throttled);
    if (machine.slowestClock && machine.fastestClock
        && *machine.slowestClock < (1 - clockChange) * *machine.fastestClock)
        parts += tr("The clock changed between %1 and %2 GHz, with the number of busy cores or the heat.")
                     .arg(gigahertzText(*machine.slowestClock), gigahertzText(*machine.fastestClock));
    return parts.join(QLatin1Char(' '));
}

QString sweepOutcomeText(const SweepOutcome& outcome, const SweepPlan& plan, int logicalCores)
{
    if (!outcome.failure.empty())
        return tr("The sweep stopped: %1").arg(QString::fromStdString(outcome.failure));
    QStringList parts;
    const SweepProgress& progress = outcome.progress;
    if (outcome.outOfTime)
        parts += tr("The time was up after %1 measurements.").arg(progress.measurements);
    else if (!outcome.completed)
        parts += tr("Cancelled after %1 measurements.").arg(progress.measurements);
    if (progress.precise < progress.settings && progress.measurements > 0)
        parts += (progress.worst ? tr("Medians are known to ±%1 %, not ±%2 %.")
                                       .arg(percentText(*progress.worst), percentText(plan.precision))
                                 : tr("Medians are not known to ±%1 %: that takes six repeats at least.")
                                       .arg(percentText(plan.precision)));
    const QString warning = machineWarning(outcome.machine, logicalCores);
    if (!warning.isEmpty())
        parts += warning;
    return parts.join(QLatin1Char(' '));
}

} // namespace escapade
