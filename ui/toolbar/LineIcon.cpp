#include "ui/toolbar/LineIcon.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>
#include <QPixmap>

namespace escapade {
namespace {

QPainterPath polyline(std::initializer_list<QPointF> points)
{
    QPainterPath path(*points.begin());
    for (const QPointF& point : points)
        path.lineTo(point);
    return path;
}

QPainterPath sheet(const QRectF& rect)
{
    QPainterPath path;
    path.addRoundedRect(rect, 1, 1);
    return path;
}

/// The outline in a square of 16 by 16.
QPainterPath outlineOf(IconShape shape)
{
    QPainterPath path;
    switch (shape) {
    case IconShape::Back:
        path.addPath(polyline({ { 7, 3 }, { 2.5, 8 }, { 7, 13 } }));
        path.addPath(polyline({ { 2.5, 8 }, { 13.5, 8 } }));
        break;
    case IconShape::Forward:
        path.addPath(polyline({ { 9, 3 }, { 13.5, 8 }, { 9, 13 } }));
        path.addPath(polyline({ { 13.5, 8 }, { 2.5, 8 } }));
        break;
    case IconShape::Home:
        path.addPath(polyline({ { 1.5, 8 }, { 8, 2 }, { 14.5, 8 } }));
        path.addPath(polyline({ { 3.5, 7 }, { 3.5, 14 }, { 12.5, 14 }, { 12.5, 7 } }));
        path.addPath(polyline({ { 6.5, 14 }, { 6.5, 9.5 }, { 9.5, 9.5 }, { 9.5, 14 } }));
        break;
    case IconShape::Open:
        path.addPath(polyline({ { 2, 13 }, { 2, 3 }, { 6, 3 }, { 8, 5 }, { 13, 5 }, { 13, 7 } }));
        path.addPath(polyline({ { 2, 13 }, { 4.5, 7 }, { 15, 7 }, { 12.5, 13 }, { 2, 13 } }));
        break;
    case IconShape::Save:
        path.addPath(polyline({ { 8, 2 }, { 8, 10 } }));
        path.addPath(polyline({ { 4.5, 6.5 }, { 8, 10 }, { 11.5, 6.5 } }));
        path.addPath(polyline({ { 2, 10.5 }, { 2, 14 }, { 14, 14 }, { 14, 10.5 } }));
        break;
    case IconShape::Copy:
        path.addPath(sheet({ 5.5, 5.5, 8, 9 }));
        path.addPath(polyline({ { 3, 11 }, { 2.5, 11 }, { 2.5, 2 }, { 10.5, 2 }, { 10.5, 3 } }));
        break;
    case IconShape::Paste:
        path.addPath(sheet({ 3, 3.5, 10, 11 }));
        path.addPath(sheet({ 6, 1.5, 4, 3.5 }));
        break;
    case IconShape::Cross:
        path.addPath(polyline({ { 4, 4 }, { 12, 12 } }));
        path.addPath(polyline({ { 12, 4 }, { 4, 12 } }));
        break;
    case IconShape::Warning:
        path.addPath(polyline({ { 8, 2 }, { 14.5, 14 }, { 1.5, 14 }, { 8, 2 } }));
        path.addPath(polyline({ { 8, 6.5 }, { 8, 9.5 } }));
        path.addPath(polyline({ { 8, 11.8 }, { 8, 12 } }));
        break;
    case IconShape::Info:
        path.addEllipse(QPointF(8, 8), 6.5, 6.5);
        path.addPath(polyline({ { 8, 7.5 }, { 8, 11.5 } }));
        path.addPath(polyline({ { 8, 4.8 }, { 8, 5 } }));
        break;
    case IconShape::Play:
        path.addPath(polyline({ { 4.5, 2.5 }, { 13, 8 }, { 4.5, 13.5 }, { 4.5, 2.5 } }));
        break;
    case IconShape::Pause:
        path.addPath(sheet({ 3.5, 2.5, 3, 11 }));
        path.addPath(sheet({ 9.5, 2.5, 3, 11 }));
        break;
    case IconShape::Step:
        path.addPath(polyline({ { 3, 2.5 }, { 10.5, 8 }, { 3, 13.5 }, { 3, 2.5 } }));
        path.addPath(polyline({ { 13, 2.5 }, { 13, 13.5 } }));
        break;
    case IconShape::Restart:
        path.addPath(polyline({ { 13, 2.5 }, { 5.5, 8 }, { 13, 13.5 }, { 13, 2.5 } }));
        path.addPath(polyline({ { 3, 2.5 }, { 3, 13.5 } }));
        break;
    case IconShape::Swap:
        path.addPath(polyline({ { 10.5, 2 }, { 13.5, 5 }, { 10.5, 8 } }));
        path.addPath(polyline({ { 13.5, 5 }, { 2.5, 5 } }));
        path.addPath(polyline({ { 5.5, 8.5 }, { 2.5, 11.5 }, { 5.5, 14.5 } }));
        path.addPath(polyline({ { 2.5, 11.5 }, { 13.5, 11.5 } }));
        break;
    case IconShape::Round:
        path.addEllipse(QPointF(7.5, 8.5), 5.5, 5.5);
        path.addEllipse(QPointF(11.4, 4.6), 1.2, 1.2);
        break;
    case IconShape::Dots:
        for (const QPointF dot : { QPointF(3, 9), QPointF(6, 4), QPointF(6.5, 12), QPointF(10, 7),
                 QPointF(10.5, 13), QPointF(13, 3.5), QPointF(13.5, 9.5) })
            path.addEllipse(dot, 0.4, 0.4);
        break;
    }
    return path;
}

class LineIconEngine : public QIconEngine
{
public:
    explicit LineIconEngine(IconShape shape)
        : m_shape(shape)
    { }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State /*state*/) override
    {
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        const QColor color = QGuiApplication::palette().color(group, QPalette::ButtonText);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->translate(rect.topLeft());
        painter->scale(rect.width() / 16.0, rect.height() / 16.0);
        painter->setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter->drawPath(outlineOf(m_shape));
        painter->restore();
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    QIconEngine* clone() const override
    {
        return new LineIconEngine(*this);
    } // NOLINT(cppcoreguidelines-owning-memory)

private:
    IconShape m_shape;
};

} // namespace

QIcon lineIcon(IconShape shape)
{
    return QIcon(new LineIconEngine(shape)); // the icon owns its engine
}

} // namespace escapade
