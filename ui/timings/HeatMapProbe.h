#pragma once

#include "core/timing/TimingTable.h"
#include "ui/bridge/SweepRun.h"

#include <QTimer>

#include <functional>
#include <map>
#include <optional>
#include <utility>

namespace escapade {

/// Collects the times of one picture by threads and instruction set while the user plays with both: those of
/// live frames, and, because a picture that stays is not computed again when a setting changes, short
/// measurements of its own behind everything else.
class HeatMapProbe : public QObject
{
    Q_OBJECT

public:
    /// The pool must outlive this.
    explicit HeatMapProbe(WorkerPool& pool, QObject* parent = nullptr);

    /// The frames of the picture that is shown; those of another one were forgotten.
    const TimingTable& table() const { return m_table; }

    /// A frame of another picture, which has more or less work, begins a new table for its workload.
    void add(const FrameSample& sample);
    void clear() { m_table.clear(); }
    void forget(Workload workload);

    /// What to measure soon, unless it was; nothing: no longer.
    void want(std::optional<SweepSetting> setting, std::function<RenderRequest()> request);

signals:
    void changed();

private:
    void measure();

    TimingTable m_table;
    std::map<std::pair<Workload, Arithmetic>, double> m_work; // of the picture in the table
    std::optional<SweepSetting> m_wanted;
    std::function<RenderRequest()> m_request;
    QTimer m_patience; // settings are changed in quick steps
    WorkerPool& m_pool;
    SweepRun m_run;
};

} // namespace escapade
