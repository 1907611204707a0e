#pragma once

#include <QObject>

class QAction;
class QMenu;

namespace escapade {

class FractalCanvas;
class HistoryNavigator;
class PictureChoice;
class SceneControl;

/// Moves through the picture that was used last, and through the views of the Mandelbrot picture.
class NavigateActions : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this.
    NavigateActions(
        SceneControl& scene, HistoryNavigator& history, PictureChoice& choice, QObject* parent = nullptr);

    void fillMenu(QMenu& menu);
    QList<QAction*> toolBarActions() const { return { m_back, m_forward, m_home }; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QAction* addMove(const struct ActionText& text, void (NavigateActions::*move)());
    void makeHistoryActions();
    void makeMoveActions();
    void makeIterationActions();
    void home();
    void zoomIn();
    void zoomOut();
    void panLeft();
    void panRight();
    void panUp();
    void panDown();
    void scaleIterations(double factor);
    void showHistory();
    void showIterations();
    FractalCanvas& target() const { return *m_target; }

    SceneControl& m_scene;
    HistoryNavigator& m_history;
    PictureChoice& m_choice;
    FractalCanvas* m_target; // the fractal picture that had the focus last
    QAction* m_back = nullptr;
    QAction* m_forward = nullptr;
    QAction* m_home = nullptr;
    QAction* m_automatic = nullptr;
    QList<QAction*> m_moves;
    QList<QAction*> m_iterationSteps;
};

} // namespace escapade
