#pragma once

#include "core/color/ColorMapping.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDial;
class QSpinBox;

namespace escapade {

class PictureChoice;

/// What gives points their colour, and the lamp. Takes effect at once.
class ColoringControls : public QWidget
{
    Q_OBJECT

public:
    /// choice must outlive this.
    explicit ColoringControls(PictureChoice& choice, QWidget* parent = nullptr);

private:
    void setUpColorings();
    void setUpLamp();
    void takeChoice();
    void showChoice();

    PictureChoice& m_choice;
    QComboBox* m_outside;
    QComboBox* m_inside;
    QCheckBox* m_lamp;
    QDial* m_directionDial;
    QSpinBox* m_direction;
    QSpinBox* m_height;
    QSpinBox* m_strength;
};

} // namespace escapade
