#pragma once

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>
#include <QWidget>

namespace escapade {

// What a hand does to a widget, as events: for tests and benchmarks.

/// eighths of a degree; a notch of a usual wheel has 120.
inline void sendWheel(QWidget& widget, QPointF position, int eighths)
{
    QWheelEvent event(position, widget.mapToGlobal(position), {}, { 0, eighths }, Qt::NoButton,
        Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&widget, &event);
}

/// The left button, or a move while it is held.
inline void sendMouse(QWidget& widget, QEvent::Type type, QPointF position)
{
    const Qt::MouseButton button = type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton;
    const Qt::MouseButtons held = type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton;
    QMouseEvent event(type, position, widget.mapToGlobal(position), button, held, Qt::NoModifier);
    QApplication::sendEvent(&widget, &event);
}

inline void sendKey(QWidget& widget, QEvent::Type type, int key, bool repeated = false,
    Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QKeyEvent event(type, key, modifiers, {}, repeated);
    QApplication::sendEvent(&widget, &event);
}

} // namespace escapade
