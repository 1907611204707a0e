#include "ui/window/StatusLine.h"

#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>

#include <algorithm>
#include <limits>

namespace escapade {
namespace {

const QChar minusSign(0x2212);
constexpr int widthForSmoothing = 1000; // narrower ones have no room for it
constexpr int widthMargin = 4;

/// The number with its sign as people write it.
QString signedText(const QString& number)
{
    return number.startsWith(QLatin1Char('-')) ? minusSign + number.mid(1) : number;
}

QString imaginarySign(const QString& number)
{
    return number.startsWith(QLatin1Char('-')) ? QString(minusSign) : QStringLiteral("+");
}

QString unsignedText(const QString& number)
{
    return number.startsWith(QLatin1Char('-')) ? number.mid(1) : number;
}

} // namespace

StatusLine::StatusLine(QWidget* parent)
    : QWidget(parent)
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(4, 0, 0, 0);
    layout->setSpacing(10);
    m_coordinates = addField(tr("Point"), tr("The point of the plane under the pointer"));
    layout->setStretchFactor(m_coordinates, 1);
    m_coordinates->setMinimumWidth(120);
    m_count = addField(tr("Count"), tr("After how many iterations the point under the pointer escaped"));
    m_label = addField(tr("Label"),
        tr("What is known of the point: escaped; interior, proved; undecided at the iteration limit; or "
           "beyond the "
           "precision of the numbers in use"));
    m_smoothing = addField(
        tr("Smooth edges"), tr("How much of the Mandelbrot picture has smooth edges (View, Smooth edges)"));
    m_iterations = addField(tr("Iteration limit"), {});
    m_iterations->setObjectName(QStringLiteral("iterationLimit"));
    m_magnification
        = addField(tr("Magnification"), tr("How many times closer than home the Mandelbrot view is"));
    m_tier = addField(tr("Number type"), tr("The numbers that compute the Mandelbrot view"));
    m_tier->setText(tr("direct double"));
    m_frameTime = addField(tr("Frame time"), tr("How long the last complete Mandelbrot picture took"));
    fixWidths();
    clearHover();
}

void StatusLine::showHover(const HoverInfo& info)
{
    m_point = info.point;
    showCoordinates();
    const bool hasResult = info.pixel.label != Label::NotComputed;
    m_count->setText(hasResult ? tr("count %1").arg(info.pixel.count) : QString());
    m_label->setText(info.isStale ? tr("stale") : labelText(info.pixel.label));
}

void StatusLine::clearHover()
{
    m_point.reset();
    showCoordinates();
    m_count->clear();
    m_label->clear();
}

void StatusLine::showMagnification(const ScaledDouble& magnification)
{
    m_magnification->setText(magnificationText(magnification));
}

void StatusLine::showIterations(const ShownLimit& limit)
{
    m_limit = limit;
    m_iterations->setToolTip(iterationsExplanation(limit));
    m_iterations->setAccessibleDescription(m_iterations->toolTip());
    showLimit();
}

void StatusLine::showSmoothing(double share)
{
    m_smoothing->setText(
        share > 0 && share < 1 ? tr("edges %1 %").arg(static_cast<int>(100 * share)) : QString());
}

void StatusLine::showFrameTime(std::chrono::nanoseconds duration)
{
    m_frameTime->setText(durationText(duration));
}

void StatusLine::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fixWidths();
}

void StatusLine::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fixLimitWidth();
    m_smoothing->setVisible(width() >= widthForSmoothing);
    layout()->activate();
    showCoordinates();
}

QLabel* StatusLine::addField(const QString& accessibleName, const QString& tip)
{
    auto* field = new QLabel(this);
    field->setAccessibleName(accessibleName);
    field->setToolTip(tip);
    field->setTextFormat(Qt::PlainText);
    layout()->addWidget(field);
    return field;
}

