#include "ui/timings/WidgetPicture.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QSvgGenerator>
#include <QWidget>

namespace escapade {
namespace {

constexpr int pixelsByPoint = 2;
constexpr int dotsByInch = 96; // so that a pixel here is one to a browser

/// Layouts of what was never shown are still to be made.
void prepare(QWidget& widget)
{
    widget.setAttribute(Qt::WA_DontShowOnScreen);
    widget.show();
    widget.grab();
}

} // namespace

QByteArray pngOf(QWidget& widget)
{
    prepare(widget);
    QImage image(widget.size() * pixelsByPoint, QImage::Format_RGB32);
    image.setDevicePixelRatio(pixelsByPoint);
    image.fill(widget.palette().color(QPalette::Base));
    widget.render(&image);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    image.save(&buffer, "PNG");
    return bytes;
}

QByteArray svgOf(QWidget& widget, const QString& title)
{
    prepare(widget);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(dotsByInch);
    generator.setSize(widget.size());
    generator.setViewBox(widget.rect());
    generator.setTitle(title);
    QPainter painter(&generator);
    widget.render(&painter);
    painter.end();
    return bytes;
}

} // namespace escapade
