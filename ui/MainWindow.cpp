#include "ui/MainWindow.h"

#include "core/document/OpenedLocation.h"
#include "ui/actions/ComputeActions.h"
#include "ui/actions/DiffusionActions.h"
#include "ui/actions/HelpActions.h"
#include "ui/actions/JuliaActions.h"
#include "ui/actions/LocationActions.h"
#include "ui/actions/MakeAction.h"
#include "ui/actions/NavigateActions.h"
#include "ui/actions/OrbitActions.h"
#include "ui/actions/PaletteActions.h"
#include "ui/actions/PlaceActions.h"
#include "ui/actions/TimingsActions.h"
#include "ui/actions/ViewActions.h"
#include "ui/canvas/InverseLayer.h"
#include "ui/canvas/Minimap.h"
#include "ui/diffusion/DiffusionLab.h"
#include "ui/diffusion/DiffusionPanel.h"
#include "ui/history/HistoryNavigator.h"
#include "ui/history/HistoryStrip.h"
#include "ui/julia/JuliaPanel.h"
#include "ui/palette/ColorCycle.h"
#include "ui/places/PlacesModel.h"
#include "ui/places/PlacesPanel.h"
#include "ui/scene/SceneControl.h"
#include "ui/settings/ComputeChoice.h"
#include "ui/settings/PictureChoice.h"
#include "ui/timings/TimelineDialog.h"
#include "ui/timings/TimingsPanel.h"
#include "ui/toolbar/MainToolBars.h"
#include "ui/toolbar/PictureControls.h"
#include "ui/window/DockArrangement.h"
#include "ui/window/MessageBar.h"
#include "ui/window/Presentation.h"
#include "ui/window/StatusLine.h"
#include "ui/window/ViewSwap.h"

#include <QAction>
#include <QBoxLayout>
#include <QCloseEvent>
#include <QDockWidget>
#include <QDropEvent>
#include <QMenuBar>
#include <QMimeData>
#include <QStatusBar>
#include <QTimer>