void StatusLine::fixWidths()
{
    const QFontMetrics metrics = fontMetrics();
    const auto fix = [&](QLabel* field, const QString& longest) {
        field->setFixedWidth(metrics.horizontalAdvance(longest) + widthMargin);
    };
    fix(m_count, tr("count %1").arg(std::numeric_limits<std::int32_t>::max()));
    int labelWidth = 0;
    for (int label = 0; label < labelCount; ++label)
        labelWidth = std::max(labelWidth, metrics.horizontalAdvance(labelText(static_cast<Label>(label))));
    m_label->setFixedWidth(labelWidth + widthMargin);
    fix(m_smoothing, tr("edges %1 %").arg(88));
    fix(m_magnification, QStringLiteral("8.88e88888x"));
    fix(m_tier, m_tier->text());
    const QString shortTime = durationText(std::chrono::milliseconds(888));
    const QString longTime = durationText(std::chrono::milliseconds(88'888));
    const bool shortIsWider = metrics.horizontalAdvance(shortTime) > metrics.horizontalAdvance(longTime);
    fix(m_frameTime, shortIsWider ? shortTime : longTime);
    m_magnification->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_frameTime->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    fixLimitWidth();
}

/// The width of texts about an automatic limit of the usual size.
int StatusLine::widthOfLimits(QString (*text)(const ShownLimit&)) const
{
    constexpr std::int32_t limit = 888'888;
    constexpr double share = 0.0008;
    int widest = 0;
    for (const LimitReason reason : { LimitReason::FewUndecided, LimitReason::Settled,
             LimitReason::NothingEscapes, LimitReason::Largest }) {
        const ShownLimit shown { limit, false, IterationLimit { limit, reason, share, share, limit } };
        widest = std::max(widest, fontMetrics().horizontalAdvance(text(shown)));
    }
    return widest;
}

/// The limit is told at length where that leaves room for a point with all of a double's digits.
void StatusLine::fixLimitWidth()
{
    const int point
        = fontMetrics().horizontalAdvance(QStringLiteral("-0.888888888888888 + 0.888888888888888 i"));
    int others = layout()->contentsMargins().left() + 6 * layout()->spacing();
    for (const QLabel* field : { m_count, m_label, m_magnification, m_tier, m_frameTime })
        others += field->width();
    const int atLength = widthOfLimits(iterationsText);
    m_limitAtLength = width() >= point + others + atLength + widthMargin;
    m_iterations->setFixedWidth(
        (m_limitAtLength ? atLength : widthOfLimits(iterationsShortText)) + widthMargin);
    showLimit();
}

void StatusLine::showLimit()
{
    const QString text = m_limitAtLength ? iterationsText(m_limit) : iterationsShortText(m_limit);
    m_iterations->setText(fontMetrics().elidedText(text, Qt::ElideRight, m_iterations->width()));
}

/// Numbers too long for the field lose digits in their middle: those at the end are the ones that move.
void StatusLine::showCoordinates()
{
    const QFontMetrics metrics = m_coordinates->fontMetrics();
    if (!m_point) {
        m_coordinates->setText(
            metrics.elidedText(tr("The wheel zooms, a drag moves, a click picks Julia's c"), Qt::ElideRight,
                m_coordinates->width()));
        return;
    }
    const QString re = QString::fromStdString(m_point->re.toString());
    const QString im = QString::fromStdString(m_point->im.toString());
    const QString frame = QStringLiteral("%1 %2 %3 i").arg(QString(), imaginarySign(im), QString());
    const int each = (m_coordinates->width() - metrics.horizontalAdvance(frame)) / 2 - 2;
    const auto shortened
        = [&](const QString& number) { return metrics.elidedText(number, Qt::ElideMiddle, each); };
    m_coordinates->setText(
        tr("%1 %2 %3 i", "real part, sign, imaginary part")
            .arg(shortened(signedText(re)), imaginarySign(im), shortened(unsignedText(im))));
}

} // namespace escapade
