#include "ui/timings/TimingsText.h"

#include "ui/text/Wording.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>
#include <cmath>

namespace escapade {
namespace {

/// Carries the translation context.
struct TimingsText
{
    Q_DECLARE_TR_FUNCTIONS(TimingsText)
};

struct TimeUnit
{
    double seconds;
    const char* pattern;
};

constexpr std::array timeUnits {
    TimeUnit { 1e-12, QT_TRANSLATE_NOOP("TimingsText", "%1 ps") },
    TimeUnit { 1e-9, QT_TRANSLATE_NOOP("TimingsText", "%1 ns") },
    TimeUnit { 1e-6, QT_TRANSLATE_NOOP("TimingsText", "%1 µs") },
    TimeUnit { 1e-3, QT_TRANSLATE_NOOP("TimingsText", "%1 ms") },
    TimeUnit { 1, QT_TRANSLATE_NOOP("TimingsText", "%1 s") },
};

const TimeUnit& unitFor(double seconds)
{
    const TimeUnit* unit = &timeUnits.front();
    for (const TimeUnit& candidate : timeUnits) {
        if (seconds >= 0.9995 * candidate.seconds)
            unit = &candidate;
    }
    return *unit;
}

/// Three digits, more before the point.
QString digits(double value)
{
    const int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    return QLocale().toString(value, 'f', decimals);
}

} // namespace

QString timeText(double seconds)
{
    const TimeUnit& unit = unitFor(seconds);
    return TimingsText::tr(unit.pattern).arg(digits(seconds / unit.seconds));
}

QString timeSummaryText(const Summary& seconds)
{
    const TimeUnit& unit = unitFor(seconds.median);
    const QString numbers = TimingsText::tr("%1 [%2, %3]", "median [smallest, largest]")
                                .arg(digits(seconds.median / unit.seconds),
                                    digits(seconds.min / unit.seconds), digits(seconds.max / unit.seconds));
    return TimingsText::tr(unit.pattern).arg(numbers);
}

QString rateText(double perSecond)
{
    constexpr std::array prefixes { "", "k", "M", "G", "T" };
    std::size_t prefix = 0;
    for (; perSecond >= 999.5 && prefix + 1 < prefixes.size(); ++prefix)
        perSecond /= 1000;
    return TimingsText::tr("%1 %2/s", "number and SI prefix, per second")
        .arg(digits(perSecond), QLatin1String(prefixes.at(prefix)));
}

QString speedUpText(const std::optional<double>& speedUp)
{
    return speedUp ? TimingsText::tr("%1×").arg(QLocale().toString(*speedUp, 'f', 2)) : TimingsText::tr("–");
}

QString efficiencyText(const std::optional<double>& efficiency)
{
    return efficiency ? TimingsText::tr("%1 %").arg(std::lround(*efficiency * 100)) : TimingsText::tr("–");
}

QString workloadText(Workload workload)
{
    switch (workload) {
    case Workload::Mandelbrot:
        return TimingsText::tr("Mandelbrot");
    case Workload::Julia:
        return TimingsText::tr("Julia");
    case Workload::Diffusion:
        return TimingsText::tr("Diffusion");
    case Workload::Pi:
        return TimingsText::tr("Monte-Carlo pi");
    case Workload::Sum:
        return TimingsText::tr("Sum of a range");
    case Workload::ConditionalSum:
        return TimingsText::tr("Conditional sum");
    case Workload::ArrayExpression:
        return TimingsText::tr("Array expression");
    }
    return {};
}

QString workText(Workload workload)
{
    switch (workload) {
    case Workload::Mandelbrot:
    case Workload::Julia:
        return TimingsText::tr("Pixel iterations");
    case Workload::Diffusion:
        return TimingsText::tr("Cell updates");
    case Workload::Pi:
        return TimingsText::tr("Points");
    case Workload::Sum:
    case Workload::ConditionalSum:
        return TimingsText::tr("Numbers");
    case Workload::ArrayExpression:
        return TimingsText::tr("Elements");
    }
    return {};
}

QString timePerWorkText(const QString& timeUnit, Workload workload)
{
    switch (workload) {
    case Workload::Mandelbrot:
    case Workload::Julia:
        return TimingsText::tr("%1/iteration").arg(timeUnit);
    case Workload::Diffusion:
        return TimingsText::tr("%1/update").arg(timeUnit);
    case Workload::Pi:
        return TimingsText::tr("%1/point").arg(timeUnit);
    case Workload::Sum:
    case Workload::ConditionalSum:
        return TimingsText::tr("%1/number").arg(timeUnit);
    case Workload::ArrayExpression:
        return TimingsText::tr("%1/element").arg(timeUnit);
    }
    return {};
}

QString kernelText(const TimingCell& kernel)
{
    QString text
        = simdShortText(kernel.simd) + QStringLiteral(", ") + arithmeticText(kernel.arithmetic).toLower();
    if (kernel.tileSize == 0)
        return text;
    return TimingsText::tr("%1, %2, %3 px tiles", "kernel, schedule, size")
        .arg(text, scheduleText(kernel.schedule).toLower())
        .arg(kernel.tileSize);
}

QString scheduleText(Schedule schedule)
{
    return schedule == Schedule::Static ? TimingsText::tr("Static") : TimingsText::tr("Dynamic");
}

QString metricText(TimingMetric metric)
{
    switch (metric) {
    case TimingMetric::Time:
        return TimingsText::tr("Time");
    case TimingMetric::Rate:
        return TimingsText::tr("Rate");
    case TimingMetric::SpeedUp:
        return TimingsText::tr("Speed-up");
    case TimingMetric::Efficiency:
        return TimingsText::tr("Efficiency");
    }
    return {};
}

QString metricValueText(TimingMetric metric, double value)
{
    switch (metric) {
    case TimingMetric::Time:
        return timeText(value);
    case TimingMetric::Rate:
        return rateText(value);
    case TimingMetric::SpeedUp:
        return speedUpText(value);
    case TimingMetric::Efficiency:
        return efficiencyText(value);
    }
    return {};
}

QString coresText(int logicalCores)
{
    return logicalCores == 1 ? TimingsText::tr("1 logical core")
                             : TimingsText::tr("%1 logical cores").arg(logicalCores);
}

} // namespace escapade
