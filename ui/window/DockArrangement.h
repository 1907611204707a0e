#pragma once

#include <QObject>

class QDockWidget;
class QMainWindow;

namespace escapade {

/// Where the docks are: all of them side by side where the window is large enough, as tabs where it is not.
/// It follows the window's size until the user moves a dock. Places and the diffusion's tools come as
/// tabs of the timings (the tools below the tabs, where the window is small), the history below the large
/// picture; all three are hidden at first.
class DockArrangement : public QObject
{
    Q_OBJECT

public:
    struct Docks
    {
        QDockWidget& julia;
        QDockWidget& diffusion;
        QDockWidget& timings;
        QDockWidget& places;
        QDockWidget& lab;
        QDockWidget& history;
    };

    /// All must outlive this.
    DockArrangement(QMainWindow& window, const Docks& docks, QObject* parent = nullptr);

    /// Whether the user has moved docks; then they stay where they are.
    bool isOwn() const { return m_own; }

    /// Shows all docks again, arranged for the window's size.
    void reset();
    /// Puts back what QMainWindow::saveState() gave; own says whether it is to stay.
    void restore(const QByteArray& state, bool own);
    /// To be called after each change of the window's size.
    void followSize();

private:
    enum class Form { None, Tabs, SideBySide };

    Form fittingForm() const;
    void arrange(Form form);
    void noteMove();

    QMainWindow& m_window;
    Docks m_docks;
    Form m_form = Form::None;
    bool m_own = false;
    bool m_arranging = false;
};

} // namespace escapade
