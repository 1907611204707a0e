#pragma once

#include "ui/canvas/FractalCanvas.h"
#include "ui/text/Wording.h"

#include <QWidget>

class QLabel;

namespace escapade {

/// What the status bar says: the point under the pointer with its count and label; the iteration limit and
/// where it comes from, the magnification, the number type and the frame time of the Mandelbrot view. Every
/// field keeps its place and width whatever it says.
class StatusLine : public QWidget
{
    Q_OBJECT

public:
    explicit StatusLine(QWidget* parent = nullptr);

    void showHover(const HoverInfo& info);
    void clearHover();
    void showMagnification(const ScaledDouble& magnification);
    void showIterations(const ShownLimit& limit);
    void showFrameTime(std::chrono::nanoseconds duration);
    /// How much of the picture, 0 to 1, has smooth edges: a progress that goes when it is done.
    void showSmoothing(double share);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QLabel* addField(const QString& accessibleName, const QString& tip);
    void fixWidths();
    void showCoordinates();
    void showLimit();
    void fixLimitWidth();
    int widthOfLimits(QString (*text)(const ShownLimit&)) const;

    std::optional<PlanePoint> m_point;
    ShownLimit m_limit;
    bool m_limitAtLength = false;
    QLabel* m_coordinates;
    QLabel* m_count;
    QLabel* m_label;
    QLabel* m_smoothing;
    QLabel* m_iterations;
    QLabel* m_magnification;
    QLabel* m_tier;
    QLabel* m_frameTime;
};

} // namespace escapade
