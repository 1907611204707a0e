#include "ui/text/Wording.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace escapade {
namespace {

/// Carries the translation context.
struct Wording
{
    Q_DECLARE_TR_FUNCTIONS(Wording)
};

/// The mantissa in [1, 10) and the exponent of ten of a positive number of any size.
struct DecimalParts
{
    double mantissa = 1;
    std::int64_t exponent = 0;
};

DecimalParts decimalParts(const ScaledDouble& value)
{
    const double log10Value = value.log2() * 0.30102999566398120;
    auto exponent = static_cast<std::int64_t>(std::floor(log10Value));
    // Three digits are shown: rounding up to 10.0 must carry into the exponent.
    double mantissa = std::round(std::pow(10.0, log10Value - static_cast<double>(exponent)) * 100) / 100;
    if (mantissa >= 10) {
        mantissa /= 10;
        ++exponent;
    }
    return { mantissa, exponent };
}

QString percentText(double share)
{
    const double percent = 100 * share;
    if (percent > 0 && percent < 0.005)
        return Wording::tr("<0.01 %");
    const int decimals = percent == 0 || percent >= 10 ? 0 : percent < 0.1 ? 2 : 1;
    return Wording::tr("%1 %").arg(QLocale().toString(percent, 'f', decimals));
}

enum class Length { Usual, Short };

/// Why a limit is what it is, in a few words.
QString limitReasonText(const ShownLimit& shown, Length length)
{
    if (shown.fixed)
        return Wording::tr("fixed");
    if (!shown.chosen)
        return Wording::tr("automatic");
    if (shown.chosen->beyondPrecisionShare >= mostUndecided)
        return Wording::tr("%1 beyond precision").arg(percentText(shown.chosen->beyondPrecisionShare));
    switch (shown.chosen->reason) {
    case LimitReason::FewUndecided:
        return Wording::tr("%1 undecided").arg(percentText(shown.chosen->undecidedShare));
    case LimitReason::Settled:
        return length == Length::Short
            ? Wording::tr("settled")
            : Wording::tr("doubling changed %1").arg(percentText(shown.chosen->lastDoublingChanged));
    case LimitReason::NothingEscapes:
        return Wording::tr("nothing escapes");
    case LimitReason::Largest:
        return Wording::tr("the largest");
    }
    return {};
}

/// The same in sentences.
QString limitReasonSentence(const IterationLimit& chosen)
{
    const QLocale locale;
    if (chosen.beyondPrecisionShare >= mostUndecided)
        return Wording::tr("%1 of the view are beyond the precision of its numbers: no limit decides them.")
            .arg(percentText(chosen.beyondPrecisionShare));
    switch (chosen.reason) {
    case LimitReason::FewUndecided:
        return Wording::tr("Only %1 of the view are undecided at it.")
            .arg(percentText(chosen.undecidedShare));
    case LimitReason::Settled:
        return Wording::tr("The last doubling, from %1, changed only %2 of the pixels; %3 are undecided.")
            .arg(locale.toString(chosen.limit / 2), percentText(chosen.lastDoublingChanged),
                percentText(chosen.undecidedShare));
    case LimitReason::NothingEscapes:
        return Wording::tr(
            "No point that was tried escapes within %1 iterations, so it stays where it starts.")
            .arg(locale.toString(chosen.triedUpTo));
    case LimitReason::Largest:
        return Wording::tr("It is the largest automatic one, although %1 of the view are undecided at it.")
            .arg(percentText(chosen.undecidedShare));
    }
    return {};
}

} // namespace

