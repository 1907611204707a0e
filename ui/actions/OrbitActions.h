#pragma once

#include <QObject>

class QAction;
class QMenu;

namespace escapade {

class JuliaPanel;
class FractalCanvas;
class OrbitTool;

/// Orbits over both fractal pictures, by menu and keys too.
class OrbitActions : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this.
    OrbitActions(FractalCanvas& mandelbrot, JuliaPanel& julia, QObject* parent = nullptr);

    void fillMenu(QMenu& menu);
    OrbitTool& mandelbrotOrbit() const { return *m_mandelbrotOrbit; }
    OrbitTool& juliaOrbit() const { return *m_juliaOrbit; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showAtPointer();
    void remove();
    void followOrbits();

    OrbitTool* m_mandelbrotOrbit;
    OrbitTool* m_juliaOrbit;
    OrbitTool* m_target; // of the picture that had the focus last
    FractalCanvas& m_julia;
    QAction* m_atPointer;
    QAction* m_atCentre;
    QAction* m_remove;
};

} // namespace escapade
