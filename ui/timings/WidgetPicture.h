#pragma once

#include <QByteArray>
#include <QString>

class QWidget;

namespace escapade {

/// A widget that need not be on the screen as a picture file, at its size: PNG with several pixels for a
/// point, SVG with lines and letters. GUI thread.
QByteArray pngOf(QWidget& widget);
QByteArray svgOf(QWidget& widget, const QString& title);

} // namespace escapade