namespace escapade {
namespace {

constexpr QSize firstSize(1400, 900);
constexpr QSize smallestSize(640, 480);

/// The one local file that is dragged; empty where it is none or several.
QString draggedFile(const QMimeData& data)
{
    const QList<QUrl> urls = data.urls();
    return urls.size() == 1 && urls.front().isLocalFile() ? urls.front().toLocalFile() : QString();
}

} // namespace

MainWindow::MainWindow(WorkerPool& pool, ThemeSwitch& theme, const Session& session, QWidget* parent)
    : QMainWindow(parent)
    , m_theme(theme)
    , m_compute(new ComputeChoice(pool, this))
    , m_picture(new PictureChoice(this))
    , m_central(new QWidget(this))
    , m_canvas(new FractalCanvas(pool, Workload::Mandelbrot, m_central))
    , m_julia(new JuliaPanel(pool, this))
    , m_diffusion(new DiffusionPanel(pool, this))
    , m_lab(new DiffusionLab(*m_diffusion, this))
    , m_timings(new TimingsPanel(pool, this))
    , m_timeline(new TimelineDialog(
          pool, *m_canvas, [this] { return m_compute->simd(); }, this))
    , m_messages(new MessageBar(*m_central))
    , m_status(new StatusLine(this))
    , m_history(new HistoryNavigator({ *m_canvas, *m_julia, *m_picture, *m_compute }, this))
    , m_scene(new SceneControl({ *m_canvas, *m_julia, *m_compute, *m_picture, *m_history }, this))
    , m_locationActions(
          new LocationActions({ *this, *m_scene, *m_picture, *m_messages, m_julia->inverse() }, this))
    , m_diffusionActions(new DiffusionActions({ *this, *m_diffusion, *m_lab, *m_messages }, this))
    , m_orbits(new OrbitActions(*m_canvas, *m_julia, this))
    , m_juliaActions(new JuliaActions(*m_canvas, *m_julia, *this))
    , m_cycle(new ColorCycle(
          *m_picture,
          [this] {
              return m_canvas->isComplete() && (!m_julia->isVisible() || m_julia->canvas().isComplete());
          },
          this))
    , m_toolBars(new MainToolBars(*this, *m_compute, *m_picture))
    , m_places(new PlacesModel(this))
    , m_placesPanel(new PlacesPanel(pool, *m_places, *m_picture, this))
    , m_placeActions(
          new PlaceActions({ *this, *m_scene, *m_picture, *m_messages, *m_places, *m_placesPanel }, this))
    , m_strip(new HistoryStrip(pool, { *m_history, *m_canvas, m_julia->canvas() }, this))
    , m_map(new Minimap(pool, *m_canvas, *m_picture))
    , m_juliaMap(new Minimap(pool, m_julia->canvas(), *m_picture))
{
    setWindowTitle(tr("Escapade"));
    setMinimumSize(smallestSize);
    setAcceptDrops(true);
    m_canvas->setObjectName(QStringLiteral("mandelbrotCanvas"));
    m_canvas->setAccessibleName(tr("Mandelbrot set"));
    setCentralWidget(m_central);
    makeDocks();
    makeSwap();
    makeMenus(pool, theme);
    statusBar()->addWidget(m_status, 1);
    connectTimings();
    connectStatus();
    restoreSession(session);
    m_canvas->setFocus();
}

MainWindow::~MainWindow() = default;

Session MainWindow::session() const
{
    Session session;
    // What is as on a first start may be something else on another machine.
    if (m_compute->threads() != WorkerPool::logicalCores())
        session.threads = m_compute->threads();
    if (m_compute->simd() != bestSimdLevel())
        session.simd = m_compute->simd();
    session.cacheMebibytes = m_compute->cacheMebibytes();
    session.location = m_scene->location(Formula::Mandelbrot);
    session.openedPalette = paletteToCarry(m_picture->palette());
    session.favourites = m_picture->favourites();
    session.juliaParameter = m_juliaActions->chosenParameter();
    session.juliaView = m_julia->canvas().view();
    session.juliaFollowsPointer = m_julia->followsPointer();
    session.smoothEdges = m_smoothEdges->isChecked();
    session.minimap = m_minimap->isChecked();
    session.viewsSwapped = m_swap->isSwapped();
    session.theme = m_theme.theme();
    session.windowGeometry = m_presentation->windowGeometry();
    session.windowState = m_presentation->windowState();
    session.ownArrangement = m_presentation->isOwnArrangement();
    session.juliaTools = m_juliaActions->saveState();
    session.diffusion = m_diffusion->saveState();
    return session;
}

void MainWindow::openFile(const QString& path)
{
    m_locationActions->openFile(path);
}

void MainWindow::setPlacesFolder(const QString& folder)
{
    m_placeActions->setFolder(folder);
}

bool MainWindow::isComplete() const
{
    const bool drawsSmall
        = m_placesPanel->isBusy() || m_strip->isBusy() || m_map->isBusy() || m_juliaMap->isBusy();
    return !drawsSmall && !m_placeActions->isBusy() && !m_diffusionActions->isBusy()
        && !m_locationActions->isBusy() && !m_paletteActions->isBusy() && m_canvas->isComplete()
        && m_julia->canvas().isComplete() && m_julia->inverse().isComplete();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_presentation->setOn(false); // the session is to have the window as it was
    emit closing();
    event->accept();
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    // Not inside of the layout's own work.
    QTimer::singleShot(0, this, &MainWindow::followSize);
}

void MainWindow::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::BackButton)
        m_history->back();
    else if (event->button() == Qt::ForwardButton)
        m_history->forward();
    else
        QMainWindow::mousePressEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!draggedFile(*event->mimeData()).isEmpty() || event->mimeData()->hasText())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    const QString file = draggedFile(*event->mimeData());
    if (!file.isEmpty())
        m_locationActions->openFile(file);
    else
        m_locationActions->pasteText(event->mimeData()->text());
    event->acceptProposedAction();
}

QDockWidget* MainWindow::makeDock(QWidget* panel, const QString& title, const QString& objectName)
{
    auto* dock = new QDockWidget(title, this);
    dock->setObjectName(objectName);
    dock->setWidget(panel);
    return dock;
}

