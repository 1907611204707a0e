#include "ui/toolbar/ThreadsControl.h"

#include "ui/settings/ComputeChoice.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSlider>
#include <QSpinBox>

#include <algorithm>

namespace escapade {
namespace {

QString markText(bool oversubscribed)
{
    const int cores = WorkerPool::logicalCores();
    if (cores == 1)
        return oversubscribed ? ThreadsControl::tr("over 1 core") : ThreadsControl::tr("of 1 core");
    return (oversubscribed ? ThreadsControl::tr("over %1 cores") : ThreadsControl::tr("of %1 cores"))
        .arg(cores);
}

} // namespace

ThreadsControl::ThreadsControl(ComputeChoice& choice, QWidget* parent)
    : QWidget(parent)
    , m_spinBox(new QSpinBox(this))
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_mark(new QLabel(this))
{
    const QString tip
        = tr("How many threads compute all three pictures; acts at once, in the middle of a frame too");
    auto* label = new QLabel(tr("Th&reads"), this);
    label->setBuddy(m_spinBox);
    m_spinBox->setRange(1, choice.maxThreads());
    m_spinBox->setAccessibleName(tr("Threads"));
    m_spinBox->setToolTip(tip);
    m_spinBox->setStatusTip(tip);
    m_spinBox->setObjectName(QStringLiteral("threadsSpinBox"));
    m_slider->setRange(1, choice.maxThreads());
    m_slider->setPageStep(1);
    m_slider->setTickPosition(QSlider::TicksBelow);
    m_slider->setTickInterval(1);
    m_slider->setFixedWidth(110);
    m_slider->setAccessibleName(tr("Threads, as a slider"));
    m_slider->setToolTip(tip);
    m_slider->setStatusTip(tip);
    m_slider->setObjectName(QStringLiteral("threadsSlider"));
    m_mark->setObjectName(QStringLiteral("threadsMark"));

    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(4, 0, 4, 0);
    for (QWidget* widget : { static_cast<QWidget*>(label), static_cast<QWidget*>(m_spinBox),
             static_cast<QWidget*>(m_slider), static_cast<QWidget*>(m_mark) })
        layout->addWidget(widget);

    connect(m_spinBox, &QSpinBox::valueChanged, &choice, &ComputeChoice::setThreads);
    connect(m_slider, &QSlider::valueChanged, &choice, &ComputeChoice::setThreads);
    connect(&choice, &ComputeChoice::threadsChanged, this, &ThreadsControl::show);
    show(choice.threads());
}

void ThreadsControl::show(int threads)
{
    m_spinBox->setValue(threads);
    m_slider->setValue(threads);
    const bool oversubscribed = ComputeChoice::isOversubscribed(threads);
    // The width is that of the longer text, so that nothing moves when the mark changes.
    QFont bold = font();
    bold.setBold(true);
    m_mark->setMinimumWidth(std::max(QFontMetrics(font()).horizontalAdvance(markText(false)),
                                QFontMetrics(bold).horizontalAdvance(markText(true)))
        + 2);
    m_mark->setFont(oversubscribed ? bold : font());
    m_mark->setText(markText(oversubscribed));
    m_mark->setToolTip(oversubscribed
            ? tr("More threads than logical cores: they take turns, and nothing gets faster")
            : tr("Each thread can have a logical core of its own"));
}

} // namespace escapade
