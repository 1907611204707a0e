#pragma once

#include "ui/history/HistoryNavigator.h"

#include <QAbstractListModel>
#include <QHash>
#include <QImage>

#include <vector>

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
    Formula shownFormula(int row) const { return m_rows.at(static_cast<std::size_t>(row)).formula; }

    bool hasThumbnail(std::uint64_t id) const { return m_thumbnails.contains(id); }
    /// A picture of an entry that is no longer there is dropped.
    void setThumbnail(std::uint64_t id, const QImage& image);
    void dropThumbnail(std::uint64_t id) { m_thumbnails.remove(id); }

signals:
    /// The current entry is another one, or shows something else.
    void currentChanged();

private:
    /// What is known of an entry: kept here, so that rows stay what they are while others go.
    struct Row
    {
        std::uint64_t id = 0;
        ChangeKind change = ChangeKind::Nothing;
        Formula formula = Formula::Mandelbrot;
    };

    void follow();
    void removeRows(std::size_t begin, std::size_t end);
    Row rowAt(std::size_t index) const;
    int rowOf(std::uint64_t id) const;

    HistoryNavigator& m_navigator;
    std::vector<Row> m_rows;
    int m_current = 0;
    QHash<std::uint64_t, QImage> m_thumbnails;
};

} // namespace escapade
