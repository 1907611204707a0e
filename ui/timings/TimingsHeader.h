#pragma once

#include "core/timing/ScalingCurve.h"

#include <QWidget>

#include <optional>
#include <vector>

class QBoxLayout;
class QComboBox;
class QTabBar;

namespace escapade {

/// The choices at the head of the timings panel: whose frames, of the last sweep or live, which page, what is
/// drawn and of which kernel.
class TimingsHeader : public QWidget
{
    Q_OBJECT

public:
    enum Source { LiveFrames, LastSweep };
    enum Page { TablePage, ChartPage, HeatMapPage };

    explicit TimingsHeader(QWidget* parent = nullptr);

    Workload workload() const;
    void setWorkload(Workload workload);
    Source source() const;
    void setSource(Source source);
    Page page() const;
    /// Empty: run times as a histogram.
    std::optional<TimingMetric> metric() const;
    /// Empty: the kernel in use.
    std::optional<TimingCell> kernel() const { return m_chosenKernel; }

    /// Offers these kernels; nothing where there is only one.
    void setKernels(const std::vector<TimingCell>& kernels);
    /// Table and chart have room beside each other, and are one page.
    void setTogether(bool together);
    /// In one line, or in two.
    void setWide(bool wide);

signals:
    void changed();
    void cleared();

private:
    void setUpChoices();
    void setUpDisplay();
    void setUpLayout();
    void noteKernel(int index);
    void showChoices();

    QComboBox* m_workload;
    QComboBox* m_source;
    QTabBar* m_pages;
    QComboBox* m_metric;
    QComboBox* m_kernel;
    QBoxLayout* m_lines = nullptr;
    std::vector<TimingCell> m_kernels; // that are offered, after the one in use
    std::optional<TimingCell> m_chosenKernel;
};

} // namespace escapade
