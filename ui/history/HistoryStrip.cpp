#include "ui/history/HistoryStrip.h"

#include "ui/canvas/FractalCanvas.h"
#include "ui/places/ThumbnailDelegate.h"

#include <QListView>
#include <QScrollBar>
#include <QVBoxLayout>

#include <chrono>
#include <cmath>

namespace escapade {
namespace {

constexpr QSize pictureSize(88, 55);
/// Long enough for the first pixels of a usual picture, and for new colours.
constexpr std::chrono::milliseconds copyAfter { 250 };

} // namespace

HistoryStrip::HistoryStrip(WorkerPool& pool, const Parts& parts, QWidget* parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_model(new HistoryModel(parts.navigator, this))
    , m_list(new QListView(this))
    , m_renderer(pool)
{
    makeList();
    m_copyTimer.setSingleShot(true);
    m_copyTimer.setInterval(copyAfter);
    connect(&m_copyTimer, &QTimer::timeout, this, &HistoryStrip::copyCurrent);
    connect(m_model, &HistoryModel::currentChanged, this, &HistoryStrip::followCurrent);
    for (FractalCanvas* canvas : { &parts.mandelbrot, &parts.julia })
        connect(canvas, &FractalCanvas::completed, this, &HistoryStrip::copyCurrent);
    const auto jump
        = [this](const QModelIndex& index) { m_parts.navigator.goTo(m_model->entry(index.row()).id); };
    connect(m_list, &QListView::clicked, this, jump);
    connect(m_list, &QListView::activated, this, jump);
}

void HistoryStrip::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    followCurrent();
}

void HistoryStrip::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_copyTimer.stop();
    m_renderer.cancelAll();
    m_asked.clear();
}

void HistoryStrip::makeList()
{
    m_list->setObjectName(QStringLiteral("historyList"));
    m_list->setAccessibleName(tr("History"));
    m_list->setFlow(QListView::LeftToRight);
    m_list->setUniformItemSizes(true);
    m_list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // or the strip's height would change
    m_list->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    auto* delegate = new ThumbnailDelegate(pictureSize, m_list);
    m_list->setItemDelegate(delegate);
    m_list->setModel(m_model);
    QStyleOptionViewItem option;
    option.initFrom(m_list);
    m_list->setFixedHeight(delegate->sizeHint(option, {}).height()
        + m_list->horizontalScrollBar()->sizeHint().height() + 2 * m_list->frameWidth());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2, 2, 2, 2);
    layout->addWidget(m_list);
}

void HistoryStrip::followCurrent()
{
    if (!isVisible())
        return;
    const QModelIndex current = m_model->index(m_model->currentRow());
    m_list->setCurrentIndex(current);
    m_list->scrollTo(current);
    const std::uint64_t id = m_model->entry(m_model->currentRow()).id;
    if (m_copyTimer.isActive() && m_toCopy != id)
        m_model->dropThumbnail(m_toCopy); // it was left before its last change was to be seen
    m_toCopy = id;
    m_copyTimer.start();
    drawMissing();
}

/// An entry about the other picture is drawn in the background where that picture is hidden.
void HistoryStrip::copyCurrent()
{
    if (!isVisible())
        return;
    const int row = m_model->currentRow();
    const bool isJulia = m_model->shownFormula(row) == Formula::Julia;
    const FractalCanvas& canvas = isJulia ? m_parts.julia : m_parts.mandelbrot;
    const QImage image = canvas.smallPicture(pixelSize());
    if (!image.isNull())
        take(m_model->entry(row).id, image);
    else if (!canvas.isVisible())
        drawMissing();
}

/// The newest first; the current one is copied from the screen where it is there.
void HistoryStrip::drawMissing()
{
    for (int row = m_model->rowCount() - 1; row >= 0; --row) {
        const std::uint64_t id = m_model->entry(row).id;
        const bool isJulia = m_model->shownFormula(row) == Formula::Julia;
        const FractalCanvas& canvas = isJulia ? m_parts.julia : m_parts.mandelbrot;
        const bool isCopied = row == m_model->currentRow() && canvas.isVisible();
        if (isCopied || m_model->hasThumbnail(id) || m_asked.contains(id))
            continue;
        m_asked.insert(id);
        m_renderer.draw(requestFor(row), [this, id](const QImage& image) {
            m_asked.remove(id);
            take(id, image);
        });
    }
}

ThumbnailRequest HistoryStrip::requestFor(int row) const
{
    const ViewState& state = m_model->entry(row).state;
    Location location;
    location.formula = m_model->shownFormula(row);
    location.view = location.formula == Formula::Julia ? state.juliaView : state.view;
    location.juliaRe = state.juliaRe;
    location.juliaIm = state.juliaIm;
    location.maxIterations = state.maxIterations;
    location.colorMapping = state.colorMapping;
    return { location, state.palette, pixelSize() };
}

Size HistoryStrip::pixelSize() const
{
    const double ratio = devicePixelRatioF();
    return { static_cast<int>(std::lround(pictureSize.width() * ratio)),
        static_cast<int>(std::lround(pictureSize.height() * ratio)) };
}

void HistoryStrip::take(std::uint64_t id, QImage image)
{
    image.setDevicePixelRatio(devicePixelRatioF());
    m_model->setThumbnail(id, image);
}

} // namespace escapade
