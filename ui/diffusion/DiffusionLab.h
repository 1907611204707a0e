#pragma once

#include "core/diffusion/TimeSeries.h"
#include "ui/diffusion/DiffusionOverlay.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <string>
#include <vector>

class QTabWidget;
class QTimer;

namespace escapade {

class DiffusionBrushTab;
class DiffusionLookTab;
class DiffusionPanel;
class DiffusionPlot;
class DiffusionRunTab;

/// Beside the diffusion panel: its tools, its colours, runs that stop by themselves, and what is measured of
/// the field: probes, a slice, and mass, maximum and energy over time.
class DiffusionLab : public QWidget
{
    Q_OBJECT

public:
    /// The panel must outlive it.
    explicit DiffusionLab(DiffusionPanel& panel, QWidget* parent = nullptr);

    /// Chooses a tool, and shows where it is chosen.
    void setTool(DiffusionTool tool);
    /// The same for what it paints.
    void setTarget(BrushTarget target);
    /// Takes the stamp, with this picture; not null.
    void setStamp(std::shared_ptr<const Array2D<double>> stamp);
    void clearProbes();

    std::size_t probeCount() const { return m_probes.size(); }
    const TimeSeries& probe(std::size_t index) const { return m_probes.at(index).series; }
    const TimeSeries& mass() const { return m_mass; }

    /// All that was measured as comma separated values: series, x, y, time, value.
    std::string toCsv() const;

    QSize sizeHint() const override { return { 360, 180 }; }

signals:
    void exportWanted();
    void stampWanted();

private:
    /// A place in the box, so that it stays when the grid changes.
    struct Place
    {
        double x = 0;
        double y = 0;
    };
    struct Probe
    {
        Place place;
        TimeSeries series;
    };

    QWidget* makeProbesTab();
    QWidget* makeSliceTab();
    QWidget* makeTotalsTab();
    void connectPanel();
    void takeChoice(const DiffusionToolChoice& choice);
    Place placeOf(const FieldPoint& point) const;
    FieldPoint pointOf(const Place& place) const;
    void addProbe(const FieldPoint& point);
    void setSlice(const FieldSpan& span);
    void showMarks();
    void takeSnapshot();
    void refreshPlots();
    void refreshSlice();
    static QString placeText(const Place& place);

    DiffusionPanel& m_panel;
    QTabWidget* m_tabs;
    DiffusionBrushTab* m_brush;
    DiffusionLookTab* m_look;
    DiffusionRunTab* m_run;
    DiffusionPlot* m_probePlot = nullptr;
    DiffusionPlot* m_slicePlot = nullptr;
    DiffusionPlot* m_totalsPlot = nullptr;
    QTimer* m_refresh;
    std::vector<Probe> m_probes;
    std::optional<std::pair<Place, Place>> m_slice;
    TimeSeries m_mass;
    TimeSeries m_max;
    TimeSeries m_energy;
    DiffusionGrid m_grid; // that the marks were placed for
};

} // namespace escapade
