#pragma once

#include "core/diffusion/LiveDiffusion.h"

#include <QWidget>

class QCheckBox;
class QDoubleSpinBox;
class QSlider;
class QToolButton;

namespace escapade {

/// How long an explicit step is: r = D dt/dx^2, up to 1/4, and beyond where somebody wants to see why not.
class RatioControls : public QWidget
{
    Q_OBJECT

public:
    explicit RatioControls(QWidget* parent = nullptr);

    /// 0: the problem's own.
    double ratio() const { return m_ratio; }
    Beyond beyond() const;
    /// Neither emits chosen().
    void choose(double ratio, Beyond beyond);
    void showSnapshot(const DiffusionSnapshot& snapshot);

    /// What takes the focus first, for a label before it.
    QWidget* buddy() const;

signals:
    void chosen();

private:
    void take(double ratio);
    void allowBeyond(bool allowed);
    void showRatio(double ratio);

    QSlider* m_slider;
    QDoubleSpinBox* m_number;
    QToolButton* m_own;
    QCheckBox* m_beyond;
    double m_ratio = 0;
};

} // namespace escapade
