#pragma once

#include <QWidget>

class QLabel;
class QSlider;
class QSpinBox;

namespace escapade {

class ComputeChoice;

/// How many threads work: a spin box and a slider that say the same, and a mark where there are more threads
/// than cores.
class ThreadsControl : public QWidget
{
    Q_OBJECT

public:
    /// The choice must outlive this.
    explicit ThreadsControl(ComputeChoice& choice, QWidget* parent = nullptr);

private:
    void show(int threads);

    QSpinBox* m_spinBox;
    QSlider* m_slider;
    QLabel* m_mark;
};

} // namespace escapade
