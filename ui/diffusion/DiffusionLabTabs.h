#pragma once

#include "core/diffusion/DensityLook.h"
#include "ui/diffusion/DiffusionTool.h"

#include <QWidget>

#include <array>
#include <memory>

class QAction;
class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace escapade {

struct DiffusionSnapshot;

/// How the last steps were cut up, for people: "2 threads, 16 steps a pass, measured".
QString planText(const DiffusionSnapshot& snapshot);

/// What is in hand: tool, size, strength, and what it does; undo and redo.
class DiffusionBrushTab : public QWidget
{
    Q_OBJECT

public:
    DiffusionBrushTab(const QList<QAction*>& actions, QWidget* parent);

    DiffusionToolChoice choice() const;
    void setChoice(const DiffusionToolChoice& choice);
    void setTarget(BrushTarget target);

signals:
    void chosen(const escapade::DiffusionToolChoice& choice);
    /// A picture for the stamp.
    void stampWanted();

private:
    /// Each thing that is painted has its own mode and strength.
    struct Manner
    {
        BrushMode mode = BrushMode::Add;
        double strength = 0;
    };

    void emitChoice();
    void takeTarget();
    void enableFields();

    QComboBox* m_tool;
    QComboBox* m_target;
    QComboBox* m_mode;
    QDoubleSpinBox* m_size; // percent of the box's side
    QDoubleSpinBox* m_strength;
    QPushButton* m_stampButton;
    std::shared_ptr<const Array2D<double>> m_stamp;
    std::array<Manner, 4> m_manners;
    BrushTarget m_lastTarget = BrushTarget::Density;
};

/// How densities are coloured.
class DiffusionLookTab : public QWidget
{
    Q_OBJECT

public:
    explicit DiffusionLookTab(QWidget* parent);

    DensityLook look() const;
    void setLook(const DensityLook& look);

signals:
    void chosen(const escapade::DensityLook& look);

private:
    void emitLook();
    void enableLimits();

    QComboBox* m_map;
    QCheckBox* m_automatic;
    QDoubleSpinBox* m_low;
    QDoubleSpinBox* m_high;
    QCheckBox* m_logarithmic;
    QSpinBox* m_contours;
};

/// Runs that stop by themselves, and the speed.
class DiffusionRunTab : public QWidget
{
    Q_OBJECT

public:
    explicit DiffusionRunTab(QWidget* parent);

    void showSnapshot(const DiffusionSnapshot& snapshot);

signals:
    void stepsWanted(qint64 steps);
    void timeWanted(double simtime);
    void speedChosen(double timePerSecond);

private:
    QSpinBox* m_steps;
    QDoubleSpinBox* m_time;
    QDoubleSpinBox* m_speed;
    QLabel* m_plan;
};

} // namespace escapade