QString magnificationText(const ScaledDouble& magnification)
{
    if (magnification.mantissa() == 0)
        return Wording::tr("0x");
    const double plain = magnification.toDouble();
    if (plain >= 0.001 && plain < 1e6) {
        const int decimals = plain < 0.1 ? 4 : plain < 10 ? 2 : plain < 100 ? 1 : 0;
        QString number = QString::number(plain, 'f', decimals);
        if (decimals > 0) {
            while (number.endsWith(QLatin1Char('0')))
                number.chop(1);
            if (number.endsWith(QLatin1Char('.')))
                number.chop(1);
        }
        return Wording::tr("%1x").arg(number);
    }
    const DecimalParts parts = decimalParts(magnification);
    return Wording::tr("%1e%2x").arg(QString::number(parts.mantissa, 'f', 2)).arg(parts.exponent);
}

QString labelText(Label label)
{
    switch (label) {
    case Label::NotComputed:
        return Wording::tr("not computed");
    case Label::Escaped:
        return Wording::tr("escaped");
    case Label::Interior:
        return Wording::tr("interior, proved");
    case Label::Undecided:
        return Wording::tr("undecided");
    case Label::BeyondPrecision:
        return Wording::tr("beyond precision");
    }
    return {};
}

QString durationText(std::chrono::nanoseconds duration)
{
    const double milliseconds = std::chrono::duration<double, std::milli>(duration).count();
    if (milliseconds < 10)
        return Wording::tr("%1 ms").arg(QString::number(milliseconds, 'f', 1));
    if (milliseconds < 1000)
        return Wording::tr("%1 ms").arg(QString::number(milliseconds, 'f', 0));
    return Wording::tr("%1 s").arg(QString::number(milliseconds / 1000, 'f', milliseconds < 10'000 ? 2 : 1));
}

QString iterationsText(const ShownLimit& shown)
{
    const QString number = QLocale().toString(shown.limit);
    const QString reason = limitReasonText(shown, Length::Usual);
    return shown.chosen ? Wording::tr("Iterations %1 (automatic: %2)").arg(number, reason)
                        : Wording::tr("Iterations %1 (%2)").arg(number, reason);
}

QString iterationsShortText(const ShownLimit& shown)
{
    return Wording::tr("limit %1: %2")
        .arg(QLocale().toString(shown.limit), limitReasonText(shown, Length::Short));
}

QString iterationsExplanation(const ShownLimit& shown)
{
    const QString number = QLocale().toString(shown.limit);
    if (shown.fixed)
        return Wording::tr("Points count as undecided after %1 iterations; this limit is fixed.").arg(number);
    const QString automatic
        = Wording::tr("Points count as undecided after %1 iterations; this limit was chosen for the view.")
              .arg(number);
    return shown.chosen
        ? Wording::tr("%1 %2", "two sentences").arg(automatic, limitReasonSentence(*shown.chosen))
        : automatic;
}

QString simdText(SimdLevel level)
{
    if (simdWidth(level) == 1)
        return Wording::tr("%1 (one double at a time)").arg(simdShortText(level));
    return Wording::tr("%1 (%2 doubles at once)").arg(simdShortText(level)).arg(simdWidth(level));
}

QString simdShortText(SimdLevel level)
{
    switch (level) {
    case SimdLevel::Scalar:
        return Wording::tr("Scalar");
    case SimdLevel::Sse2:
        return QStringLiteral("SSE2");
    case SimdLevel::Avx2:
        return QStringLiteral("AVX2");
    case SimdLevel::Avx512:
        return QStringLiteral("AVX-512");
    }
    return {};
}

QString simdUnavailableReason(SimdLevel level)
{
    if (isAvailable(level))
        return {};
    return isCompiled(level) ? Wording::tr("This processor has no %1").arg(simdShortText(level))
                             : Wording::tr("This build has no kernels for %1").arg(simdShortText(level));
}

QString arithmeticText(Arithmetic arithmetic)
{
    return arithmetic == Arithmetic::Strict ? Wording::tr("Strict") : Wording::tr("Fused");
}

QString arithmeticUnavailableReason(SimdLevel level, Arithmetic arithmetic)
{
    if (supports(level, arithmetic))
        return {};
    return Wording::tr("%1 has no fused multiply-add").arg(simdShortText(level));
}

} // namespace escapade
