#pragma once

#include "ui/bridge/ThumbnailRenderer.h"
#include "ui/history/HistoryModel.h"

#include <QSet>
#include <QTimer>
#include <QWidget>

class QListView;

namespace escapade {

class FractalCanvas;

/// The history as a row of small pictures, the newest on the right, to jump to. The pictures are copies of
/// what is on the screen; only entries that were left before there was anything, or before the strip was
/// seen, are drawn in the background.
class HistoryStrip : public QWidget
{
    Q_OBJECT

public:
    struct Parts
    {
        HistoryNavigator& navigator;
        FractalCanvas& mandelbrot;
        FractalCanvas& julia;
    };

    /// All must outlive this.
    HistoryStrip(WorkerPool& pool, const Parts& parts, QWidget* parent = nullptr);

    HistoryModel& model() { return *m_model; }
    /// Whether small pictures are still to come.
    bool isBusy() const { return m_renderer.isBusy() || m_copyTimer.isActive(); }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void makeList();
    void followCurrent();
    void copyCurrent();
    void drawMissing();
    ThumbnailRequest requestFor(int row) const;
    Size pixelSize() const;
    void take(std::uint64_t id, QImage image);

    Parts m_parts;
    HistoryModel* m_model;
    QListView* m_list;
    QTimer m_copyTimer; // runs after a change, until what it brought is to be seen
    std::uint64_t m_toCopy = 0; // the entry for which it runs
    QSet<std::uint64_t> m_asked; // entries whose pictures are on their way
    ThumbnailRenderer m_renderer; // last: its results come to this object
};

} // namespace escapade
