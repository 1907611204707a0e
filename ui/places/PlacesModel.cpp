#include "ui/places/PlacesModel.h"

#include "core/base/Check.h"

#include <algorithm>

namespace escapade {
namespace {

QString titleOf(const Place& place)
{
    return QString::fromStdString(place.title);
}

bool comesBefore(const Place& one, const std::string& title)
{
    return QString::localeAwareCompare(titleOf(one), QString::fromStdString(title)) < 0;
}

/// Rich text, so that long notes are wrapped; what a place says is no markup.
QString tipOf(const Place& place)
{
    return QStringLiteral("<b>%1</b><br>%2")
        .arg(titleOf(place).toHtmlEscaped(), QString::fromStdString(place.note).toHtmlEscaped());
}

} // namespace

PlacesModel::PlacesModel(QObject* parent)
    : QAbstractListModel(parent)
{ }

int PlacesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_own.size() + builtinPlaces().size());
}

QVariant PlacesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Place& shown = place(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return titleOf(shown);
    case Qt::DecorationRole:
        return thumbnail(index.row());
    case Qt::ToolTipRole:
        return tipOf(shown);
    case Qt::AccessibleDescriptionRole:
        return isOwn(index.row()) ? tr("Your own place") : QString::fromStdString(shown.note);
    default:
        return {};
    }
}

Qt::ItemFlags PlacesModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags usual = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    return isOwn(index.row()) ? usual | Qt::ItemIsEditable : usual;
}

bool PlacesModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid() || !isOwn(index.row()) || role != Qt::EditRole)
        return false;
    const std::string title = cleanTitle(value.toString().toStdString());
    Place place = m_own[static_cast<std::size_t>(index.row())];
    if (title.empty() || title == place.title)
        return false;
    place.title = title;
    const auto from = static_cast<std::size_t>(index.row());
    const std::size_t to = positionFor(title); // where it goes while it is still there
    if (to != from && to != from + 1) {
        beginMoveRows({}, index.row(), index.row(), {}, static_cast<int>(to));
        m_own.erase(m_own.begin() + static_cast<std::ptrdiff_t>(from));
        m_own.insert(m_own.begin() + static_cast<std::ptrdiff_t>(to > from ? to - 1 : to), place);
        endMoveRows();
    } else {
        m_own[from] = place;
    }
    const QModelIndex now = this->index(rowOfOwn(place.id));
    emit dataChanged(now, now);
    emit changed(place);
    return true;
}

const Place& PlacesModel::place(int row) const
{
    const auto n = static_cast<std::size_t>(row);
    return n < m_own.size() ? m_own[n] : builtinPlaces().at(n - m_own.size());
}

int PlacesModel::rowOfOwn(const std::string& id) const
{
    const auto found = std::ranges::find(m_own, id, &Place::id);
    return found == m_own.end() ? -1 : static_cast<int>(found - m_own.begin());
}

void PlacesModel::setOwnPlaces(std::vector<Place> places)
{
    beginResetModel();
    m_own = std::move(places);
    std::ranges::stable_sort(
        m_own, [](const Place& one, const Place& other) { return comesBefore(one, other.title); });
    endResetModel();
}

int PlacesModel::add(Place place)
{
    place.title = cleanTitle(place.title);
    if (place.title.empty())
        place.title = tr("Unnamed place").toStdString();
    place.id = freeId(place.id.empty() ? placeIdFor(place.title) : place.id);
    const std::size_t row = positionFor(place.title);
    beginInsertRows({}, static_cast<int>(row), static_cast<int>(row));
    m_own.insert(m_own.begin() + static_cast<std::ptrdiff_t>(row), place);
    endInsertRows();
    emit changed(place);
    return static_cast<int>(row);
}

void PlacesModel::remove(int row)
{
    ESCAPADE_CHECK(row >= 0 && isOwn(row));
    const std::string id = m_own[static_cast<std::size_t>(row)].id;
    m_thumbnails.remove(key(row));
    beginRemoveRows({}, row, row);
    m_own.erase(m_own.begin() + row);
    endRemoveRows();
    emit removed(id);
}

QString PlacesModel::key(int row) const
{
    return (isOwn(row) ? QStringLiteral("own/") : QString()) + QString::fromStdString(place(row).id);
}

void PlacesModel::setThumbnail(const QString& key, const QImage& image)
{
    for (int row = 0; row < rowCount(); ++row) {
        if (this->key(row) != key)
            continue;
        m_thumbnails.insert(key, image);
        emit dataChanged(index(row), index(row), { Qt::DecorationRole });
        return;
    }
}

/// With a number behind it where it is taken.
std::string PlacesModel::freeId(const std::string& wanted) const
{
    constexpr std::size_t longestBase = 58; // an id has 64
    std::string id = wanted;
    for (int n = 2; rowOfOwn(id) >= 0; ++n)
        id = wanted.substr(0, longestBase) + '-' + std::to_string(n);
    return id;
}

std::size_t PlacesModel::positionFor(const std::string& title) const
{
    const auto found
        = std::ranges::find_if_not(m_own, [&](const Place& own) { return comesBefore(own, title); });
    return static_cast<std::size_t>(found - m_own.begin());
}

} // namespace escapade
