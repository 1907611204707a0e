#pragma once

#include <QPointF>
#include <QWidget>

namespace escapade {

/// The parameters of the Gray-Scott model as a map to click on: k to the right, F upwards. Shaded is where a
/// second uniform state exists; patterns live about its edge, k = sqrt(F) / 2 - F. With the keys: arrows,
/// with Shift in finer steps.
class FeedKillMap : public QWidget
{
    Q_OBJECT

public:
    explicit FeedKillMap(QWidget* parent = nullptr);

    static constexpr double highestF = 0.08;
    static constexpr double lowestK = 0.03;
    static constexpr double highestK = 0.075;

    /// Does not emit picked().
    void setPlace(double F, double k);
    double F() const { return m_F; }
    double k() const { return m_k; }

    QSize sizeHint() const override { return { 240, 170 }; }
    QSize minimumSizeHint() const override { return { 200, 140 }; }

signals:
    void picked(double F, double k);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QRectF plot() const;
    QPointF pointOf(double F, double k) const;
    void pick(double F, double k);
    void pickAt(QPointF position);
    void paintCurve(QPainter& painter) const;

    double m_F = 0.0367;
    double m_k = 0.0649;
};

} // namespace escapade
