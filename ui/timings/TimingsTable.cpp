#include "ui/timings/TimingsTable.h"

#include <QHeaderView>
#include <QScrollBar>

#include <algorithm>
#include <array>
#include <numeric>

namespace escapade {
namespace {

constexpr int cellPadding = 8;
constexpr std::array fontScales { 1.0, 0.9, 0.8 }; // the first that fits is taken

int sum(const std::vector<int>& widths)
{
    return std::accumulate(widths.begin(), widths.end(), 0);
}

} // namespace

TimingsTable::TimingsTable(int logicalCores, QWidget* parent)
    : QTableView(parent)
    , m_model(new TimingsTableModel(logicalCores, this))
{
    setObjectName(QStringLiteral("timingsTable"));
    setAccessibleName(tr("Times by number of threads"));
    setModel(m_model);
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setTabKeyNavigation(false);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 4);
    verticalHeader()->setMinimumSectionSize(fontMetrics().height() + 2);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setMinimumSectionSize(10);
    // A scroll bar that comes or goes changes the room for the columns.
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, &TimingsTable::fitColumns,
        Qt::QueuedConnection);
}

void TimingsTable::setRows(Workload workload, const std::vector<TimingRow>& rows, Scaling scaling)
{
    m_model->setRows(workload, rows, scaling);
    clearSpans();
    for (int line = 0; line < m_model->rowCount(); ++line) {
        if (m_model->isHeading(line))
            setSpan(line, 0, 1, TimingsTableModel::ColumnCount);
    }
    fitColumns();
}

int TimingsTable::neededWidth() const
{
    return sum(columnWidths(ownFont())) + verticalScrollBar()->sizeHint().width();
}

void TimingsTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

void TimingsTable::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    if (const auto cell = m_model->cellAt(current.row()))
        emit selected(*cell);
}

/// Without what fitColumns() did to it.
QFont TimingsTable::ownFont() const
{
    return parentWidget() != nullptr ? parentWidget()->font() : font();
}

std::vector<int> TimingsTable::columnWidths(const QFont& font) const
{
    const QFontMetrics metrics(font);
    std::vector<int> widths;
    for (int column = 0; column < TimingsTableModel::ColumnCount; ++column) {
        const QString header = m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        int width = metrics.horizontalAdvance(m_model->widestText(column));
        const auto lines = header.split(QLatin1Char('\n'));
        for (const QString& line : lines)
            width = std::max(width, metrics.horizontalAdvance(line));
        widths.push_back(width + cellPadding);
    }
    return widths;
}

void TimingsTable::fitColumns()
{
    const int available = viewport()->width();
    QFont fitting;
    std::vector<int> widths;
    for (const double scale : fontScales) {
        fitting = ownFont();
        fitting.setPointSizeF(fitting.pointSizeF() * scale);
        widths = columnWidths(fitting);
        if (sum(widths) <= available)
            break;
    }
    setFont(fitting);
    horizontalHeader()->setFont(fitting);
    const int spare = std::max(0, available - sum(widths)) / TimingsTableModel::ColumnCount;
    for (int column = 0; column < TimingsTableModel::ColumnCount; ++column)
        setColumnWidth(column, widths[static_cast<std::size_t>(column)] + spare);
}

} // namespace escapade
