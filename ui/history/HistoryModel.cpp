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
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant HistoryModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int row = index.row();
    const auto& [id, change, formula] = m_rows[static_cast<std::size_t>(row)];
    const QString what = change == ChangeKind::Nothing ? tr("start") : changeText(change);
    switch (role) {
    case Qt::DisplayRole:
        return what;
    case Qt::DecorationRole:
        return m_thumbnails.value(id);
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
    const auto& entries = m_navigator.history().entries();
    const auto gone = std::ranges::find(m_rows, entries.front().id, &Row::id) - m_rows.begin();
    removeRows(0, static_cast<std::size_t>(gone));
    std::size_t same = 0;
    while (same < m_rows.size() && same < entries.size() && m_rows[same].id == entries[same].id)
        ++same;
    removeRows(same, m_rows.size());
    if (same < entries.size()) {
        beginInsertRows({}, static_cast<int>(same), static_cast<int>(entries.size()) - 1);
        for (; same < entries.size(); ++same)
            m_rows.push_back(rowAt(same));
        endInsertRows();
    }
    m_current = static_cast<int>(m_navigator.history().currentIndex());
    if (m_current > 0) // what a gesture changes may become more
        m_rows[static_cast<std::size_t>(m_current)] = rowAt(static_cast<std::size_t>(m_current));
    emit dataChanged(index(0), index(static_cast<int>(m_rows.size()) - 1));
    emit currentChanged();
}

void HistoryModel::removeRows(std::size_t begin, std::size_t end)
{
    if (begin == end)
        return;
    for (std::size_t row = begin; row < end; ++row)
        m_thumbnails.remove(m_rows[row].id);
    beginRemoveRows({}, static_cast<int>(begin), static_cast<int>(end) - 1);
    m_rows.erase(m_rows.begin() + static_cast<std::ptrdiff_t>(begin),
        m_rows.begin() + static_cast<std::ptrdiff_t>(end));
    endRemoveRows();
}

HistoryModel::Row HistoryModel::rowAt(std::size_t index) const
{
    const auto& entries = m_navigator.history().entries();
    Row row { entries[index].id, ChangeKind::Nothing, Formula::Mandelbrot };
    if (index == 0)
        return row;
    const ViewState& before = entries[index - 1].state;
    const ViewState& after = entries[index].state;
    row.change = changeBetween(before, after);
    const bool isJuliaSame = before.juliaRe == after.juliaRe && before.juliaIm == after.juliaIm
        && before.juliaView == after.juliaView;
    if (before.view == after.view && !isJuliaSame)
        row.formula = Formula::Julia;
    return row;
}

int HistoryModel::rowOf(std::uint64_t id) const
{
    const auto found = std::ranges::lower_bound(m_rows, id, {}, &Row::id); // ids rise
    return found == m_rows.end() || found->id != id ? -1 : static_cast<int>(found - m_rows.begin());
}

} // namespace escapade
