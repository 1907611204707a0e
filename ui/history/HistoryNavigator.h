#pragma once

#include "ui/history/ViewHistory.h"

#include <QObject>

namespace escapade {

class FractalCanvas;
class PictureChoice;

/// Keeps the history of the Mandelbrot view while it is moved, and walks through it.
class HistoryNavigator : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive this.
    HistoryNavigator(FractalCanvas& canvas, PictureChoice& choice, QObject* parent = nullptr);

    bool canGoBack() const { return m_history.canGoBack(); }
    bool canGoForward() const { return m_history.canGoForward(); }

    /// Shows a state as a step of its own.
    void jumpTo(const ViewState& state);
    /// Forgets all and starts from what is shown now.
    void restart();

    void back();
    void forward();

signals:
    void changed();

private:
    ViewState shown() const;
    void show(const ViewState& state);
    void recordStep();

    FractalCanvas& m_canvas;
    PictureChoice& m_choice;
    ViewHistory m_history;
    bool m_showing = false; // changes are ours, not the user's
};

} // namespace escapade