void MainWindow::makeDocks()
{
    m_juliaDock = makeDock(m_julia, tr("Julia"), QStringLiteral("juliaDock"));
    m_diffusionDock = makeDock(m_diffusion, tr("Diffusion"), QStringLiteral("diffusionDock"));
    m_labDock = makeDock(m_lab, tr("Diffusion tools"), QStringLiteral("diffusionLabDock"));
    m_timingsDock = makeDock(m_timings, tr("Timings"), QStringLiteral("timingsDock"));
    m_placesDock = makeDock(m_placesPanel, tr("Places"), QStringLiteral("placesDock"));
    m_historyDock = makeDock(m_strip, tr("History"), QStringLiteral("historyDock"));
    m_historyDock->setFeatures(m_historyDock->features() | QDockWidget::DockWidgetVerticalTitleBar);
    m_arrangement = new DockArrangement(*this,
        { *m_juliaDock, *m_diffusionDock, *m_timingsDock, *m_placesDock, *m_labDock, *m_historyDock }, this);
    // Tools are of use where one sees what they do.
    connect(m_labDock, &QDockWidget::visibilityChanged, m_diffusionDock, [this](bool visible) {
        if (visible && !m_labDock->isFloating() && isVisible()) {
            m_diffusionDock->show();
            m_diffusionDock->raise();
        }
    });
    m_presentation = new Presentation(*this, *m_arrangement, this);
    setTabPosition(Qt::RightDockWidgetArea, QTabWidget::North);
    setTabPosition(Qt::LeftDockWidgetArea, QTabWidget::North);
}

void MainWindow::makeSwap()
{
    auto* large = new QVBoxLayout(m_central);
    large->setContentsMargins(0, 0, 0, 0);
    large->addWidget(m_canvas);
    m_swap = new ViewSwap(
        { *m_canvas, m_julia->canvas(), *large, m_julia->pictureLayout(), *m_juliaDock }, this);
    connect(m_swap, &ViewSwap::swappedChanged, m_messages, &QWidget::raise);
    m_juliaActions->follow(*m_swap);
    m_placesPanel->addTool(*m_placeActions->keepAction());
    connect(m_placeActions, &PlaceActions::visited, this, &MainWindow::revealPicture);
    m_julia->addTools(QList { m_swap->action() } + m_juliaActions->panelActions());
}

void MainWindow::makeMenus(WorkerPool& pool, ThemeSwitch& theme)
{
    QMenu* file = menuBar()->addMenu(tr("&File"));
    m_locationActions->fillFileMenu(*file);
    file->addAction(m_placeActions->keepAction());
    file->addSeparator();
    QAction* quit = makeAction(this,
        { tr("&Quit"), tr("Close the window; what it shows comes back at the next start"),
            { QKeySequence(Qt::CTRL | Qt::Key_Q) } });
    connect(quit, &QAction::triggered, this, &QWidget::close);
    file->addAction(quit);

    auto* navigate = new NavigateActions(*m_scene, *m_history, *m_picture, this);
    navigate->fillMenu(*menuBar()->addMenu(tr("&Navigate")));
    const QList<QToolBar*> bars = m_toolBars->toolBars();
    auto* view = new ViewActions(
        { *this, *m_arrangement,
            { { m_juliaDock, tr("&Julia panel"), Qt::Key_F5 },
                { m_diffusionDock, tr("&Diffusion panel"), Qt::Key_F6 },
                { m_labDock, tr("Diffusion tool&s"), QKeySequence(Qt::SHIFT | Qt::Key_F6) },
                { m_timingsDock, tr("&Timings panel"), Qt::Key_F7 },
                { m_placesDock, tr("P&laces panel"), Qt::Key_F9 },
                { m_historyDock, tr("Histor&y strip"), QKeySequence(Qt::SHIFT | Qt::Key_F9) } },
            { { bars[0], Qt::Key_F8 }, { bars[1], QKeySequence(Qt::SHIFT | Qt::Key_F8) },
                { bars[2], QKeySequence(Qt::CTRL | Qt::Key_F8) } },
            theme, *m_presentation },
        this);
    QMenu* viewMenu = menuBar()->addMenu(tr("&View"));
    view->fillMenu(*viewMenu);
    m_smoothEdges = makeSmoothingAction();
    m_minimap = makeMinimapAction();
    viewMenu->addActions({ m_smoothEdges, m_minimap });
    viewMenu->addSeparator();
    m_orbits->fillMenu(*viewMenu);
    m_paletteActions = new PaletteActions(
        { *this, *m_picture, *m_cycle, *m_messages }, *menuBar()->addMenu(tr("Co&lours")), this);
    auto* compute = new ComputeActions(*m_compute, this);
    compute->fillMenu(*menuBar()->addMenu(tr("&Compute")));

    QMenu* julia = menuBar()->addMenu(tr("&Julia"));
    julia->addActions(
        { m_julia->followAction(), m_julia->editParameterAction(), m_julia->homeAction(), m_swap->action() });
    julia->addSeparator();
    m_juliaActions->fillMenu(*julia);
    julia->addSeparator();
    m_locationActions->fillJuliaMenu(*julia);
    julia->addAction(m_placeActions->keepJuliaAction());

    m_diffusionActions->fillMenu(*menuBar()->addMenu(tr("&Diffusion")), [this] {
        m_labDock->show();
        m_labDock->raise();
    });

    auto* timings = new TimingsActions(
        { *this, *m_timings, *m_timeline, *m_messages, pool, [this] { return m_compute->simd(); } }, this);
    timings->fillMenu(*menuBar()->addMenu(tr("&Timings")));
    connect(timings, &TimingsActions::measurementBegan, m_diffusion, &DiffusionPanel::beginMeasurement);
    connect(timings, &TimingsActions::measurementEnded, m_diffusion, &DiffusionPanel::endMeasurement);

    auto* help = new HelpActions(*this, *menuBar(), this);
    help->fillMenu(*menuBar()->addMenu(tr("&Help")));
    m_toolBars->addActions(m_locationActions->toolBarActions() + navigate->toolBarActions());
}

