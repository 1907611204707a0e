#pragma once

#include "ui/canvas/FractalCanvas.h"

#include <QVariantMap>

class QAction;
class QMenu;

namespace escapade {

class InverseDialog;
class JuliaPanel;
class MotionDialog;
class ParameterMotion;
class PathTool;
class ViewSwap;

/// What more can be done with a Julia set: its c is moved along a path, and it is drawn by inverse iteration.
class JuliaActions : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this; window is the dialogs' parent.
    JuliaActions(FractalCanvas& mandelbrot, JuliaPanel& julia, QWidget& window);

    void fillMenu(QMenu& menu);
    /// A double click that swaps the views picks no c.
    void follow(ViewSwap& swap);
    QList<QAction*> panelActions() const { return { m_moveDialog, m_inverseDialog }; }
    ParameterMotion& motion() { return *m_motion; }
    /// The c that the user has chosen, wherever it has been moved from there.
    const PlanePoint& chosenParameter() const { return m_chosen; }

    /// What is chosen in the two dialogs.
    QVariantMap saveState() const;
    void restoreState(const QVariantMap& state);

private:
    void makeActions();
    void connectMotion();
    void followMotion();
    void followParameter(const PlanePoint& c);
    void moveTo(double re, double im);
    void drawNextWay();

    JuliaPanel& m_julia;
    ParameterMotion* m_motion;
    PathTool* m_path;
    MotionDialog* m_motionWindow;
    InverseDialog* m_inverseWindow;
    PlanePoint m_chosen; // c before it moved
    std::optional<PlanePoint> m_beforePress; // c when the small picture was pressed
    bool m_moving = false; // c is being set by the motion
    QAction* m_play = nullptr;
    QAction* m_stop = nullptr;
    QAction* m_moveDialog = nullptr;
    QAction* m_inverseDialog = nullptr;
    QAction* m_nextInverse = nullptr;
};

} // namespace escapade
