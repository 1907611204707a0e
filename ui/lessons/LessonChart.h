#pragma once

#include <QChartView>

namespace escapade {

/// A chart without frills whose colours follow the palette: what the charts of lessons share.
class LessonChart : public QChartView
{
    Q_OBJECT

public:
    explicit LessonChart(QWidget* parent = nullptr);

    QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;

    /// Colours axes, grid and ground; a chart adds its series.
    virtual void applyPalette();
    /// Of what was measured, on the palette's ground.
    QColor seriesColor() const;
};

/// The unit in which times up to so many seconds are read best.
struct ChartTimeUnit
{
    double seconds = 1;
    QString name; ///< "ms"
};
ChartTimeUnit chartTimeUnit(double mostSeconds);

} // namespace escapade
