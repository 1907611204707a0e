#pragma once

#include "core/render/FrameTimeline.h"

#include <QWidget>

#include <optional>

namespace escapade {

/// Draws who computed which tile when: a bar for each tile, a row for each worker, time to the right. What is
/// empty is time without work. The tile under the pointer, or chosen with the arrow keys, is marked.
class TimelineView : public QWidget
{
    Q_OBJECT

public:
    explicit TimelineView(QWidget* parent = nullptr);

    void setTimeline(std::optional<FrameTimeline> timeline);
    const std::optional<FrameTimeline>& timeline() const { return m_timeline; }

    /// The index of the tile that is marked; -1: none.
    int markedTile() const { return m_marked; }
    void markTile(int tile);

    /// Where a tile is drawn.
    QRectF barOf(int tile) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void tileMarked(int tile);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    QRectF plot() const;
    double xOf(std::chrono::nanoseconds time) const;
    int tileAt(QPointF position) const;
    void paintAxis(QPainter& painter) const;
    void paintWorkers(QPainter& painter) const;
    void paintTiles(QPainter& painter) const;

    std::optional<FrameTimeline> m_timeline;
    double m_longest = 1; // of the tiles' times, in seconds
    int m_marked = -1;
};

} // namespace escapade
