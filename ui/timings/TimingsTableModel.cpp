#include "ui/timings/TimingsTableModel.h"

#include "ui/timings/TimingsText.h"

#include <QFont>
#include <QLocale>

#include <algorithm>

namespace escapade {
TimingsTableModel::TimingsTableModel(int logicalCores, QObject* parent)
    : QAbstractTableModel(parent)
    , m_logicalCores(logicalCores)
{ }

void TimingsTableModel::setRows(Workload workload, const std::vector<TimingRow>& rows, Scaling scaling)
{
    std::vector<Line> lines = linesOf(rows);
    const int before = rowCount();
    const int after = static_cast<int>(lines.size());
    m_workload = workload;
    m_scaling = scaling;
    if (after > before) {
        beginInsertRows({}, before, after - 1);
        m_lines = std::move(lines);
        endInsertRows();
    } else if (after < before) {
        beginRemoveRows({}, after, before - 1);
        m_lines = std::move(lines);
        endRemoveRows();
    } else {
        m_lines = std::move(lines);
    }
    if (const int kept = std::min(before, after); kept > 0)
        emit dataChanged(index(0, 0), index(kept - 1, ColumnCount - 1));
}

std::optional<TimingCell> TimingsTableModel::cellAt(int line) const
{
    if (line < 0 || line >= rowCount() || isHeading(line))
        return std::nullopt;
    return m_lines[static_cast<std::size_t>(line)].row.cell;
}

std::vector<TimingsTableModel::Line> TimingsTableModel::linesOf(const std::vector<TimingRow>& rows)
{
    std::vector<Line> lines;
    const bool severalKernels = std::any_of(rows.begin(), rows.end(),
        [&](const TimingRow& row) { return !haveSameKernel(row.cell, rows.front().cell); });
    for (const TimingRow& row : rows) {
        if (severalKernels && (lines.empty() || !haveSameKernel(lines.back().row.cell, row.cell)))
            lines.push_back({ true, row });
        lines.push_back({ false, row });
    }
    return lines;
}

QString TimingsTableModel::widestText(int column) const
{
    switch (column) {
    case Threads:
        return QStringLiteral("16 !");
    case Time:
        return timeSummaryText({ 3, 0.0888, 0.0888, 0.0888 });
    case CpuPerWall:
        return QStringLiteral("0.88");
    case Rate:
        return rateText(88.8e9);
    case SpeedUp:
        return speedUpText(18.88);
    case Efficiency:
        return efficiencyText(1.08);
    default:
        return {};
    }
}

int TimingsTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int TimingsTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TimingsTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const auto& [heading, row] = m_lines[static_cast<std::size_t>(index.row())];
    if (heading)
        return headingData(row, index.column(), role);
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::ToolTipRole:
        return rowTip(row);
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1: %2").arg(
            headerData(index.column(), Qt::Horizontal, Qt::AccessibleTextRole).toString(),
            text(row, index.column()));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    case Qt::FontRole: {
        QFont font;
        font.setItalic(isCrowded(row));
        return font;
    }
    default:
        return {};
    }
}

QVariant TimingsTableModel::headingData(const TimingRow& row, int column, int role) const
{
    if (column != 0)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return kernelText(row.cell);
    case Qt::ToolTipRole:
        return tr("Only frames of the same kernel are compared with each other");
    case Qt::FontRole: {
        QFont font;
        font.setBold(true);
        return font;
    }
    default:
        return {};
    }
}

QVariant TimingsTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::ToolTipRole || role == Qt::WhatsThisRole)
        return headerTip(section);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    const bool narrow
        = role == Qt::DisplayRole; // two lines, so that the columns are no wider than their numbers
    switch (section) {
    case Threads:
        return tr("Threads");
    case Time:
        return narrow ? tr("Time\nmedian [min, max]") : tr("Time: median, smallest, largest");
    case CpuPerWall:
        return narrow ? tr("CPU/\nwall") : tr("CPU time by wall time");
    case Rate:
        return tr("Rate");
    case SpeedUp:
        return narrow ? tr("Speed-\nup") : tr("Speed-up");
    case Efficiency:
        return narrow ? tr("Effi-\nciency") : tr("Efficiency");
    default:
        return {};
    }
}

QString TimingsTableModel::text(const TimingRow& row, int column) const
{
    switch (column) {
    case Threads:
        return isCrowded(row) ? tr("%1 !", "more threads than cores").arg(row.cell.threads)
                              : QString::number(row.cell.threads);
    case Time:
        return timeSummaryText(row.wallSeconds);
    case CpuPerWall:
        return QLocale().toString(row.cpuPerWall, 'f', 2);
    case Rate:
        return rateText(row.rate);
    case SpeedUp:
        return speedUpText(row.speedUp);
    case Efficiency:
        return efficiencyText(row.efficiency);
    default:
        return {};
    }
}

QString TimingsTableModel::headerTip(int column) const
{
    switch (column) {
    case Threads:
        return tr(
            "How many workers shared the tiles of a frame. \"!\" marks more threads than the %n logical "
            "core(s) of this machine: they take turns on a core.",
            nullptr, m_logicalCores);
    case Time:
        return tr(
            "Wall time of a frame, as a clock on the wall shows it: the middle one of the recent frames, the "
            "shortest and the longest. The median is not moved by a few frames that something else "
            "disturbed.");
    case CpuPerWall:
        return tr("Processor time of all workers divided by wall time: how many cores were busy on average. "
                  "Less than "
                  "the number of threads means that workers waited, for work or for a core.");
    case Rate:
        return tr(
            "%1s per second of wall time. Unlike the time of a frame it can be compared between pictures.")
            .arg(workText(m_workload));
    case SpeedUp:
        return tr("How many times the rate of one thread with the same kernel. With n threads n× would be "
                  "ideal; work "
                  "that cannot be shared and the sharing of memory and cores keep it below.");
    case Efficiency:
        return tr("Speed-up divided by the number of threads: how much of each thread's time helped.");
    default:
        return {};
    }
}

QString TimingsTableModel::rowTip(const TimingRow& row) const
{
    QString tip = tr("%1; frames measured: %2; processor time of a frame: %3")
                      .arg(kernelText(row.cell))
                      .arg(row.wallSeconds.count)
                      .arg(timeText(row.cpuSeconds));
    if (const auto uncertainty = relativeUncertainty(row.wallSeconds))
        tip += QLatin1Char('\n')
            + tr("The median is known to ±%1 % (95 % confidence)")
                  .arg(QLocale().toString(100 * *uncertainty, 'f', 1));
    if (row.speedUp && m_scaling == Scaling::Strong) {
        if (const auto serial = karpFlatt({ row.cell.threads, *row.speedUp }))
            tip += QLatin1Char('\n')
                + tr("Serial fraction by Karp and Flatt: %1 %")
                      .arg(QLocale().toString(100 * *serial, 'f', 1));
    }
    if (!row.speedUp)
        tip += QLatin1Char('\n') + tr("No frame with one thread yet to compare with");
    if (isCrowded(row))
        tip += QLatin1Char('\n') + tr("More threads than %1: they take turns").arg(coresText(m_logicalCores));
    return tip;
}

} // namespace escapade
