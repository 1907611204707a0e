#include "ui/window/DockArrangement.h"

#include <QDockWidget>
#include <QMainWindow>

#include <array>

namespace escapade {
namespace {

/// From this size on the three docks fit beside the Mandelbrot view without anything being cramped.
constexpr QSize sideBySideFrom(1150, 740);

constexpr double sideBySideShare = 0.44; // of the window's width
constexpr double tabsShare = 0.42;
constexpr int toolsHeight = 180; // below the tabs
constexpr double upperShare = 0.52; // of the docks' height, for Julia and diffusion

} // namespace

DockArrangement::DockArrangement(QMainWindow& window, const Docks& docks, QObject* parent)
    : QObject(parent)
    , m_window(window)
    , m_docks(docks)
{
    window.setDockNestingEnabled(true);
    // What lies below the picture takes nothing from what is beside it.
    window.setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    window.setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    window.addDockWidget(Qt::BottomDockWidgetArea, &docks.history);
    for (QDockWidget* dock : { &docks.julia, &docks.diffusion, &docks.timings, &docks.places, &docks.lab })
        window.addDockWidget(Qt::RightDockWidgetArea, dock);
    docks.places.hide();
    docks.lab.hide();
    docks.history.hide();
    for (QDockWidget* dock :
        { &docks.julia, &docks.diffusion, &docks.timings, &docks.places, &docks.lab, &docks.history }) {
        connect(dock, &QDockWidget::topLevelChanged, this, &DockArrangement::noteMove);
        connect(dock, &QDockWidget::dockLocationChanged, this, &DockArrangement::noteMove);
    }
}

void DockArrangement::reset()
{
    m_own = false;
    for (QDockWidget* dock : { &m_docks.julia, &m_docks.diffusion, &m_docks.timings }) {
        dock->setFloating(false);
        dock->show();
    }
    for (QDockWidget* dock : { &m_docks.places, &m_docks.lab, &m_docks.history }) {
        dock->setFloating(false);
        dock->hide();
    }
    arrange(fittingForm());
    m_arranging = true;
    m_window.addDockWidget(Qt::BottomDockWidgetArea, &m_docks.history);
    m_docks.history.hide();
    m_arranging = false;
}

void DockArrangement::restore(const QByteArray& state, bool own)
{
    m_arranging = true;
    const bool restored = !state.isEmpty() && m_window.restoreState(state);
    m_arranging = false;
    m_own = restored && own;
    m_form = Form::None;
    followSize();
}

void DockArrangement::followSize()
{
    const Form form = fittingForm();
    if (!m_own && form != m_form)
        arrange(form);
}

DockArrangement::Form DockArrangement::fittingForm() const
{
    const bool fits
        = m_window.width() >= sideBySideFrom.width() && m_window.height() >= sideBySideFrom.height();
    return fits ? Form::SideBySide : Form::Tabs;
}

void DockArrangement::arrange(Form form)
{
    m_arranging = true;
    m_form = form;
    auto& [julia, diffusion, timings, places, lab, history] = m_docks;
    const std::array docks { &julia, &diffusion, &timings, &places, &lab };
    std::array<bool, docks.size()> hidden {};
    for (std::size_t i = 0; i < docks.size(); ++i) {
        hidden.at(i) = docks.at(i)->isHidden();
        m_window.removeDockWidget(docks.at(i)); // out of tabs and splits; hides it
    }
    m_window.addDockWidget(Qt::RightDockWidgetArea, &julia);
    if (form == Form::SideBySide) {
        m_window.splitDockWidget(&julia, &timings, Qt::Vertical);
        m_window.splitDockWidget(&julia, &diffusion, Qt::Horizontal);
        m_window.tabifyDockWidget(&timings, &places);
        m_window.tabifyDockWidget(&places, &lab);
    } else {
        m_window.splitDockWidget(&julia, &lab, Qt::Vertical); // what the tools do must be seen
        m_window.tabifyDockWidget(&julia, &diffusion);
        m_window.tabifyDockWidget(&diffusion, &timings);
        m_window.tabifyDockWidget(&timings, &places);
    }
    for (std::size_t i = 0; i < docks.size(); ++i)
        docks.at(i)->setVisible(!hidden.at(i));
    if (form == Form::SideBySide) {
        const auto width = static_cast<int>(m_window.width() * sideBySideShare / 2);
        m_window.resizeDocks({ &julia, &diffusion }, { width, width }, Qt::Horizontal);
        const int height = m_window.height();
        const auto upper = static_cast<int>(height * upperShare);
        m_window.resizeDocks({ &julia, &timings }, { upper, height - upper }, Qt::Vertical);
    } else {
        m_window.resizeDocks({ &julia }, { static_cast<int>(m_window.width() * tabsShare) }, Qt::Horizontal);
        m_window.resizeDocks(
            { &julia, &lab }, { m_window.height() - toolsHeight, toolsHeight }, Qt::Vertical);
        julia.raise();
    }
    if (form == Form::SideBySide && !timings.isHidden())
        timings.raise();
    m_arranging = false;
}

void DockArrangement::noteMove()
{
    if (!m_arranging)
        m_own = true;
}

} // namespace escapade
