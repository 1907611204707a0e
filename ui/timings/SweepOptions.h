#pragma once

#include "core/timing/SweepPlan.h"

#include <QDialog>

#include <vector>

class QCheckBox;
class QDoubleSpinBox;
class QLabel;
class QRadioButton;
class QSpinBox;

namespace escapade {

/// What a sweep varies beside the threads, and when it has measured enough. Where nothing is ticked, the way
/// that is in use is measured.
class SweepOptions : public QDialog
{
    Q_OBJECT

public:
    explicit SweepOptions(QWidget* parent = nullptr);

    /// The plan for these thread counts. inUse says how pictures are computed now.
    SweepPlan plan(const std::vector<int>& threads, const SweepSetting& inUse) const;

    /// How many kernels are ticked that this machine can run; at least 1, for one is in use.
    int kernels() const;

    void reset();

signals:
    void changed();

private:
    template <typename T> struct Choice
    {
        T value;
        QCheckBox* box;
    };

    void setUpChoices();
    void setUpStop();
    void setUpLayout();
    QCheckBox* addBox(const QString& text, const QString& name);
    QWidget* makeRow(const std::vector<QWidget*>& widgets);
    SweepAxes axes(const std::vector<int>& threads, const SweepSetting& inUse) const;
    void showSummary();

    std::vector<Choice<SimdLevel>> m_simd;
    std::vector<Choice<Arithmetic>> m_arithmetics;
    std::vector<Choice<Schedule>> m_schedules;
    std::vector<Choice<int>> m_tileSizes;
    QRadioButton* m_strong;
    QRadioButton* m_weak;
    QDoubleSpinBox* m_precision;
    QSpinBox* m_repeats;
    QSpinBox* m_seconds;
    QLabel* m_summary;
};

} // namespace escapade
