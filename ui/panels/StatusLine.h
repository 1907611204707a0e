#pragma once

#include "ui/canvas/FractalCanvas.h"

#include <QWidget>

class QLabel;

namespace escapade {

/// What the status bar says: the point under the pointer with its count and label, and the magnification, the
/// number type and the frame time of the Mandelbrot view. Every field keeps its place and width whatever it
/// says.
class StatusLine : public QWidget
{
    Q_OBJECT

public:
    explicit StatusLine(QWidget* parent = nullptr);

    void showHover(const HoverInfo& info);
    void clearHover();
    void showMagnification(const ScaledDouble& magnification);
    void showFrameTime(std::chrono::nanoseconds duration);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QLabel* addField(const QString& accessibleName, const QString& tip);
    void fixWidths();
    void showCoordinates();

    std::optional<PlanePoint> m_point;
    QLabel* m_coordinates;
    QLabel* m_count;
    QLabel* m_label;
    QLabel* m_magnification;
    QLabel* m_tier;
    QLabel* m_frameTime;
};

} // namespace escapade
