#include "ui/timings/SweepOptions.h"

#include "ui/text/Wording.h"
#include "ui/timings/TimingsText.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>

#include <algorithm>

namespace escapade {
namespace {

constexpr double usualPrecision = 2; // per cent
constexpr int usualRepeats = 500;
constexpr int usualSeconds = 60;

/// The ticked values; none: the one in use.
template <typename Choices, typename T> std::vector<T> ticked(const Choices& choices, T inUse)
{
    std::vector<T> values;
    for (const auto& choice : choices) {
        if (choice.box->isChecked())
            values.push_back(choice.value);
    }
    if (values.empty())
        values.push_back(inUse);
    return values;
}

} // namespace

SweepOptions::SweepOptions(QWidget* parent)
    : QDialog(parent)
    , m_strong(new QRadioButton(tr("The &same for all (strong scaling)"), this))
    , m_weak(new QRadioButton(tr("&Grows with the threads (weak scaling)"), this))
    , m_precision(new QDoubleSpinBox(this))
    , m_repeats(new QSpinBox(this))
    , m_seconds(new QSpinBox(this))
    , m_summary(new QLabel(this))
{
    setObjectName(QStringLiteral("sweepOptions"));
    setWindowTitle(tr("What a sweep measures"));
    setUpChoices();
    setUpStop();
    setUpLayout();
    reset();
}

SweepPlan SweepOptions::plan(const std::vector<int>& threads, const SweepSetting& inUse) const
{
    constexpr double perCent = 0.01;
    SweepPlan plan;
    plan.settings = settingsOf(axes(threads, inUse));
    plan.mostRepeats = m_repeats->value();
    plan.leastRepeats = std::min(plan.leastRepeats, plan.mostRepeats);
    plan.precision = m_precision->value() * perCent;
    plan.budget = std::chrono::seconds(m_seconds->value());
    plan.scaling = m_weak->isChecked() ? Scaling::Weak : Scaling::Strong;
    return plan;
}

int SweepOptions::kernels() const
{
    return std::max(1, static_cast<int>(settingsOf(axes({ 1 }, { .simd = bestSimdLevel() })).size()));
}

void SweepOptions::reset()
{
    const auto boxes = findChildren<QCheckBox*>();
    for (QCheckBox* box : boxes)
        box->setChecked(false);
    m_strong->setChecked(true);
    m_precision->setValue(usualPrecision);
    m_repeats->setValue(usualRepeats);
    m_seconds->setValue(usualSeconds);
}

void SweepOptions::setUpChoices()
{
    for (const SimdLevel level : allSimdLevels) {
        const std::string_view name = simdName(level);
        QCheckBox* box = addBox(simdShortText(level),
            QStringLiteral("sweepSimd-")
                + QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())));
        box->setEnabled(isAvailable(level));
        box->setToolTip(isAvailable(level) ? simdText(level) : simdUnavailableReason(level));
        m_simd.push_back({ level, box });
    }
    m_arithmetics = { { Arithmetic::Strict, addBox(tr("S&trict"), QStringLiteral("sweepStrict")) },
        { Arithmetic::Fused, addBox(tr("&Fused"), QStringLiteral("sweepFused")) } };
    m_arithmetics[1].box->setToolTip(
        tr("Only with SIMD levels that have the instruction; the others are left out"));
    m_schedules = { { Schedule::Dynamic, addBox(tr("&Dynamic"), QStringLiteral("sweepDynamic")) },
        { Schedule::Static, addBox(tr("St&atic"), QStringLiteral("sweepStatic")) } };
    m_schedules[0].box->setToolTip(tr("Whoever is free takes the next tile"));
    m_schedules[1].box->setToolTip(
        tr("Each worker has an equal number of neighbouring tiles from the start"));
    for (const int size : { 16, 32, 64, 128, 256 })
        m_tileSizes.push_back(
            { size, addBox(QString::number(size), QStringLiteral("sweepTile-%1").arg(size)) });
    m_strong->setToolTip(tr("How much faster is this picture with more threads?"));
    m_weak->setObjectName(QStringLiteral("sweepWeak"));
    m_weak->setToolTip(
        tr("How much more picture is there in the same time? The most threads compute the view "
           "as it is, fewer ones the same view with fewer pixels."));
    connect(m_weak, &QRadioButton::toggled, this, &SweepOptions::changed);
}

