#include "ui/lessons/LessonWaysModel.h"

#include "ui/text/LessonText.h"
#include "ui/timings/TimingsText.h"

#include <QLocale>

#include <algorithm>

namespace escapade {
namespace {

/// Seconds; of shorter runs, reading the clocks is a part that spoils the ratio of the two.
constexpr double leastForRatio = 50e-6;

} // namespace

void LessonWaysModel::setLesson(const Lesson& lesson)
{
    beginResetModel();
    m_lesson = &lesson;
    m_figures.clear();
    m_chosen.clear();
    for (std::size_t way = 0; way < lesson.ways.size(); ++way)
        m_chosen.insert(way);
    endResetModel();
    emit choiceChanged();
}

void LessonWaysModel::setFigures(std::vector<LessonFigures> figures)
{
    m_figures = std::move(figures);
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

std::vector<std::size_t> LessonWaysModel::chosenWays() const
{
    return { m_chosen.begin(), m_chosen.end() };
}

void LessonWaysModel::setChosenWays(const std::vector<std::size_t>& ways)
{
    m_chosen = { ways.begin(), ways.end() };
    if (rowCount() > 0)
        emit dataChanged(index(0, Way), index(rowCount() - 1, Way));
    emit choiceChanged();
}

int LessonWaysModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || m_lesson == nullptr ? 0 : static_cast<int>(m_lesson->ways.size());
}

int LessonWaysModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LessonWaysModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const auto way = static_cast<std::size_t>(index.row());
    const bool isWords = index.column() == Way || index.column() == Result;
    switch (role) {
    case Qt::DisplayRole:
        return text(way, index.column());
    case Qt::CheckStateRole:
        return index.column() == Way ? QVariant(m_chosen.contains(way) ? Qt::Checked : Qt::Unchecked)
                                     : QVariant();
    case Qt::ToolTipRole:
        return toolTip(way);
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1: %2").arg(
            headerData(index.column(), Qt::Horizontal, Qt::AccessibleTextRole).toString(),
            text(way, index.column()));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((isWords ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    default:
        return {};
    }
}

bool LessonWaysModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::CheckStateRole || index.column() != Way || index.row() >= rowCount())
        return false;
    if (value.toInt() == Qt::Checked)
        m_chosen.insert(static_cast<std::size_t>(index.row()));
    else
        m_chosen.erase(static_cast<std::size_t>(index.row()));
    emit dataChanged(index, index);
    emit choiceChanged();
    return true;
}

Qt::ItemFlags LessonWaysModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.column() == Way ? flags | Qt::ItemIsUserCheckable : flags;
}

QVariant LessonWaysModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const bool isWords = section == Way || section == Result;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((isWords ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    const bool narrow = role == Qt::DisplayRole;
    switch (section) {
    case Way:
        return tr("Way");
    case Result:
        return tr("Result");
    case Wall:
        return narrow ? tr("Wall time\nmedian [min, max]") : tr("Wall time: median, smallest, largest");
    case CpuPerWall:
        return narrow ? tr("CPU/\nwall") : tr("CPU time by wall time");
    case Factor:
        return narrow ? tr("Times as\nfast") : tr("How many times as fast as the plain way");
    case Memory:
        return narrow ? tr("Peak\nmemory") : tr("Peak memory");
    default:
        return {};
    }
}

const LessonFigures* LessonWaysModel::figuresOf(std::size_t way) const
{
    const auto found = std::find_if(
        m_figures.begin(), m_figures.end(), [way](const LessonFigures& one) { return one.way == way; });
    return found == m_figures.end() ? nullptr : &*found;
}

QString LessonWaysModel::text(std::size_t way, int column) const
{
    if (column == Way)
        return wayTitle(*m_lesson, m_lesson->ways[way]);
    const LessonFigures* one = figuresOf(way);
    return one == nullptr ? tr("–", "not measured") : figureText(*one, column);
}

QString LessonWaysModel::figureText(const LessonFigures& one, int column) const
{
    switch (column) {
    case Result:
        return resultText(*m_lesson, m_figures, one);
    case Wall:
        return timeSummaryText(one.wallSeconds);
    case CpuPerWall:
        return one.wallSeconds.median < leastForRatio ? tr("–", "not known")
                                                      : QLocale().toString(one.cpuPerWall, 'f', 2);
    case Factor: {
        const LessonFigures* plain = figuresOf(0);
        return plain == nullptr || one.wallSeconds.median <= 0
            ? tr("–", "not known")
            : factorText(plain->wallSeconds.median / one.wallSeconds.median);
    }
    case Memory:
        return one.peakBytes ? memoryText(*one.peakBytes) : tr("–", "not known");
    default:
        return {};
    }
}

QString LessonWaysModel::toolTip(std::size_t way) const
{
    QString about = wayAbout(*m_lesson, m_lesson->ways[way]);
    const LessonFigures* one = figuresOf(way);
    if (one == nullptr)
        return about;
    const QString result = resultText(*m_lesson, m_figures, *one);
    return about.isEmpty() ? result : QStringLiteral("%1\n%2").arg(about, result);
}

} // namespace escapade
