#pragma once

#include <QChartView>
#include <QList>
#include <QPointF>

#include <cstddef>
#include <vector>

class QLineSeries;
class QValueAxis;

namespace escapade {

/// A chart of a few lines, in the colours of the theme, whose axes follow what is in it.
class DiffusionPlot : public QChartView
{
    Q_OBJECT

public:
    struct Line
    {
        QString name;
        QList<QPointF> points;
    };

    explicit DiffusionPlot(QWidget* parent);

    void setAxisTitles(const QString& across, const QString& up);

    /// Lines beyond the first `lines` are not shown.
    void setLines(const std::vector<Line>& lines);

    QSize minimumSizeHint() const override { return { 160, 90 }; }

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void applyPalette();
    void followRange(const std::vector<Line>& lines);

    QValueAxis* m_across;
    QValueAxis* m_up;
    std::vector<QLineSeries*> m_series;
};

} // namespace escapade
