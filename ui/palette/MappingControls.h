#pragma once

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QSlider;

namespace escapade {

class ColorCycle;
class PictureChoice;

/// How counts are laid along the palette: curve, density and offset, and the cycling of colours. Takes effect
/// at once.
class MappingControls : public QWidget
{
    Q_OBJECT

public:
    /// Both must outlive this.
    MappingControls(PictureChoice& choice, ColorCycle& cycle, QWidget* parent = nullptr);

private:
    void setUpMapping();
    void setUpCycle();
    void takeMapping();
    void showMapping();
    void resetMapping();

    PictureChoice& m_choice;
    ColorCycle& m_cycle;
    QComboBox* m_transfer;
    QSlider* m_densitySlider;
    QDoubleSpinBox* m_density;
    QSlider* m_offsetSlider;
    QDoubleSpinBox* m_offset;
    QCheckBox* m_cycling;
    QDoubleSpinBox* m_speed;
};

} // namespace escapade
