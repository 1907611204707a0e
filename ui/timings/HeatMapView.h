#pragma once

#include "ui/timings/HeatMapModel.h"

#include <QTableView>

namespace escapade {

/// The times of one picture by threads and instruction set as a shaded table. The arrow keys move, Enter and
/// a click choose a cell.
class HeatMapView : public QTableView
{
    Q_OBJECT

public:
    explicit HeatMapView(int logicalCores, QWidget* parent = nullptr);

    void setContent(const HeatMapContent& content);

signals:
    /// The user wants pictures to be computed in this way.
    void chosen(int threads, escapade::SimdLevel simd);
    /// The keyboard stands on another cell.
    void moved(const escapade::TimingCell& cell);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void choose(const QModelIndex& index);
    void fit();

    HeatMapModel* m_model;
};

} // namespace escapade
