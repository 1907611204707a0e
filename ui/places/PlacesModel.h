#pragma once

#include "core/document/Place.h"

#include <QAbstractListModel>
#include <QHash>
#include <QImage>

namespace escapade {

/// The user's own places by title, then the shipped ones in their order, each with its small picture once
/// there is one. It stores nothing: signals say what is to be stored.
class PlacesModel : public QAbstractListModel
{
    Q_OBJECT

public:
    explicit PlacesModel(QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    /// Renames one of the user's own; a title with nothing in it is refused.
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

    const Place& place(int row) const;
    bool isOwn(int row) const { return row < static_cast<int>(m_own.size()); }
    const std::vector<Place>& ownPlaces() const { return m_own; }
    int rowOfOwn(const std::string& id) const; ///< -1: there is none

    /// What is stored already.
    void setOwnPlaces(std::vector<Place> places);
    /// Adds a place under an id that is free, and returns its row. A title with nothing in it becomes
    /// another.
    int add(Place place);
    void remove(int row); ///< one of the user's own

    /// Null while there is none.
    QImage thumbnail(int row) const { return m_thumbnails.value(key(row)); }
    /// To find a row again after others came or went.
    QString key(int row) const;
    void setThumbnail(const QString& key, const QImage& image);

signals:
    void changed(const escapade::Place& place); ///< one of the user's own is new or another one
    void removed(const std::string& id);

private:
    std::string freeId(const std::string& wanted) const;
    std::size_t positionFor(const std::string& title) const;

    std::vector<Place> m_own; // by title
    QHash<QString, QImage> m_thumbnails; // by key
};

} // namespace escapade
