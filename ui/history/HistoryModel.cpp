#include "ui/history/HistoryModel.h"

#include "ui/places/ThumbnailDelegate.h"

#include <algorithm>

namespace escapade {

HistoryModel::HistoryModel(HistoryNavigator& navigator, QObject* parent)
    : QAbstractListModel(parent)
    , m_navigator(navigator)
{
    connect(&navigator, &HistoryNavigator::changed, this, &HistoryModel::follow);
    follow();
}

int HistoryModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_ids.size());
}

QVariant HistoryModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int row = index.row();
    const QString what = row == 0 ? tr("start") : changeText(changeOf(row));
    switch (role) {
    case Qt::DisplayRole:
        return what;
    case Qt::DecorationRole:
        return m_thumbnails.value(m_ids[static_cast<std::size_t>(row)]);
    case Qt::ToolTipRole:
        return row == m_current ? tr("What is shown now") : tr("Go back or forward to here");
    case Qt::AccessibleTextRole:
        return row == m_current ? tr("Step %1, %2, shown now").arg(row + 1).arg(what)
                                : tr("Step %1, %2").arg(row + 1).arg(what);
    case ThumbnailDelegate::currentRole:
        return row == m_current;
    default:
        return {};
    }
}

const ViewHistory::Entry& HistoryModel::entry(int row) const
{
    return m_navigator.history().entries().at(static_cast<std::size_t>(row));
}

Formula HistoryModel::shownFormula(int row) const
{
    const ChangeKind change = changeOf(row);
    return change == ChangeKind::JuliaParameter || change == ChangeKind::JuliaView ? Formula::Julia
                                                                                   : Formula::Mandelbrot;
}

void HistoryModel::setThumbnail(std::uint64_t id, const QImage& image)
{
    const int row = rowOf(id);
    if (row < 0 || image.isNull())
        return;
    m_thumbnails.insert(id, image);
    emit dataChanged(index(row), index(row), { Qt::DecorationRole });
}

/// Entries come and go at both ends only: the oldest are forgotten, and what lay ahead of a new one.
void HistoryModel::follow()
{
    const ViewHistory& history = m_navigator.history();
    const auto& entries = history.entries();
    std::size_t gone = 0;
    while (gone < m_ids.size() && m_ids[gone] != entries.front().id)
        ++gone;
    if (gone > 0) {
        beginRemoveRows({}, 0, static_cast<int>(gone) - 1);
        m_ids.erase(m_ids.begin(), m_ids.begin() + static_cast<std::ptrdiff_t>(gone));
        endRemoveRows();
    }
    std::size_t same = 0;
    while (same < m_ids.size() && same < entries.size() && m_ids[same] == entries[same].id)
        ++same;
    if (same < m_ids.size()) {
        beginRemoveRows({}, static_cast<int>(same), static_cast<int>(m_ids.size()) - 1);
        m_ids.resize(same);
        endRemoveRows();
    }
    if (same < entries.size()) {
        beginInsertRows({}, static_cast<int>(same), static_cast<int>(entries.size()) - 1);
        for (; same < entries.size(); ++same)
            m_ids.push_back(entries[same].id);
        endInsertRows();
    }
    m_thumbnails.removeIf([this](const auto& pair) { return rowOf(pair.key()) < 0; });
    m_current = static_cast<int>(history.currentIndex());
    emit dataChanged(index(0), index(rowCount() - 1), { ThumbnailDelegate::currentRole, Qt::DisplayRole });
    emit currentChanged();
}

int HistoryModel::rowOf(std::uint64_t id) const
{
    const auto found = std::lower_bound(m_ids.begin(), m_ids.end(), id); // ids rise
    return found == m_ids.end() || *found != id ? -1 : static_cast<int>(found - m_ids.begin());
}

ChangeKind HistoryModel::changeOf(int row) const
{
    // While rows are on their way out, a view may ask for one whose entry is gone.
    const auto entries = static_cast<int>(m_navigator.history().size());
    return row == 0 || row >= entries ? ChangeKind::Nothing
                                      : changeBetween(entry(row - 1).state, entry(row).state);
}

} // namespace escapade
