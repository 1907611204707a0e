#pragma once

#include "core/workloads/PiPoints.h"
#include "ui/bridge/BackgroundWork.h"
#include "ui/bridge/GuiCalls.h"

#include <QImage>
#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;

namespace escapade {

/// The quarter circle and the points that were thrown at it, the first few thousand drawn.
class PiTarget : public QWidget
{
    Q_OBJECT

public:
    explicit PiTarget(QWidget* parent = nullptr);

    /// The points that can be drawn; the first `count` of them are.
    void setPoints(std::vector<PiPoint> points);
    void setShown(std::size_t count);
    std::size_t shown() const { return m_shown; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QRectF square() const;
    void drawNewPoints();

    std::vector<PiPoint> m_points;
    std::size_t m_shown = 0;
    QImage m_image; // the points that are drawn already
    std::size_t m_drawn = 0;
};

/// Monte-Carlo pi while it happens: points are thrown in growing numbers, in the background, and the picture,
/// the estimate and its standard error follow.
class PiPicture : public QWidget
{
    Q_OBJECT

public:
    /// How the points are counted; asked when a throw begins.
    using SettingsNow = std::function<PiSettings()>;

    static constexpr std::uint64_t usualMost = 1'000'000'000;

    /// The pool must outlive this.
    PiPicture(WorkerPool& pool, SettingsNow settings, QWidget* parent = nullptr);
    /// Stops and waits for the points that are being counted: some milliseconds.
    ~PiPicture() override;

    /// Throws up to so many points, an even number; each batch of them is a part of the same stream.
    void start(std::uint64_t most = usualMost);
    void stop();
    bool isRunning() const { return m_running; }
    /// What is shown.
    const PiEstimate& estimate() const { return m_estimate; }

protected:
    void hideEvent(QHideEvent* event) override;

private:
    void throwAll(std::uint64_t most, const PiSettings& settings);
    void showEstimate(const PiEstimate& estimate);
    void showRunning(bool running);

    WorkerPool& m_pool;
    const SettingsNow m_settings;
    bool m_running = false;
    CancelToken m_cancel;
    PiEstimate m_estimate;
    PiTarget* m_target;
    QLabel* m_figures;
    QPushButton* m_start;
    QPushButton* m_stop;
    GuiCalls m_calls;
    BackgroundWork m_work; // last: its thread uses the above
};

} // namespace escapade
