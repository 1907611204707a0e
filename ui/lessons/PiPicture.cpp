#include "ui/lessons/PiPicture.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <numbers>
#include <thread>

namespace escapade {
namespace {

constexpr std::uint64_t pointsDrawn = 20'000; // more would fill the picture
constexpr int margin = 4;
/// Batches end at these times a power of ten: equal steps on a logarithmic scale, twelve for a factor of ten.
constexpr std::array<std::uint64_t, 12> batchEnds { 100, 122, 146, 178, 216, 262, 316, 384, 464, 562, 682,
    826 };
/// Between batches, so that the first thousands can be seen coming.
constexpr std::chrono::milliseconds pace { 40 };

QString countText(std::uint64_t count)
{
    return QLocale().toString(static_cast<qulonglong>(count));
}

} // namespace

PiTarget::PiTarget(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("piTarget"));
    setAccessibleName(tr("Points in the quarter circle"));
}

void PiTarget::setPoints(std::vector<PiPoint> points)
{
    m_points = std::move(points);
    m_shown = 0;
    m_image = {};
    update();
}

void PiTarget::setShown(std::size_t count)
{
    m_shown = std::min(count, m_points.size());
    update();
}

QSize PiTarget::sizeHint() const
{
    return { 240, 240 };
}

QSize PiTarget::minimumSizeHint() const
{
    return { 140, 140 };
}

void PiTarget::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_image = {};
}

QRectF PiTarget::square() const
{
    const int side = std::min(width(), height()) - 2 * margin;
    return { (width() - side) / 2.0, (height() - side) / 2.0, static_cast<double>(side),
        static_cast<double>(side) };
}

void PiTarget::drawNewPoints()
{
    const QSizeF size = square().size() * devicePixelRatioF();
    if (m_image.size() != size.toSize() || m_shown < m_drawn) {
        m_image = QImage(size.toSize(), QImage::Format_ARGB32_Premultiplied);
        m_image.fill(Qt::transparent);
        m_drawn = 0;
    }
    if (m_image.isNull())
        return;
    const bool dark = palette().color(QPalette::Base).lightness() < 128;
    const QColor hit(dark ? 0x6db3ff : 0x1f62b8);
    const QColor miss(dark ? 0xffb454 : 0xb35900);
    QPainter painter(&m_image);
    const double side = m_image.width() - 1;
    for (; m_drawn < m_shown; ++m_drawn) {
        const PiPoint& point = m_points[m_drawn];
        painter.setPen(QPen(point.hit ? hit : miss, devicePixelRatioF()));
        painter.drawPoint(QPointF(point.x * side, (1 - point.y) * side));
    }
}

void PiTarget::paintEvent(QPaintEvent* /*event*/)
{
    drawNewPoints();
    const QRectF area = square();
    QPainter painter(this);
    painter.fillRect(area, palette().color(QPalette::Base));
    painter.drawImage(area, m_image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette().color(QPalette::Text), 1.5));
    painter.drawRect(area);
    // A quarter of the circle around the lower left corner, from the right to the top.
    painter.drawArc(
        QRectF(area.left() - area.width(), area.top(), 2 * area.width(), 2 * area.height()), 0, 90 * 16);
}

