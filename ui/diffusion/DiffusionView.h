#pragma once

#include "ui/diffusion/DiffusionOverlay.h"

#include <QImage>
#include <QPointF>
#include <QWidget>

#include <memory>
#include <optional>

namespace escapade {

/// A diffusion field as a picture: index [i][j] with i downwards, as the seeds' plots have it, and a colour
/// bar beside it. Click and drag, or the arrow keys and Space, use the tool in hand; with Shift a click sets
/// a probe. Painting only copies the snapshot's colours.
class DiffusionView : public QWidget
{
    Q_OBJECT

public:
    explicit DiffusionView(QWidget* parent = nullptr);

    /// Shows another moment. Not null.
    void setSnapshot(std::shared_ptr<const DiffusionSnapshot> snapshot);

    void setTool(const DiffusionToolChoice& choice);
    const DiffusionToolChoice& tool() const { return m_tool; }

    /// Marks that belong to others.
    void setProbes(const std::vector<FieldPoint>& probes);
    void setSlice(const std::optional<FieldSpan>& slice);

    /// The cell under the pointer, or under the key cursor while that is in use: [i][j] with j in x and i in
    /// y.
    std::optional<QPoint> cursorCell() const;

    /// The rectangle that shows the field, in widget coordinates; empty before there is a snapshot.
    QRect fieldRect() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    /// A stroke is about to begin; stroked() follows once or more.
    void strokeBegun();
    void stroked(const escapade::BrushStroke& stroke);
    void probeWanted(const escapade::FieldPoint& place);
    void sliceDrawn(const escapade::FieldSpan& slice);
    /// Undo and redo while the picture has the focus.
    void undoWanted();
    void redoWanted();
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
    void moveKeyCursor(QPoint by);
    void useToolWithKeys(bool asProbe);
    void beginTool(const FieldPoint& place, bool asProbe);
    void moveTool(const FieldPoint& place);
    void endTool();
    void cancelTool();
    void stroke(const FieldPoint& from, const FieldPoint& to);
    int barWidth() const;
    FieldPoint fieldPointAt(QPointF position) const;
    std::optional<QPoint> cellAt(QPointF position) const;
    QPoint withinField(QPoint cell) const;
    FieldPoint keyPlace() const;

    std::shared_ptr<const DiffusionSnapshot> m_snapshot;
    QImage m_barColors;
    QImage m_differenceColors;
    DiffusionToolChoice m_tool;
    DiffusionMarks m_marks; // its keyCell while the keys are in use, its pending while a tool is
    std::optional<QPointF> m_pointer;
    bool m_dragging = false; // a button is down
};

} // namespace escapade
