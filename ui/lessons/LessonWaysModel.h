#pragma once

#include "core/workloads/LessonMeasurement.h"

#include <QAbstractTableModel>

#include <optional>
#include <set>

namespace escapade {

/// The ways of one lesson, a line each: whether it is to be measured, and what the last measurement gave.
class LessonWaysModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Way, Result, Wall, CpuPerWall, Factor, Memory, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// Shows another lesson, which must outlive this, with all ways chosen and nothing measured.
    void setLesson(const Lesson& lesson);
    void setFigures(std::vector<LessonFigures> figures);
    const std::vector<LessonFigures>& figures() const { return m_figures; }

    /// The ways that are ticked, in their order.
    std::vector<std::size_t> chosenWays() const;
    void setChosenWays(const std::vector<std::size_t>& ways);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void choiceChanged();

private:
    const LessonFigures* figuresOf(std::size_t way) const;
    QString text(std::size_t way, int column) const;
    QString figureText(const LessonFigures& one, int column) const;
    QString toolTip(std::size_t way) const;

    const Lesson* m_lesson = nullptr;
    std::set<std::size_t> m_chosen;
    std::vector<LessonFigures> m_figures;
};

} // namespace escapade
