#pragma once

#include "core/timing/ScalingCurve.h"
#include "core/timing/TimingTable.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace escapade {

/// What a heat map shows: one picture by threads (columns) and instruction sets (rows).
struct HeatMapContent
{
    std::vector<TimingRow> rows; ///< only those of `kernel`, whatever its threads and instruction set, count
    TimingCell kernel; ///< whose arithmetic, schedule and tiles are shown
    TimingMetric metric = TimingMetric::Time;
    bool sameWork = true; ///< times of frames compare; otherwise those of a unit of work are shown
    std::vector<int> threads; ///< of the columns
    int threadsInUse = 0;
    std::optional<SimdLevel> simdInUse;
    bool operator==(const HeatMapContent&) const = default;
};

/// The cells as text, with how good they are among all as a shade. Several things are said in words and
/// shape, too: the fastest cell is bold, the one in use has a frame.
class HeatMapModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role {
        ShadeRole = Qt::UserRole, ///< 0, slowest, to 1, fastest, as double; invalid for an empty cell
        InUseRole ///< whether pictures are computed in this way now
    };

    explicit HeatMapModel(int logicalCores, QObject* parent = nullptr);

    void setContent(const HeatMapContent& content);

    /// How a cell's picture is computed.
    TimingCell cellAt(const QModelIndex& index) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const TimingRow* rowAt(const QModelIndex& index) const;
    std::optional<double> valueOf(const TimingRow& row) const;
    std::optional<double> shadeOf(const TimingRow& row) const;
    bool isFastest(const TimingRow& row) const;
    bool isInUse(const QModelIndex& index) const;
    QString tip(const QModelIndex& index) const;
    QString accessibleText(const QModelIndex& index) const;

    int m_logicalCores;
    std::vector<SimdLevel> m_levels; // of the rows
    HeatMapContent m_content;
};

} // namespace escapade
