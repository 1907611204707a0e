#include "ui/diffusion/WallControls.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>

namespace escapade {
namespace {

constexpr double largestValue = 1000;

/// The order in which they stand in the boxes.
constexpr std::array kinds { WallKind::Value, WallKind::Insulated, WallKind::Periodic, WallKind::Robin };

int indexOf(WallKind kind)
{
    int index = 0;
    while (kinds.at(static_cast<std::size_t>(index)) != kind)
        ++index;
    return index;
}

WallKind kindOf(const QComboBox& box)
{
    return kinds.at(static_cast<std::size_t>(std::max(0, box.currentIndex())));
}

} // namespace

WallControls::WallControls(QWidget* parent)
    : QWidget(parent)
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    m_sides = { makeSide(tr("&Top"), QStringLiteral("wallTop"), 1),
        makeSide(tr("&Bottom"), QStringLiteral("wallBottom"), 2),
        makeSide(tr("&Left"), QStringLiteral("wallLeft"), 3),
        makeSide(tr("&Right"), QStringLiteral("wallRight"), 4) };
    grid->addWidget(new QLabel(tr("Wall"), this), 0, 1);
    grid->addWidget(new QLabel(tr("Density"), this), 0, 2);
    grid->addWidget(new QLabel(tr("Exchange"), this), 0, 3);
    enableFields();
}

WallControls::Side WallControls::makeSide(const QString& name, const QString& objectName, int row)
{
    auto* grid = static_cast<QGridLayout*>(layout());
    Side side { new QComboBox(this), new QDoubleSpinBox(this), new QDoubleSpinBox(this) };
    QString plain = name;
    plain.remove(QLatin1Char('&'));
    side.kind->setObjectName(objectName);
    side.kind->addItems({ tr("Held"), tr("Insulated"), tr("Periodic"), tr("Exchange") });
    side.kind->setAccessibleName(tr("Wall, %1").arg(plain));
    side.kind->setToolTip(tr("Held at a density; insulated: nothing flows through; periodic: joined to the "
                             "other side; exchange: gives to an outside of a density (Robin)"));
    side.value->setRange(-largestValue, largestValue);
    side.value->setSingleStep(0.1);
    side.value->setAccessibleName(tr("Density, %1").arg(plain));
    side.value->setToolTip(tr("The density at the wall, or outside of it"));
    side.exchange->setRange(0, largestValue);
    side.exchange->setSingleStep(0.1);
    side.exchange->setValue(1);
    side.exchange->setAccessibleName(tr("Exchange, %1").arg(plain));
    side.exchange->setToolTip(tr("h in du/dn = h (outside - u): 0 insulates"));
    auto* label = new QLabel(name, this);
    label->setBuddy(side.kind);
    grid->addWidget(label, row, 0);
    grid->addWidget(side.kind, row, 1);
    grid->addWidget(side.value, row, 2);
    grid->addWidget(side.exchange, row, 3);
    const int index = row - 1;
    connect(side.kind, &QComboBox::currentIndexChanged, this, [this, index] { takeKind(index); });
    for (QDoubleSpinBox* const box : { side.value, side.exchange })
        connect(box, &QDoubleSpinBox::valueChanged, this, [this] { emit chosen(walls()); });
    return side;
}

Walls WallControls::walls() const
{
    return { wallOf(m_sides[0]), wallOf(m_sides[1]), wallOf(m_sides[2]), wallOf(m_sides[3]) };
}

void WallControls::setWalls(const Walls& walls)
{
    show(m_sides[0], walls.top);
    show(m_sides[1], walls.bottom);
    show(m_sides[2], walls.left);
    show(m_sides[3], walls.right);
    enableFields();
}

void WallControls::setSimple(bool simple)
{
    m_simple = simple;
    enableFields();
}

Wall WallControls::wallOf(const Side& side)
{
    const double h = side.exchange->value();
    return {
        .kind = kindOf(*side.kind), .value = side.value->value(), .a = h, .b = 1, .g = h * side.value->value()
    };
}

void WallControls::show(const Side& side, const Wall& wall)
{
    const QSignalBlocker kind(side.kind);
    const QSignalBlocker value(side.value);
    const QSignalBlocker exchange(side.exchange);
    side.kind->setCurrentIndex(indexOf(wall.kind));
    if (wall.kind == WallKind::Value)
        side.value->setValue(wall.value);
    if (wall.kind == WallKind::Robin) {
        side.exchange->setValue(wall.b > 0 ? wall.a / wall.b : largestValue);
        side.value->setValue(wall.a > 0 ? wall.g / wall.a : 0);
    }
}

/// Keeps pairs together: the other side becomes periodic too, or insulated when this one is not any more.
void WallControls::takeKind(int changed)
{
    const int other = changed ^ 1;
    const bool periodic = kindOf(*m_sides.at(static_cast<std::size_t>(changed)).kind) == WallKind::Periodic;
    QComboBox* const partner = m_sides.at(static_cast<std::size_t>(other)).kind;
    if (periodic != (kindOf(*partner) == WallKind::Periodic)) {
        const QSignalBlocker blocker(partner);
        partner->setCurrentIndex(indexOf(periodic ? WallKind::Periodic : WallKind::Insulated));
    }
    enableFields();
    emit chosen(walls());
}

void WallControls::enableFields()
{
    for (const Side& side : m_sides) {
        const WallKind kind = kindOf(*side.kind);
        side.value->setEnabled(!m_simple && (kind == WallKind::Value || kind == WallKind::Robin));
        side.exchange->setEnabled(!m_simple && kind == WallKind::Robin);
    }
}

} // namespace escapade
