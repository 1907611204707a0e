#pragma once

#include "core/timing/ScalingCurve.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace escapade {

/// The figures of one workload, a line for each number of threads, as text with units. Where frames were
/// computed by several kernels, the lines of each stand under a heading that names it.
class TimingsTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Threads, Time, CpuPerWall, Rate, SpeedUp, Efficiency, ColumnCount };

    /// Rows with more threads than logicalCores are marked.
    explicit TimingsTableModel(int logicalCores, QObject* parent = nullptr);

    /// Rows of the same kernel must stand together. The number of lines changes by insertion and removal at
    /// the end, so a selection stays where it is.
    void setRows(Workload workload, const std::vector<TimingRow>& rows, Scaling scaling = Scaling::Strong);

    /// What a line is about; empty for a heading and beyond the end.
    std::optional<TimingCell> cellAt(int line) const;

    /// Whether a line is the heading of a kernel, to be shown across all columns.
    bool isHeading(int line) const { return m_lines[static_cast<std::size_t>(line)].heading; }

    /// The longest text that a column usually holds, for its width.
    QString widestText(int column) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Line
    {
        bool heading = false; ///< of the row's kernel, which follows
        TimingRow row;
    };

    static std::vector<Line> linesOf(const std::vector<TimingRow>& rows);
    QVariant headingData(const TimingRow& row, int column, int role) const;
    QString text(const TimingRow& row, int column) const;
    QString headerTip(int column) const;
    QString rowTip(const TimingRow& row) const;
    bool isCrowded(const TimingRow& row) const { return row.cell.threads > m_logicalCores; }

    int m_logicalCores;
    Workload m_workload = Workload::Mandelbrot;
    Scaling m_scaling = Scaling::Strong;
    std::vector<Line> m_lines;
};

} // namespace escapade
