#pragma once

#include "core/diffusion/problem/Walls.h"

#include <QWidget>

#include <array>

class QComboBox;
class QDoubleSpinBox;

namespace escapade {

/// The four sides of the box: what happens at each. Periodic sides come in pairs, so choosing it for one
/// chooses it for the other.
class WallControls : public QWidget
{
    Q_OBJECT

public:
    explicit WallControls(QWidget* parent = nullptr);

    Walls walls() const;
    /// Does not emit chosen().
    void setWalls(const Walls& walls);
    /// Whether there is a choice of Robin walls and of values: not where substances react.
    void setSimple(bool simple);

signals:
    void chosen(const escapade::Walls& walls);

private:
    struct Side
    {
        QComboBox* kind = nullptr;
        QDoubleSpinBox* value = nullptr;
        QDoubleSpinBox* exchange = nullptr;
    };

    Side makeSide(const QString& name, const QString& objectName, int row);
    static Wall wallOf(const Side& side);
    static void show(const Side& side, const Wall& wall);
    void takeKind(int changed);
    void enableFields();

    std::array<Side, 4> m_sides {}; // top, bottom, left, right
    bool m_simple = false;
};

} // namespace escapade
