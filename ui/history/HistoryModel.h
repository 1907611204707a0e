#pragma once

#include "ui/history/HistoryNavigator.h"

#include <QAbstractListModel>
#include <QHash>
#include <QImage>

namespace escapade {

/// The history's entries, oldest first, with what each changed and its small picture once there is one.
class HistoryModel : public QAbstractListModel
{
    Q_OBJECT

public:
    /// The navigator must outlive this.
    explicit HistoryModel(HistoryNavigator& navigator, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    const ViewHistory::Entry& entry(int row) const;
    int currentRow() const { return m_current; }
    /// Which of the two pictures an entry is about: the one that it changed.
    Formula shownFormula(int row) const;

    bool hasThumbnail(std::uint64_t id) const { return m_thumbnails.contains(id); }
    /// A picture of an entry that is no longer there is dropped.
    void setThumbnail(std::uint64_t id, const QImage& image);

signals:
    /// The current entry is another one, or shows something else.
    void currentChanged();

private:
    void follow();
    int rowOf(std::uint64_t id) const;
    ChangeKind changeOf(int row) const;

    HistoryNavigator& m_navigator;
    std::vector<std::uint64_t> m_ids; // of the rows, as the views know them
    int m_current = 0;
    QHash<std::uint64_t, QImage> m_thumbnails;
};

} // namespace escapade
