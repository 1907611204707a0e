#pragma once

#include "ui/history/ViewHistory.h"

#include <QObject>

#include <functional>

namespace escapade {

class ComputeChoice;
class FractalCanvas;
class JuliaPanel;
class PictureChoice;

/// Keeps the history of what the pictures show while it is changed, and walks through it.
class HistoryNavigator : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        FractalCanvas& canvas; ///< the Mandelbrot set
        JuliaPanel& julia;
        PictureChoice& picture;
        ComputeChoice& compute;
    };

    /// The parts must outlive this.
    explicit HistoryNavigator(const Parts& parts, QObject* parent = nullptr);

    const ViewHistory& history() const { return m_history; }
    bool canGoBack() const { return m_history.canGoBack(); }
    bool canGoForward() const { return m_history.canGoForward(); }

    /// All that change() changes becomes one entry of its own.
    void jump(const std::function<void()>& change);
    /// Forgets all and starts from what is shown now.
    void restart();

    void back();
    void forward();
    /// Shows the entry of this id, if the history still has it.
    void goTo(std::uint64_t id);

signals:
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    ViewState shown() const;
    void show(const ViewState& state);
    void recordStep();

    Parts m_parts;
    ViewHistory m_history;
    bool m_showing = false; // changes are ours, not the user's
    bool m_buttonDown = false;
    bool m_steppedWhileDown = false; // the history has a step of the press that lasts
};

/// What is changed, in the words of the menu: "palette". Empty for Nothing.
QString changeText(ChangeKind kind);

} // namespace escapade
