#include "ui/text/VerificationText.h"

#include "ui/text/Wording.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace escapade {
namespace {

QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("escapade::Verification", text, nullptr, n);
}

QString kernelText(EscapeMethod method)
{
    return method == EscapeMethod::Block ? tr("block kernel") : tr("compaction kernel");
}

QString numberText(std::int64_t number)
{
    return QLocale().toString(static_cast<qlonglong>(number));
}

QString deviationText(const Deviation& deviation)
{
    const RenderWay& way = deviation.way;
    return tr("%1, %2, tiles of %3, %4: %5 differ, the first at column %6, row %7.")
        .arg(simdShortText(way.simd), kernelText(way.method), QString::number(way.tileSize),
            tr("%n thread(s)", way.threads), tr("%n pixel(s)", static_cast<int>(deviation.pixels)),
            QString::number(deviation.first.x), QString::number(deviation.first.y));
}

} // namespace

QString verificationText(const Verification& result, const RenderRequest& request)
{
    constexpr std::size_t mostShown = 5;
    const Size size = request.viewport.size;
    QStringList lines;
    if (result.deviations.empty())
        lines += tr("Computed in %1 ways: all pixels are the same, bit for bit.").arg(result.ways);
    else
        lines += tr("Computed in %1 ways, of which %2 gave other pixels. This is a fault of the program; "
                    "please report it with the location.")
                     .arg(result.ways)
                     .arg(result.deviations.size());
    for (std::size_t n = 0; n < std::min(mostShown, result.deviations.size()); ++n)
        lines += deviationText(result.deviations[n]);
    if (!result.unconfirmed)
        lines += tr("Fused arithmetic rounds differently from a plain loop, so that none was compared.");
    else if (*result.unconfirmed == 0)
        lines += tr("A plain loop, one point after the other, gives the same counts.");
    else
        lines
            += tr("A plain loop gives other counts for %n pixel(s).", static_cast<int>(*result.unconfirmed));
    lines += tr("%1 × %2 pixels, %3 iterations, %4 arithmetic")
                 .arg(size.width)
                 .arg(size.height)
                 .arg(numberText(request.maxIterations), arithmeticText(request.arithmetic).toLower());
    lines += tr("Hash of the counts: %1")
                 .arg(QString::number(result.hash, 16).rightJustified(16, QLatin1Char('0')));
    return lines.join(QLatin1Char('\n'));
}

} // namespace escapade