QCheckBox* SweepOptions::addBox(const QString& text, const QString& name)
{
    auto* box = new QCheckBox(text, this);
    box->setObjectName(name);
    connect(box, &QCheckBox::toggled, this, &SweepOptions::changed);
    return box;
}

void SweepOptions::setUpStop()
{
    constexpr double leastPrecision = 0.1;
    constexpr double mostPrecision = 50;
    constexpr int mostSeconds = 3600;
    m_precision->setObjectName(QStringLiteral("sweepPrecision"));
    m_precision->setAccessibleName(tr("How well medians are to be known"));
    m_precision->setRange(leastPrecision, mostPrecision);
    m_precision->setDecimals(1);
    m_precision->setPrefix(tr("± ", "precision"));
    m_precision->setSuffix(tr(" %"));
    m_precision->setToolTip(
        tr("How well the median of every setting must be known, with 95 % confidence whatever the "
           "distribution of the times. That takes six repeats at least."));
    m_repeats->setObjectName(QStringLiteral("sweepRepeats"));
    m_repeats->setAccessibleName(tr("Most repeats of the sweep"));
    m_repeats->setRange(1, usualRepeats);
    m_repeats->setPrefix(tr("at most "));
    m_repeats->setToolTip(
        tr("In a repeat all settings take turns, in every other one backwards, so that what "
           "drifts meets all alike."));
    m_seconds->setObjectName(QStringLiteral("sweepSeconds"));
    m_seconds->setAccessibleName(tr("Most seconds of the sweep"));
    m_seconds->setRange(1, mostSeconds);
    m_seconds->setPrefix(tr("at most "));
    m_seconds->setSuffix(tr(" s"));
    m_seconds->setToolTip(tr("No measurement begins after that"));
    connect(this, &SweepOptions::changed, this, &SweepOptions::showSummary);
}

QWidget* SweepOptions::makeRow(const std::vector<QWidget*>& widgets)
{
    auto* holder = new QWidget(this);
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    for (QWidget* widget : widgets)
        row->addWidget(widget);
    row->addStretch();
    return holder;
}

void SweepOptions::setUpLayout()
{
    const auto boxesOf = [](const auto& choices) {
        std::vector<QWidget*> boxes;
        boxes.reserve(std::size(choices));
        for (const auto& choice : choices)
            boxes.push_back(choice.box);
        return boxes;
    };
    auto* explanation = new QLabel(
        tr("Every combination of what is ticked is measured with every number of threads. In a line without "
           "a tick, what is in use is."),
        this);
    explanation->setWordWrap(true);
    m_summary->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(
        QDialogButtonBox::Close | QDialogButtonBox::RestoreDefaults, Qt::Horizontal, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons->button(QDialogButtonBox::RestoreDefaults), &QPushButton::clicked, this,
        &SweepOptions::reset);

    auto* form = new QFormLayout(this);
    form->addRow(explanation);
    form->addRow(tr("SIMD levels:"), makeRow(boxesOf(m_simd)));
    form->addRow(tr("Arithmetic:"), makeRow(boxesOf(m_arithmetics)));
    form->addRow(tr("Schedule:"), makeRow(boxesOf(m_schedules)));
    form->addRow(tr("Tiles, pixels a side:"), makeRow(boxesOf(m_tileSizes)));
    form->addRow(tr("Picture:"), makeRow({ m_strong }));
    form->addRow(QString(), makeRow({ m_weak }));
    form->addRow(tr("&Until medians are known to:"), m_precision);
    form->addRow(tr("&Repeats:"), m_repeats);
    form->addRow(tr("Ti&me:"), m_seconds);
    form->addRow(m_summary);
    form->addRow(buttons);
}

SweepAxes SweepOptions::axes(const std::vector<int>& threads, const SweepSetting& inUse) const
{
    return { threads, ticked(m_simd, inUse.simd), ticked(m_arithmetics, inUse.arithmetic),
        ticked(m_schedules, inUse.schedule), ticked(m_tileSizes, inUse.tileSize) };
}

void SweepOptions::showSummary()
{
    m_summary->setText(kernels() == 1
            ? tr("One way of computing, with each number of threads.")
            : tr("%1 ways of computing, with each number of threads.").arg(kernels()));
}

} // namespace escapade