PiPicture::PiPicture(WorkerPool& pool, SettingsNow settings, QWidget* parent)
    : QWidget(parent)
    , m_pool(pool)
    , m_settings(std::move(settings))
    , m_target(new PiTarget(this))
    , m_figures(new QLabel(this))
    , m_start(new QPushButton(tr("Thro&w points"), this))
    , m_stop(new QPushButton(tr("St&op"), this))
{
    m_figures->setObjectName(QStringLiteral("piFigures"));
    m_figures->setAccessibleName(tr("Estimate of pi"));
    m_figures->setTextFormat(Qt::PlainText);
    m_figures->setWordWrap(true);
    m_figures->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_start->setObjectName(QStringLiteral("piStart"));
    m_start->setAutoDefault(false);
    m_start->setToolTip(tr("With the threads and the SIMD level chosen above"));
    m_stop->setObjectName(QStringLiteral("piStop"));
    m_stop->setAutoDefault(false);
    connect(m_start, &QPushButton::clicked, this, [this] { start(); });
    connect(m_stop, &QPushButton::clicked, this, &PiPicture::stop);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_start);
    buttons->addWidget(m_stop);
    buttons->addStretch();
    auto* column = new QVBoxLayout;
    column->addWidget(m_figures, 1);
    column->addLayout(buttons);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 4, 0, 0);
    row->addWidget(m_target, 1);
    row->addLayout(column, 1);
    showEstimate({});
    showRunning(false);
}

PiPicture::~PiPicture()
{
    m_cancel.cancel();
}

void PiPicture::start(std::uint64_t most)
{
    if (m_running)
        return;
    showRunning(true);
    showEstimate({});
    m_target->setPoints({});
    m_cancel = CancelToken();
    PiSettings settings = m_settings();
    settings.priority = Priority::Laboratory;
    settings.cancel = m_cancel;
    m_work.run(
        [this, most, settings] {
            throwAll(most, settings);
            return true;
        },
        [this](bool /*ended*/) { showRunning(false); });
}

void PiPicture::stop()
{
    m_cancel.cancel();
}

void PiPicture::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    stop();
}

/// In the background: each batch ends at a round number of points.
void PiPicture::throwAll(std::uint64_t most, const PiSettings& settings)
{
    auto points = firstPiPoints(std::min(most, pointsDrawn), PiRequest::publishedSeed);
    m_calls.post([this, points = std::move(points)] { m_target->setPoints(points); });
    PiEstimate estimate;
    std::uint64_t power = 1;
    for (std::size_t batch = 0; estimate.samples < most; ++batch) {
        if (batch > 0 && batch % batchEnds.size() == 0)
            power *= 10;
        const std::uint64_t end = std::min(most, batchEnds.at(batch % batchEnds.size()) * power);
        const auto hits = countPiHits(
            m_pool, estimate.samples, end - estimate.samples, PiRequest::publishedSeed, settings);
        if (!hits)
            return;
        estimate = { end, estimate.hits + *hits };
        m_calls.post([this, estimate] { showEstimate(estimate); });
        if (end < most)
            std::this_thread::sleep_for(pace);
    }
}

void PiPicture::showEstimate(const PiEstimate& estimate)
{
    m_estimate = estimate;
    m_target->setShown(static_cast<std::size_t>(std::min(estimate.samples, pointsDrawn)));
    if (estimate.samples == 0) {
        m_figures->setText(tr("Throw points at the square and see pi come out of the share that lies within "
                              "the quarter circle."));
        return;
    }
    const double error = estimate.standardError();
    const int decimals = std::clamp(1 - static_cast<int>(std::floor(std::log10(error))), 1, 8);
    const double off = estimate.value() - std::numbers::pi;
    const QString shown = estimate.samples > pointsDrawn
        ? tr("\nThe first %1 are drawn.").arg(countText(pointsDrawn))
        : QString();
    m_figures->setText(
        tr("%1 points, %2 in the quarter circle.\n\npi ≈ 4 × hits / points = %3\n"
           "Standard error %4: it needs 100 times the points for one more digit.\n"
           "Off by %5, that is %6 standard errors.%7")
            .arg(countText(estimate.samples), countText(estimate.hits),
                QLocale().toString(estimate.value(), 'f', decimals), QLocale().toString(error, 'f', decimals),
                QLocale().toString(std::abs(off), 'f', decimals),
                QLocale().toString(std::abs(off) / error, 'f', 1), shown));
}

void PiPicture::showRunning(bool running)
{
    m_running = running;
    m_start->setEnabled(!running);
    m_stop->setEnabled(running);
}

} // namespace escapade
