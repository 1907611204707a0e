#pragma once

#include "core/parallel/WorkerPool.h"
#include "ui/timings/HeatMapView.h"
#include "ui/timings/SweepControls.h"
#include "ui/timings/TimingsPanel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QTabBar>
#include <QTableView>

#include <memory>

namespace escapade {

/// A panel on the screen and its parts.
struct ShownTimingsPanel
{
    WorkerPool pool { 4 };
    std::unique_ptr<TimingsPanel> panel = std::make_unique<TimingsPanel>(pool);
    QTableView* table = panel->findChild<QTableView*>(QStringLiteral("timingsTable"));
    QLabel* empty = panel->findChild<QLabel*>(QStringLiteral("timingsEmpty"));
    QLabel* hint = panel->findChild<QLabel*>(QStringLiteral("timingsHint"));
    QComboBox* workload = panel->findChild<QComboBox*>(QStringLiteral("timingsWorkload"));
    QComboBox* source = panel->findChild<QComboBox*>(QStringLiteral("timingsSource"));
    QTabBar* pages = panel->findChild<QTabBar*>(QStringLiteral("timingsPages"));
    QComboBox* metric = panel->findChild<QComboBox*>(QStringLiteral("timingsMetric"));
    QComboBox* kernel = panel->findChild<QComboBox*>(QStringLiteral("timingsKernel"));
    HeatMapView* heatMap = panel->findChild<HeatMapView*>();
    QPushButton* start = panel->findChild<QPushButton*>(QStringLiteral("sweepStart"));
    QPushButton* cancel = panel->findChild<QPushButton*>(QStringLiteral("sweepCancel"));
    SweepControls* controls = panel->findChild<SweepControls*>();

    explicit ShownTimingsPanel(QSize size = { 616, 390 })
    {
        panel->resize(size);
        panel->show();
        panel->activateWindow();
    }

    QString cell(int row, int column) const { return table->model()->index(row, column).data().toString(); }
    int rows() const { return table->model()->rowCount(); }

    void offerView(Size size, std::int32_t maxIterations, Shortcuts shortcuts = {}) const
    {
        RenderRequest request;
        request.viewport = Viewport::fit(mandelbrotHome(), size);
        request.maxIterations = maxIterations;
        request.shortcuts = shortcuts;
        panel->setMeasuredPicture(
            [request](Workload wanted) {
                RenderRequest mine = request;
                mine.formula = wanted == Workload::Julia ? Formula::Julia : Formula::Mandelbrot;
                return mine;
            },
            [] { return bestSimdLevel(); });
    }

    /// Times are measured so often.
    void setRepeats(int repeats) const
    {
        panel->findChild<QSpinBox*>(QStringLiteral("sweepRepeats"))->setValue(repeats);
    }

    void tick(const char* box) const { panel->findChild<QCheckBox*>(QLatin1String(box))->setChecked(true); }

    void showPage(int page) const { pages->setCurrentIndex(page); }

    QString tip(int row) const { return table->model()->index(row, 0).data(Qt::ToolTipRole).toString(); }
};

} // namespace escapade
