#pragma once

#include <QObject>

class QAction;
class QMainWindow;
class QToolBar;

namespace escapade {

class ComputeChoice;
class PictureChoice;
class PictureControls;

/// The window's tool bars, in as many rows as they need.
class MainToolBars : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this.
    MainToolBars(QMainWindow& window, ComputeChoice& compute, PictureChoice& picture);

    /// Before the controls.
    void addActions(const QList<QAction*>& actions);
    PictureControls& pictureControls() const { return *m_pictureControls; }
    QList<QToolBar*> toolBars() const { return { m_threads, m_arithmetic, m_picture }; }
    /// To be called after each change of the window's width.
    void followWidth();

private:
    QMainWindow& m_window;
    QToolBar* m_threads;
    QToolBar* m_arithmetic;
    QToolBar* m_picture;
    QAction* m_firstControl;
    PictureControls* m_pictureControls;
};

} // namespace escapade
