#include "ui/timings/HeatMapModel.h"

#include "ui/text/Wording.h"
#include "ui/timings/TimingsText.h"

#include <QFont>

#include <algorithm>
#include <cmath>

namespace escapade {

HeatMapModel::HeatMapModel(int logicalCores, QObject* parent)
    : QAbstractTableModel(parent)
    , m_logicalCores(logicalCores)
{
    std::ranges::copy_if(allSimdLevels, std::back_inserter(m_levels), isAvailable);
}

void HeatMapModel::setContent(const HeatMapContent& content)
{
    // A reset would take the place of the keyboard away.
    if (content.threads == m_content.threads) {
        m_content = content;
        if (columnCount() > 0)
            emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_content = content;
    endResetModel();
}

TimingCell HeatMapModel::cellAt(const QModelIndex& index) const
{
    TimingCell cell = m_content.kernel;
    cell.simd = m_levels.at(static_cast<std::size_t>(index.row()));
    cell.threads = m_content.threads.at(static_cast<std::size_t>(index.column()));
    return cell;
}

int HeatMapModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_levels.size());
}

int HeatMapModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_content.threads.size());
}

QVariant HeatMapModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const TimingRow* const row = rowAt(index);
    switch (role) {
    case Qt::DisplayRole: {
        const std::optional<double> value = row != nullptr ? valueOf(*row) : std::nullopt;
        return value ? metricValueText(m_content.metric, *value) : tr("–");
    }
    case Qt::TextAlignmentRole:
        return QVariant::fromValue<Qt::Alignment>(Qt::AlignCenter);
    case Qt::FontRole: {
        QFont font;
        font.setBold(row != nullptr && isFastest(*row));
        return font;
    }
    case Qt::ToolTipRole:
        return tip(index);
    case Qt::AccessibleTextRole:
        return accessibleText(index);
    case ShadeRole: {
        const std::optional<double> shade = row != nullptr ? shadeOf(*row) : std::nullopt;
        return shade ? QVariant(*shade) : QVariant();
    }
    case InUseRole:
        return isInUse(index);
    default:
        return {};
    }
}

QVariant HeatMapModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical) {
        const SimdLevel level = m_levels.at(static_cast<std::size_t>(section));
        if (role == Qt::DisplayRole)
            return simdShortText(level);
        return role == Qt::ToolTipRole ? QVariant(simdText(level)) : QVariant();
    }
    const int threads = m_content.threads.at(static_cast<std::size_t>(section));
    const bool crowded = threads > m_logicalCores;
    if (role == Qt::DisplayRole)
        return crowded ? tr("%1 !", "more threads than cores").arg(threads) : QString::number(threads);
    if (role == Qt::ToolTipRole)
        return crowded ? tr("%1 threads take turns on %2").arg(threads).arg(coresText(m_logicalCores))
                       : tr("Threads: %1").arg(threads);
    return {};
}

const TimingRow* HeatMapModel::rowAt(const QModelIndex& index) const
{
    const auto found = std::ranges::find(m_content.rows, cellAt(index), &TimingRow::cell);
    return found == m_content.rows.end() ? nullptr : &*found;
}

std::optional<double> HeatMapModel::valueOf(const TimingRow& row) const
{
    switch (m_content.metric) {
    case TimingMetric::Time:
        return (m_content.sameWork ? row.wallSeconds : row.secondsPerWork).median;
    case TimingMetric::Rate:
        return row.rate;
    case TimingMetric::SpeedUp:
        return row.speedUp;
    case TimingMetric::Efficiency:
        return row.efficiency;
    }
    return std::nullopt;
}

/// By rate for times too, on a logarithmic scale: from a plain loop to the widest vectors on all cores it is
/// more than a factor of ten.
std::optional<double> HeatMapModel::shadeOf(const TimingRow& row) const
{
    const auto goodness = [this](const TimingRow& one) {
        return m_content.metric == TimingMetric::Time ? std::optional(one.rate) : valueOf(one);
    };
    const std::optional<double> mine = goodness(row);
    if (!mine || !(*mine > 0))
        return std::nullopt;
    double least = *mine;
    double most = *mine;
    for (const TimingRow& other : m_content.rows) {
        TimingCell kernel = other.cell;
        kernel.simd = m_content.kernel.simd;
        if (const auto value = goodness(other);
            value && *value > 0 && haveSameKernel(kernel, m_content.kernel)) {
            least = std::min(least, *value);
            most = std::max(most, *value);
        }
    }
    return most > least ? std::log(*mine / least) / std::log(most / least) : 1;
}

bool HeatMapModel::isFastest(const TimingRow& row) const
{
    return m_content.rows.size() > 1 && shadeOf(row).value_or(0) >= 1;
}

bool HeatMapModel::isInUse(const QModelIndex& index) const
{
    const TimingCell cell = cellAt(index);
    return cell.threads == m_content.threadsInUse && cell.simd == m_content.simdInUse;
}

QString HeatMapModel::tip(const QModelIndex& index) const
{
    const TimingCell cell = cellAt(index);
    QString text = (cell.threads == 1 ? tr("1 thread, %2") : tr("%1 threads, %2").arg(cell.threads))
                       .arg(kernelText(cell));
    const TimingRow* const row = rowAt(index);
    if (!supports(cell.simd, cell.arithmetic)) {
        return text + QLatin1Char('\n') + arithmeticUnavailableReason(cell.simd, cell.arithmetic);
    }
    if (row == nullptr) {
        text += QLatin1Char('\n') + tr("Not measured yet for this picture");
    } else {
        text += QLatin1Char('\n')
            + tr("%1; %2; frames: %3")
                  .arg(timeSummaryText(row->wallSeconds), rateText(row->rate))
                  .arg(row->wallSeconds.count);
        if (row->speedUp)
            text += QLatin1Char('\n')
                + tr("%1 of one thread with this instruction set, efficiency %2")
                      .arg(speedUpText(row->speedUp), efficiencyText(row->efficiency));
        TimingCell plain = cell;
        plain.simd = SimdLevel::Scalar;
        plain.threads = 1;
        const auto base = std::ranges::find(m_content.rows, plain, &TimingRow::cell);
        if (base != m_content.rows.end() && plain != cell)
            text += QLatin1Char('\n')
                + tr("%1 of one thread with %2")
                      .arg(speedUpText(row->rate / base->rate), simdShortText(SimdLevel::Scalar));
    }
    if (cell.threads > m_logicalCores)
        text
            += QLatin1Char('\n') + tr("More threads than %1: they take turns").arg(coresText(m_logicalCores));
    return text + QLatin1Char('\n')
        + (isInUse(index) ? tr("In use now") : tr("A click or Enter computes in this way from now on"));
}

QString HeatMapModel::accessibleText(const QModelIndex& index) const
{
    QString text = tr("%1, threads: %2, %3: %4")
                       .arg(simdShortText(cellAt(index).simd))
                       .arg(cellAt(index).threads)
                       .arg(metricText(m_content.metric), data(index, Qt::DisplayRole).toString());
    if (const TimingRow* const row = rowAt(index); row != nullptr && isFastest(*row))
        text += tr(", the best");
    if (isInUse(index))
        text += tr(", in use");
    return text;
}

} // namespace escapade
