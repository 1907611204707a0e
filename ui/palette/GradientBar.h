#pragma once

#include "core/color/Palette.h"

#include <QImage>
#include <QWidget>

#include <optional>

namespace escapade {

/// A palette as a bar with a handle below for each stop. Handles are dragged; a double click on the bar adds
/// a stop, on a handle asks for its colour. With the keyboard: left and right move the selected stop (with
/// Shift by a little), Page Up and Page Down select another one, Insert adds one after it, Delete removes
/// it, Enter asks for its colour. It only asks for changes; the owner makes them and shows the result.
class GradientBar : public QWidget
{
    Q_OBJECT

public:
    explicit GradientBar(QWidget* parent = nullptr);

    void showPalette(const Palette& palette, std::size_t selected);
    std::size_t selected() const { return m_selected; }

    /// Where a position of the palette is, and the other way round; in the widget's coordinates.
    double xOf(double position) const;
    double positionAt(double x) const;
    /// The middle of a stop's handle.
    QPointF handleCentre(std::size_t stop) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void stopSelected(std::size_t stop);
    void moveWanted(std::size_t stop, double position);
    /// The drag, or the run of keys, is over.
    void moveEnded();
    void addWanted(double position);
    void removeWanted(std::size_t stop);
    void colorWanted(std::size_t stop);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;

private:
    QRectF barRect() const;
    std::optional<std::size_t> stopAt(QPointF position) const;
    void paintHandle(QPainter& painter, std::size_t stop) const;
    void stepSelected(int by);
    bool handleKey(const QKeyEvent& event);

    Palette m_shown;
    QImage m_colors;
    std::size_t m_selected = 0;
    bool m_dragging = false;
    double m_grip = 0; // from the pointer to the handle's middle
};

} // namespace escapade