QAction* MainWindow::makeSmoothingAction()
{
    QAction* smooth = makeAction(this,
        { tr("Smooth &edges"),
            tr("Sample pixels at edges several times when the picture is complete; counts and labels stay"),
            { QKeySequence(Qt::CTRL | Qt::Key_E) } });
    smooth->setCheckable(true);
    connect(smooth, &QAction::toggled, this, [this](bool on) {
        m_canvas->setSmoothing(on);
        m_julia->canvas().setSmoothing(on);
        m_status->showSmoothing(0);
    });
    return smooth;
}

QAction* MainWindow::makeMinimapAction()
{
    QAction* minimap = makeAction(this,
        { tr("Mini&map"), tr("Show in a corner of the large picture where in its set it lies"),
            { QKeySequence(Qt::CTRL | Qt::Key_F9) } });
    minimap->setCheckable(true);
    connect(minimap, &QAction::toggled, m_map, &Minimap::setOn);
    connect(minimap, &QAction::toggled, m_juliaMap, &Minimap::setOn);
    connect(m_julia, &JuliaPanel::shownParameterChanged, m_juliaMap, &Minimap::refresh);
    return minimap;
}

/// A place in the picture that is hidden would seem to do nothing.
void MainWindow::revealPicture(Formula formula)
{
    const bool isLarge = (formula == Formula::Julia) == m_swap->isSwapped();
    if (isLarge)
        return;
    m_juliaDock->show();
    m_juliaDock->raise();
}

