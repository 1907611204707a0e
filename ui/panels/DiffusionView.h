#pragma once

#include "core/diffusion/LiveDiffusion.h"

#include <QImage>
#include <QPointF>
#include <QWidget>

#include <memory>
#include <optional>

namespace escapade {

/// A diffusion field as a picture: index [i][j] with i downwards, as the seeds' plots have it, and a colour
/// bar with fixed limits beside it. Click and drag, or the arrow keys and Space, paint. Painting only copies
/// the snapshot's colours.
class DiffusionView : public QWidget
{
    Q_OBJECT

public:
    explicit DiffusionView(QWidget* parent = nullptr);

    /// Shows another moment. Not null.
    void setSnapshot(std::shared_ptr<const DiffusionSnapshot> snapshot);

    /// The cell under the pointer, or under the key cursor while that is in use: [i][j] with j in x and i in
    /// y.
    std::optional<QPoint> cursorCell() const;

    /// The rectangle that shows the field, in widget coordinates; empty before there is a snapshot.
    QRect fieldRect() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void stroked(const escapade::BrushStroke& stroke);
    void cursorMoved();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void paintColorBar(QPainter& painter, const QRect& field) const;
    void paintKeyCursor(QPainter& painter, const QRect& field) const;
    void moveKeyCursor(QPoint by);
    void stroke(FieldPoint from, FieldPoint to);
    int barWidth() const;
    FieldPoint fieldPointAt(QPointF position) const;
    std::optional<QPoint> cellAt(QPointF position) const;
    QPoint withinField(QPoint cell) const;

    std::shared_ptr<const DiffusionSnapshot> m_snapshot;
    QImage m_barColors;
    QImage m_differenceColors;
    std::optional<QPointF> m_pointer;
    std::optional<QPoint> m_keyCell; // while the keys are in use
    std::optional<FieldPoint> m_strokeEnd; // while a button is down
};

} // namespace escapade
