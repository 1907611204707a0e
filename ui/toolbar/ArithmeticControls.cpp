#include "ui/toolbar/ArithmeticControls.h"

#include "ui/settings/ComputeChoice.h"
#include "ui/text/Wording.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QStandardItemModel>

namespace escapade {
namespace {

void setItem(QComboBox& box, int index, const QString& reason, const QString& tip)
{
    auto* model = qobject_cast<QStandardItemModel*>(box.model());
    model->item(index)->setEnabled(reason.isEmpty());
    model->item(index)->setToolTip(reason.isEmpty() ? tip : reason);
}

QString arithmeticTip(Arithmetic arithmetic)
{
    return arithmetic == Arithmetic::Strict
        ? ArithmeticControls::tr("Every operation rounds on its own: the same bits on every machine")
        : ArithmeticControls::tr("Multiply and add round once together: faster, rounds differently");
}

} // namespace

ArithmeticControls::ArithmeticControls(ComputeChoice& choice, QWidget* parent)
    : QWidget(parent)
    , m_choice(choice)
    , m_simd(new QComboBox(this))
    , m_arithmetic(new QComboBox(this))
{
    auto* simdLabel = new QLabel(tr("SI&MD"), this);
    simdLabel->setBuddy(m_simd);
    m_simd->setObjectName(QStringLiteral("simdComboBox"));
    m_simd->setAccessibleName(tr("SIMD level"));
    m_simd->setToolTip(tr("Which vector instructions compute all three pictures; no pixel depends on it"));
    m_simd->setStatusTip(m_simd->toolTip());
    auto* arithmeticLabel = new QLabel(tr("&Arithmetic"), this);
    arithmeticLabel->setBuddy(m_arithmetic);
    m_arithmetic->setObjectName(QStringLiteral("arithmeticComboBox"));
    m_arithmetic->setAccessibleName(tr("Arithmetic"));
    m_arithmetic->setToolTip(tr("How the fractals' numbers are rounded"));
    m_arithmetic->setStatusTip(m_arithmetic->toolTip());
    fillSimd();
    fillArithmetic();

    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(4, 0, 4, 0);
    layout->addWidget(simdLabel);
    layout->addWidget(m_simd);
    layout->addSpacing(8);
    layout->addWidget(arithmeticLabel);
    layout->addWidget(m_arithmetic);

    connect(m_simd, &QComboBox::activated, &choice,
        [this](int index) { m_choice.setSimd(allSimdLevels.at(static_cast<std::size_t>(index))); });
    connect(m_arithmetic, &QComboBox::activated, &choice,
        [this](int index) { m_choice.setArithmetic(index == 0 ? Arithmetic::Strict : Arithmetic::Fused); });
    connect(&choice, &ComputeChoice::simdChanged, this, &ArithmeticControls::showChoice);
    connect(&choice, &ComputeChoice::arithmeticChanged, this, &ArithmeticControls::showChoice);
    showChoice();
}

void ArithmeticControls::fillSimd()
{
    for (const SimdLevel level : allSimdLevels) {
        m_simd->addItem(simdShortText(level));
        setItem(*m_simd, m_simd->count() - 1, simdUnavailableReason(level), simdText(level));
    }
}

void ArithmeticControls::fillArithmetic()
{
    m_arithmetic->addItem(arithmeticText(Arithmetic::Strict));
    m_arithmetic->addItem(arithmeticText(Arithmetic::Fused));
}

void ArithmeticControls::showChoice()
{
    m_simd->setCurrentIndex(static_cast<int>(m_choice.simd()));
    for (const Arithmetic arithmetic : { Arithmetic::Strict, Arithmetic::Fused }) {
        setItem(*m_arithmetic, static_cast<int>(arithmetic),
            arithmeticUnavailableReason(m_choice.simd(), arithmetic), arithmeticTip(arithmetic));
    }
    m_arithmetic->setCurrentIndex(static_cast<int>(m_choice.arithmetic()));
}

} // namespace escapade