void MainWindow::connectTimings()
{
    connect(m_canvas, &FractalCanvas::frameTimed, m_timings, &TimingsPanel::addSample);
    connect(&m_julia->canvas(), &FractalCanvas::frameTimed, m_timings, &TimingsPanel::addSample);
    connect(m_diffusion, &DiffusionPanel::frameTimed, m_timings, &TimingsPanel::addSample);
    connect(m_compute, &ComputeChoice::simdChanged, m_diffusion, &DiffusionPanel::setSimd);
    connect(m_compute, &ComputeChoice::cacheChanged, this, &MainWindow::shareCache);
    m_timings->setMeasuredPicture(
        [this](Workload workload) {
            return (workload == Workload::Julia ? m_julia->canvas() : *m_canvas).currentRequest();
        },
        [this] { return m_compute->simd(); });
    connect(m_timings, &TimingsPanel::settingChosen, m_compute, [this](int threads, SimdLevel simd) {
        m_compute->setSimd(simd);
        m_compute->setThreads(threads);
    });
    connect(m_timings, &TimingsPanel::sweepBegan, m_diffusion, &DiffusionPanel::beginMeasurement);
    connect(m_timings, &TimingsPanel::sweepEnded, m_diffusion, &DiffusionPanel::endMeasurement);
    connect(m_compute, &ComputeChoice::threadsChanged, m_timings, &TimingsPanel::noteSetting);
    connect(m_compute, &ComputeChoice::simdChanged, m_timings, &TimingsPanel::noteSetting);
    connect(m_swap, &ViewSwap::swappedChanged, m_timings,
        [this](bool swapped) { m_timings->chooseFractal(swapped ? Workload::Julia : Workload::Mandelbrot); });
    connect(m_canvas, &FractalCanvas::viewChanged, m_timings,
        [this] { m_timings->forgetPicture(Workload::Mandelbrot); });
    connect(&m_julia->canvas(), &FractalCanvas::viewChanged, m_timings,
        [this] { m_timings->forgetPicture(Workload::Julia); });
}

void MainWindow::connectStatus()
{
    for (FractalCanvas* canvas : { m_canvas, &m_julia->canvas() }) {
        connect(canvas, &FractalCanvas::hovered, m_status, &StatusLine::showHover);
        connect(canvas, &FractalCanvas::hoverEnded, m_status, &StatusLine::clearHover);
    }
    const auto showView = [this] {
        m_status->showMagnification(magnification(m_canvas->view(), m_canvas->homeView()));
        m_toolBars->pictureControls().showMaxIterations(m_canvas->maxIterations());
        m_status->showIterations({ m_canvas->maxIterations(), m_canvas->fixedMaxIterations().has_value(),
            m_canvas->automaticLimit() });
    };
    connect(m_canvas, &FractalCanvas::viewChanged, this, showView);
    connect(m_canvas, &FractalCanvas::viewChanged, m_status, [this] { m_status->showSmoothing(0); });
    connect(m_canvas, &FractalCanvas::smoothed, m_status, &StatusLine::showSmoothing);
    connect(m_canvas, &FractalCanvas::iterationsChanged, this, showView);
    connect(m_canvas, &FractalCanvas::completed, this,
        [this] { m_status->showFrameTime(m_canvas->frameTime()); });
    showView();
}

void MainWindow::restoreSession(const Session& session)
{
    if (session.threads > 0)
        m_compute->setThreads(session.threads);
    if (session.simd)
        m_compute->setSimd(*session.simd);
    m_compute->setCacheMebibytes(session.cacheMebibytes);
    shareCache();
    m_diffusion->setSimd(m_compute->simd());
    if (!m_scene->show({ session.location, session.openedPalette }))
        m_canvas->setView(m_canvas->homeView());
    if (session.favourites)
        m_picture->setFavourites(*session.favourites);
    m_julia->setParameter(session.juliaParameter);
    m_julia->canvas().setView(session.juliaView);
    m_history->restart();
    m_julia->setFollowsPointer(session.juliaFollowsPointer);
    m_smoothEdges->setChecked(session.smoothEdges);
    m_minimap->setChecked(session.minimap);
    m_swap->setSwapped(session.viewsSwapped);
    m_juliaActions->restoreState(session.juliaTools);
    m_diffusion->restoreState(session.diffusion);
    if (!restoreGeometry(session.windowGeometry))
        resize(firstSize);
    m_arrangement->restore(session.windowState, session.ownArrangement);
}

/// The Mandelbrot view gets most of the memory: its pictures are larger, and it is where the ways are long.
void MainWindow::shareCache()
{
    const std::size_t quarter = (static_cast<std::size_t>(m_compute->cacheMebibytes()) << 20U) / 4;
    m_canvas->setCacheBytes(3 * quarter);
    m_julia->canvas().setCacheBytes(quarter);
}

void MainWindow::followSize()
{
    m_toolBars->followWidth();
    m_arrangement->followSize();
}

} // namespace escapade
