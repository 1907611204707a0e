#pragma once

#include "ui/scene/ParameterPath.h"

#include <QDialog>
#include <QVariantMap>

#include <vector>

class QComboBox;
class QDoubleSpinBox;
class QPushButton;

namespace escapade {

class ParameterMotion;
class PathTool;

/// How Julia's c is moved: along a circle or a drawn path, how fast; and play, pause and stop.
class MotionDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Way { CircleAboutC, CircleAboutOrigin, Drawn };

    /// Both must outlive the dialog.
    MotionDialog(ParameterMotion& motion, PathTool& tool, QWidget* parent = nullptr);

    /// The c that a circle is about, or goes through. To be called while nothing moves.
    void setParameter(Complex c);

    /// A drawn path is not kept.
    void keepIn(QVariantMap& state) const;
    void restoreFrom(const QVariantMap& state);

    /// Plays the chosen way from its start, or goes on after a pause, or pauses.
    void playOrPause();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void setUpLayout();
    void connectAll();
    void takeWay();
    void usePath();
    ParameterPath chosenPath() const;
    void showPath();
    void followDrawing(bool drawing);
    void takeDrawn(const std::vector<Complex>& corners);
    void showState();
    Way way() const;

    ParameterMotion& m_motion;
    PathTool& m_tool;
    Complex m_parameter;
    std::vector<Complex> m_drawn;
    QComboBox* m_way;
    QDoubleSpinBox* m_radius;
    QDoubleSpinBox* m_seconds;
    QPushButton* m_draw;
    QPushButton* m_play;
    QPushButton* m_stop;
};

} // namespace escapade
