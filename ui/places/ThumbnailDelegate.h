#pragma once

#include <QStyledItemDelegate>

namespace escapade {

/// Draws an item as a small picture with a line of text below it. The picture is a QImage in the decoration
/// role; while there is none, its frame is shown. An item whose currentRole is true is marked by a frame and
/// a pointer.
class ThumbnailDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    static constexpr int currentRole = Qt::UserRole;

    /// The picture's size, device independent.
    explicit ThumbnailDelegate(QSize picture, QObject* parent = nullptr);

    void paint(
        QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void updateEditorGeometry(
        QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    QRect pictureIn(const QRect& item) const;
    QRect textIn(const QRect& item) const;

    QSize m_picture;
};

} // namespace escapade
