#pragma once

#include "ui/settings/Session.h"

#include <QMainWindow>

namespace escapade {

class ColorCycle;
class ComputeChoice;
class DiffusionActions;
class DiffusionLab;
class DiffusionPanel;
class DockArrangement;
class Presentation;
class HistoryNavigator;
class HistoryStrip;
class JuliaActions;
class JuliaPanel;
class LocationActions;
class MainToolBars;
class MessageBar;
class Minimap;
class OrbitActions;
class PaletteActions;
class PictureChoice;
class PlaceActions;
class PlacesModel;
class PlacesPanel;
class SceneControl;
class StatusLine;
class TimelineDialog;
class TimingsPanel;
class ViewSwap;

/// The window: the Mandelbrot view in the middle, Julia, diffusion and timings in docks around it. It only
/// puts the parts together; each of them does its own work.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// The pool and the theme must outlive the window.
    MainWindow(WorkerPool& pool, ThemeSwitch& theme, const Session& session, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// What is to survive a restart.
    Session session() const;

    /// Opens a location or a picture; problems are shown in the window.
    void openFile(const QString& path);

    /// Where the user's own places are kept, see PlaceActions.
    void setPlacesFolder(const QString& folder);

    /// Whether both fractal pictures are complete and no file is being read or written (for screenshots).
    bool isComplete() const;

    FractalCanvas& canvas() { return *m_canvas; }
    JuliaPanel& juliaPanel() { return *m_julia; }
    DiffusionPanel& diffusionPanel() { return *m_diffusion; }
    DiffusionLab& diffusionLab() { return *m_lab; }
    DiffusionActions& diffusionActions() { return *m_diffusionActions; }
    TimingsPanel& timingsPanel() { return *m_timings; }
    ComputeChoice& computeChoice() { return *m_compute; }
    PictureChoice& pictureChoice() { return *m_picture; }
    LocationActions& locationActions() { return *m_locationActions; }
    ColorCycle& colorCycle() { return *m_cycle; }
    PaletteActions& paletteActions() { return *m_paletteActions; }
    MessageBar& messageBar() { return *m_messages; }
    StatusLine& statusLine() { return *m_status; }
    OrbitActions& orbitActions() { return *m_orbits; }
    JuliaActions& juliaActions() { return *m_juliaActions; }
    PlacesModel& places() { return *m_places; }
    PlacesPanel& placesPanel() { return *m_placesPanel; }
    PlaceActions& placeActions() { return *m_placeActions; }
    HistoryNavigator& history() { return *m_history; }
    HistoryStrip& historyStrip() { return *m_strip; }
    Minimap& minimap(Formula formula) { return *(formula == Formula::Julia ? m_juliaMap : m_map); }
    ViewSwap& viewSwap() { return *m_swap; }

signals:
    /// The window is about to go; its session() is the last one.
    void closing();

protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QDockWidget* makeDock(QWidget* panel, const QString& title, const QString& objectName);
    void makeDocks();
    void makeSwap();
    void revealPicture(Formula formula);
    void makeMenus(WorkerPool& pool, ThemeSwitch& theme);
    QAction* makeSmoothingAction();
    QAction* makeMinimapAction();
    void connectTimings();
    void connectStatus();
    void restoreSession(const Session& session);
    void shareCache();
    void followSize();

    ThemeSwitch& m_theme;
    ComputeChoice* m_compute;
    PictureChoice* m_picture;
    QWidget* m_central;
    FractalCanvas* m_canvas;
    JuliaPanel* m_julia;
    DiffusionPanel* m_diffusion;
    DiffusionLab* m_lab;
    TimingsPanel* m_timings;
    TimelineDialog* m_timeline;
    MessageBar* m_messages;
    StatusLine* m_status;
    HistoryNavigator* m_history;
    SceneControl* m_scene;
    LocationActions* m_locationActions;
    DiffusionActions* m_diffusionActions;
    OrbitActions* m_orbits;
    JuliaActions* m_juliaActions;
    ColorCycle* m_cycle;
    MainToolBars* m_toolBars;
    PaletteActions* m_paletteActions = nullptr;
    QDockWidget* m_juliaDock = nullptr;
    QDockWidget* m_diffusionDock = nullptr;
    QDockWidget* m_labDock = nullptr;
    QDockWidget* m_timingsDock = nullptr;
    QDockWidget* m_placesDock = nullptr;
    QDockWidget* m_historyDock = nullptr;
    PlacesModel* m_places;
    PlacesPanel* m_placesPanel;
    PlaceActions* m_placeActions;
    HistoryStrip* m_strip;
    Minimap* m_map;
    Minimap* m_juliaMap;
    QAction* m_minimap = nullptr;
    DockArrangement* m_arrangement = nullptr;
    Presentation* m_presentation = nullptr;
    QAction* m_smoothEdges = nullptr;
    ViewSwap* m_swap = nullptr;
};

} // namespace escapade
