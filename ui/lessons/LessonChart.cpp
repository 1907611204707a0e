#include "ui/lessons/LessonChart.h"

#include <QAbstractAxis>
#include <QChart>
#include <QEvent>
#include <QGraphicsLayout>
#include <QLegend>

#include <array>
#include <utility>

namespace escapade {

LessonChart::LessonChart(QWidget* parent)
    : QChartView(parent)
{
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    chart()->setMargins({ 2, 2, 2, 2 });
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->setBackgroundRoundness(0);
    chart()->legend()->hide();
}

QSize LessonChart::minimumSizeHint() const
{
    return { 240, 120 };
}

void LessonChart::changeEvent(QEvent* event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        applyPalette();
}

void LessonChart::applyPalette()
{
    const QColor text = palette().color(QPalette::Text);
    const QColor base = palette().color(QPalette::Base);
    QColor grid = text;
    grid.setAlphaF(0.18F);
    setBackgroundBrush(base);
    chart()->setBackgroundBrush(base);
    chart()->setTitleBrush(text);
    chart()->legend()->setLabelColor(text);
    for (QAbstractAxis* axis : chart()->axes()) {
        axis->setLabelsColor(text);
        axis->setTitleBrush(text);
        axis->setLinePen(QPen(text));
        axis->setGridLinePen(QPen(grid));
        QFont font = axis->titleFont();
        font.setBold(false);
        axis->setTitleFont(font);
    }
}

QColor LessonChart::seriesColor() const
{
    const bool dark = palette().color(QPalette::Base).lightness() < 128;
    return dark ? QColor(0x6db3ff) : QColor(0x1f62b8);
}

ChartTimeUnit chartTimeUnit(double mostSeconds)
{
    constexpr std::array units { std::pair { 1.0, "s" }, std::pair { 1e-3, "ms" }, std::pair { 1e-6, "µs" } };
    for (const auto& [seconds, name] : units) {
        if (mostSeconds >= seconds)
            return { seconds, QString::fromUtf8(name) };
    }
    return { 1e-9, QStringLiteral("ns") };
}

} // namespace escapade
