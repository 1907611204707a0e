#include "ui/julia/InverseDialog.h"

#include "ui/canvas/InverseLayer.h"
#include "ui/settings/WidgetState.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>

#include <limits>

namespace escapade {

InverseDialog::InverseDialog(InverseLayer& layer, QWidget* parent)
    : QDialog(parent)
    , m_layer(layer)
    , m_show(new QComboBox(this))
    , m_method(new QComboBox(this))
    , m_points(makeSpinBox("inversePoints", 1000, static_cast<int>(InverseRequest::maxPoints), tr("Points"),
          tr("How many points are computed at most; deep views need many, for few of them are in view")))
    , m_hitLimit(makeSpinBox("inverseHitLimit", 1, InverseRequest::maxHitLimit, tr("Hit limit"),
          tr("A pixel with so many hits is full; the tree does not go on from there")))
    , m_seed(makeSpinBox("inverseSeed", 0, std::numeric_limits<int>::max(), tr("Seed"),
          tr("Of the coin that is tossed for each random root; the same seed gives the same picture")))
    , m_result(new QLabel(this))
{
    setWindowTitle(tr("Inverse iteration"));
    setObjectName(QStringLiteral("inverseDialog"));
    m_show->setObjectName(QStringLiteral("inverseShow"));
    m_show->setAccessibleName(tr("Where the points are drawn"));
    m_show->addItems({ tr("Off"), tr("Over the picture"), tr("Instead of the picture") });
    m_method->setObjectName(QStringLiteral("inverseMethod"));
    m_method->setAccessibleName(tr("Which roots are followed"));
    m_method->addItems({ tr("Random roots"), tr("Full tree of roots") });
    m_points->setSingleStep(100'000);
    m_points->setGroupSeparatorShown(true);
    m_result->setTextFormat(Qt::PlainText);
    m_result->setWordWrap(true);
    setUpLayout();
    for (QComboBox* box : { m_show, m_method })
        connect(box, &QComboBox::currentIndexChanged, this, &InverseDialog::take);
    for (QSpinBox* box : { m_points, m_hitLimit, m_seed })
        connect(box, &QSpinBox::valueChanged, this, &InverseDialog::take);
    connect(&layer, &InverseLayer::choiceChanged, this, &InverseDialog::showChoice);
    connect(&layer, &InverseLayer::drawn, this, &InverseDialog::showResult);
    showChoice();
}

void InverseDialog::keepIn(QVariantMap& state) const
{
    for (const QComboBox* box : { m_show, m_method })
        keep(*box, state);
    for (const QSpinBox* box : { m_points, m_hitLimit, m_seed })
        keep(*box, state);
}

void InverseDialog::restoreFrom(const QVariantMap& state)
{
    for (QComboBox* box : { m_show, m_method })
        restore(state, *box);
    for (QSpinBox* box : { m_points, m_hitLimit, m_seed })
        restore(state, *box);
}

QSpinBox* InverseDialog::makeSpinBox(
    const char* id, int least, int most, const QString& name, const QString& tip)
{
    auto* box = new QSpinBox(this);
    box->setObjectName(QLatin1String(id));
    box->setRange(least, most);
    box->setAccessibleName(name);
    box->setToolTip(tip);
    box->setKeyboardTracking(false);
    return box;
}

void InverseDialog::setUpLayout()
{
    auto* about
        = new QLabel(tr("Points of the Julia set, found by taking roots: z becomes +√(z − c) or −√(z − c), "
                        "again and again. Of all other points nothing is said."),
            this);
    about->setWordWrap(true);
    auto* layout = new QFormLayout(this);
    layout->addRow(about);
    layout->addRow(tr("&Draw"), m_show);
    layout->addRow(tr("&Roots"), m_method);
    layout->addRow(tr("&Points"), m_points);
    layout->addRow(tr("&Hit limit"), m_hitLimit);
    layout->addRow(tr("S&eed"), m_seed);
    layout->addRow(m_result);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addRow(buttons);
    setMinimumWidth(340);
}

void InverseDialog::take()
{
    InverseChoice choice;
    choice.show = static_cast<InverseShow>(m_show->currentIndex());
    choice.method = static_cast<InverseMethod>(m_method->currentIndex());
    choice.points = m_points->value();
    choice.hitLimit = m_hitLimit->value();
    choice.seed = static_cast<std::uint64_t>(m_seed->value());
    m_layer.setChoice(choice);
}

void InverseDialog::showChoice()
{
    const InverseChoice& choice = m_layer.choice();
    const QSignalBlocker noShow(m_show);
    const QSignalBlocker noMethod(m_method);
    const QSignalBlocker noPoints(m_points);
    const QSignalBlocker noHitLimit(m_hitLimit);
    const QSignalBlocker noSeed(m_seed);
    m_show->setCurrentIndex(static_cast<int>(choice.show));
    m_method->setCurrentIndex(static_cast<int>(choice.method));
    m_points->setValue(static_cast<int>(choice.points));
    m_hitLimit->setValue(choice.hitLimit);
    m_seed->setValue(static_cast<int>(choice.seed));
    m_seed->setEnabled(choice.method == InverseMethod::Random);
    showResult();
}

void InverseDialog::showResult()
{
    if (!m_layer.problem().isEmpty())
        m_result->setText(m_layer.problem());
    else if (m_layer.points() == 0)
        m_result->setText(tr("Nothing is drawn"));
    else
        m_result->setText(
            tr("%1 points computed").arg(locale().toString(static_cast<qlonglong>(m_layer.points()))));
}

} // namespace escapade
