#pragma once

#include <QWidget>

#include <cstdint>

class QCheckBox;
class QComboBox;
class QSpinBox;

namespace escapade {

class PictureChoice;

/// The iteration limit, automatic or fixed, and the palette. While automatic, the number in force is shown;
/// typing another one fixes it.
class PictureControls : public QWidget
{
    Q_OBJECT

public:
    /// The choice must outlive this.
    explicit PictureControls(PictureChoice& choice, QWidget* parent = nullptr);

    /// The limit that is in force in the Mandelbrot view.
    void showMaxIterations(std::int32_t maxIterations);

private:
    void setUpIterations();
    void setUpPalettes();
    void fillPalettes();
    void showAutomatic();

    PictureChoice& m_choice;
    QCheckBox* m_automatic;
    QSpinBox* m_iterations;
    QComboBox* m_palette;
};

} // namespace escapade
