#include "ui/timings/HeatMapView.h"

#include "ui/timings/ChartStyle.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace escapade {
namespace {

constexpr double faintest = 0.06; // share of the accent in the slowest cell
constexpr double strongest = 0.85;
constexpr int cellPadding = 12;

QColor mixed(const QColor& base, const QColor& accent, double share)
{
    const auto mix = [share](int from, int to) {
        return static_cast<int>(std::lround((1 - share) * from + share * to));
    };
    return { mix(base.red(), accent.red()), mix(base.green(), accent.green()),
        mix(base.blue(), accent.blue()) };
}

/// Fills a cell with its shade, and puts a frame around the one in use and a dashed one around the
/// keyboard's.
class HeatMapDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const ChartColors colors = chartColors(option.palette);
        const QVariant shade = index.data(HeatMapModel::ShadeRole);
        QColor fill = colors.base;
        if (shade.isValid())
            fill = mixed(colors.base, colors.measured,
                faintest + (strongest - faintest) * std::clamp(shade.toDouble(), 0.0, 1.0));
        constexpr int middle = 115; // where black and white stand out alike
        const QColor ink = qGray(fill.rgb()) > middle ? Qt::black : Qt::white;
        painter->save();
        painter->fillRect(option.rect, fill);
        painter->setPen(ink);
        painter->setFont(fontOf(option, index));
        painter->drawText(option.rect, Qt::AlignCenter, index.data().toString());
        drawFrames(*painter, option, ink, index.data(HeatMapModel::InUseRole).toBool());
        painter->restore();
    }

private:
    static QFont fontOf(const QStyleOptionViewItem& option, const QModelIndex& index)
    {
        QFont font = option.font;
        font.setBold(index.data(Qt::FontRole).value<QFont>().bold());
        return font;
    }

    static void drawFrames(
        QPainter& painter, const QStyleOptionViewItem& option, const QColor& ink, bool inUse)
    {
        if (inUse) {
            painter.setPen(QPen(ink, 3));
            painter.drawRect(option.rect.adjusted(2, 2, -3, -3));
        }
        if (option.state.testFlag(QStyle::State_HasFocus)) {
            painter.setPen(QPen(ink, 1, Qt::DashLine));
            painter.drawRect(option.rect.adjusted(6, 6, -7, -7));
        }
    }
};

} // namespace

HeatMapView::HeatMapView(int logicalCores, QWidget* parent)
    : QTableView(parent)
    , m_model(new HeatMapModel(logicalCores, this))
{
    setObjectName(QStringLiteral("timingsHeatMap"));
    setAccessibleName(tr("Heat map: threads across, SIMD levels down"));
    setModel(m_model);
    setItemDelegate(new HeatMapDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setWordWrap(false);
    horizontalHeader()->setSectionsClickable(false);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setSectionsClickable(false);
    verticalHeader()->setHighlightSections(false);
    verticalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    verticalHeader()->setMinimumSectionSize(fontMetrics().height() + 4);
    connect(this, &QTableView::clicked, this, &HeatMapView::choose);
}

void HeatMapView::setContent(const HeatMapContent& content)
{
    m_model->setContent(content);
    fit();
}

void HeatMapView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space)
        choose(currentIndex());
    else
        QTableView::keyPressEvent(event);
}

void HeatMapView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    if (current.isValid())
        emit moved(m_model->cellAt(current));
}

void HeatMapView::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    fit();
}

void HeatMapView::choose(const QModelIndex& index)
{
    if (!index.isValid())
        return;
    const TimingCell cell = m_model->cellAt(index);
    emit chosen(cell.threads, cell.simd);
}

/// All columns are alike, and as wide as there is room, but no narrower than their text.
void HeatMapView::fit()
{
    const int columns = m_model->columnCount();
    if (columns == 0)
        return;
    QFont bold = font();
    bold.setBold(true);
    const QFontMetrics metrics(bold);
    int widest = 0;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        for (int column = 0; column < columns; ++column)
            widest = std::max(widest,
                metrics.horizontalAdvance(m_model->index(row, column).data().toString()) + cellPadding);
    }
    const int width = std::max(viewport()->width() / columns, widest);
    for (int column = 0; column < columns; ++column)
        setColumnWidth(column, width);
}

} // namespace escapade
