#pragma once

#include "ui/timings/TimingsTableModel.h"

#include <QTableView>

#include <vector>

namespace escapade {

/// The figures of one workload as a table whose columns fit: where there is no room, its letters get smaller.
class TimingsTable : public QTableView
{
    Q_OBJECT

public:
    explicit TimingsTable(int logicalCores, QWidget* parent = nullptr);

    void setRows(Workload workload, const std::vector<TimingRow>& rows, Scaling scaling);

    /// The width that all columns need in the panel's own font, with the scroll bar.
    int neededWidth() const;

signals:
    /// Another line is selected, not a heading.
    void selected(const escapade::TimingCell& cell);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    std::vector<int> columnWidths(const QFont& font) const;
    void fitColumns();
    QFont ownFont() const;

    TimingsTableModel* m_model;
};

} // namespace escapade
