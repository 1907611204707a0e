#pragma once

#include <QObject>

class QAction;
class QBoxLayout;
class QDockWidget;
class QWidget;

namespace escapade {

class FractalCanvas;

/// Which of the two fractal pictures is the large one. A double click on the small one swaps them.
class ViewSwap : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        FractalCanvas& mandelbrot;
        FractalCanvas& julia;
        QBoxLayout& large; ///< holds the Mandelbrot picture and nothing else
        QBoxLayout& small; ///< holds the Julia picture and nothing else
        QDockWidget& smallDock; ///< bears the name of the small picture
    };

    /// The parts must outlive this.
    explicit ViewSwap(const Parts& parts, QObject* parent = nullptr);

    bool isSwapped() const { return m_swapped; }
    void setSwapped(bool swapped);

    QAction* action() const { return m_action; }

signals:
    /// The small picture is pressed; perhaps the first press of a double click.
    void pressed();
    /// It was: what came of that press is not what the user wants.
    void doubleClicked();
    void swappedChanged(bool swapped);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    FractalCanvas& smallCanvas() const { return m_swapped ? m_parts.mandelbrot : m_parts.julia; }
    void nameDock();

    Parts m_parts;
    QAction* m_action;
    bool m_swapped = false;
};

} // namespace escapade
