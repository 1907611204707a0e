#pragma once

#include <QWidget>

class QComboBox;

namespace escapade {

class ComputeChoice;

/// The instruction set and the arithmetic. What this machine or the other choice rules out can be seen but
/// not chosen, and its tip says why.
class ArithmeticControls : public QWidget
{
    Q_OBJECT

public:
    /// The choice must outlive this.
    explicit ArithmeticControls(ComputeChoice& choice, QWidget* parent = nullptr);

private:
    void fillSimd();
    void fillArithmetic();
    void showChoice();

    ComputeChoice& m_choice;
    QComboBox* m_simd;
    QComboBox* m_arithmetic;
};

} // namespace escapade
