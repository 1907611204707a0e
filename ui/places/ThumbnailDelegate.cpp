#include "ui/places/ThumbnailDelegate.h"

#include <QApplication>
#include <QPainter>

namespace escapade {
namespace {

constexpr int margin = 5;
constexpr int pointerReach = 6; // of the triangle that marks the current item
constexpr double markWidth = 3;

void paintMark(QPainter& painter, const QRect& picture, const QColor& color)
{
    const QRectF frame = QRectF(picture).adjusted(-1.5, -1.5, 1.5, 1.5);
    painter.setPen(QPen(color, markWidth, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(frame);
    const QPointF tip(picture.center().x() + 0.5, picture.top() + pointerReach + 2.0);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPolygon(QPolygonF({ tip, tip + QPointF(-pointerReach, -pointerReach - 2),
        tip + QPointF(pointerReach, -pointerReach - 2) }));
}

} // namespace

ThumbnailDelegate::ThumbnailDelegate(QSize picture, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_picture(picture)
{ }

void ThumbnailDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const bool isCurrent = index.data(currentRole).toBool();
    const QRect picture = pictureIn(option.rect);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (isSelected) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(option.palette.color(QPalette::Highlight));
        painter->drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), 4, 4);
    }
    const auto image = index.data(Qt::DecorationRole).value<QImage>();
    if (image.isNull())
        painter->fillRect(picture, option.palette.color(QPalette::Mid));
    else
        painter->drawImage(picture, image);
    if (isCurrent)
        paintMark(*painter, picture,
            option.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Highlight));
    QFont font = option.font;
    font.setBold(isCurrent);
    painter->setFont(font);
    painter->setPen(option.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text));
    const QRect text = textIn(option.rect);
    painter->drawText(text, Qt::AlignCenter,
        QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, text.width()));
    painter->restore();
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        QStyleOptionFocusRect focus;
        focus.QStyleOption::operator=(option);
        focus.rect = option.rect;
        QApplication::style()->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, painter);
    }
}

QSize ThumbnailDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& /*index*/) const
{
    return { m_picture.width() + 2 * margin, m_picture.height() + 3 * margin + option.fontMetrics.height() };
}

void ThumbnailDelegate::updateEditorGeometry(
    QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex& /*index*/) const
{
    const QRect text = textIn(option.rect);
    editor->setGeometry(text.adjusted(0, text.height() - editor->sizeHint().height(), 0, 0));
}

QRect ThumbnailDelegate::pictureIn(const QRect& item) const
{
    const int left = item.left() + (item.width() - m_picture.width()) / 2;
    return { QPoint(left, item.top() + margin), m_picture };
}

QRect ThumbnailDelegate::textIn(const QRect& item) const
{
    return item.adjusted(margin, 2 * margin + m_picture.height(), -margin, -margin / 2);
}

} // namespace escapade
