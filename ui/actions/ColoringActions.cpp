#include "ui/actions/ColoringActions.h"

#include "ui/actions/MakeAction.h"
#include "ui/settings/PictureChoice.h"
#include "ui/text/ColoringWording.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>

namespace escapade {

ColoringActions::ColoringActions(PictureChoice& choice, QMenu& menu, QObject* parent)
    : QObject(parent)
    , m_choice(choice)
{
    addOutsides(menu);
    addInsides(menu);
    addLamp(menu);
    connect(&choice, &PictureChoice::colorMappingChanged, this, &ColoringActions::showChoice);
    showChoice();
}

void ColoringActions::addOutsides(QMenu& menu)
{
    QAction* next
        = makeAction(this, { tr("Next colou&ring"), tr("Colour by the next of the list"), { Qt::Key_K } });
    connect(next, &QAction::triggered, this, [this] { step(1); });
    QAction* previous = makeAction(this,
        { tr("Previo&us colouring"), tr("Colour by the one before in the list"),
            { QKeySequence(Qt::SHIFT | Qt::Key_K) } });
    connect(previous, &QAction::triggered, this, [this] { step(-1); });
    auto* all = new QMenu(tr("Co&lour by"), &menu);
    all->menuAction()->setStatusTip(tr("What gives points outside of the set their colour"));
    auto* group = new QActionGroup(this);
    for (const Outside outside : allOutsides) {
        QAction* action = makeAction(this, { coloringName(outside), coloringTip(outside), {} });
        action->setCheckable(true);
        group->addAction(action);
        all->addAction(action);
        m_outsides.append(action);
        connect(action, &QAction::triggered, this, [this, outside] {
            ColorMapping mapping = m_choice.colorMapping();
            mapping.outside = outside;
            m_choice.setColorMapping(mapping);
        });
    }
    menu.addAction(next);
    menu.addAction(previous);
    menu.addMenu(all);
}

void ColoringActions::addInsides(QMenu& menu)
{
    auto* all = new QMenu(tr("Colour the &inside by"), &menu);
    all->menuAction()->setStatusTip(tr("What gives points of the set their colour"));
    auto* group = new QActionGroup(this);
    for (const Inside inside : allInsides) {
        QAction* action = makeAction(this, { coloringName(inside), coloringTip(inside), {} });
        action->setCheckable(true);
        group->addAction(action);
        all->addAction(action);
        m_insides.append(action);
        connect(action, &QAction::triggered, this, [this, inside] {
            ColorMapping mapping = m_choice.colorMapping();
            mapping.inside = inside;
            m_choice.setColorMapping(mapping);
        });
    }
    menu.addMenu(all);
}

void ColoringActions::addLamp(QMenu& menu)
{
    m_lamp = makeAction(this,
        { tr("Lamp li&ght"), tr("Light the picture from the side, as if it fell towards the set"),
            { Qt::Key_L } });
    m_lamp->setCheckable(true);
    connect(m_lamp, &QAction::triggered, this, [this](bool on) {
        ColorMapping mapping = m_choice.colorMapping();
        mapping.lamp.on = on;
        m_choice.setColorMapping(mapping);
    });
    menu.addAction(m_lamp);
}

void ColoringActions::step(int by)
{
    constexpr int count = allOutsides.size();
    ColorMapping mapping = m_choice.colorMapping();
    const int next = (static_cast<int>(mapping.outside) + by + count) % count;
    mapping.outside = static_cast<Outside>(next);
    m_choice.setColorMapping(mapping);
}

void ColoringActions::showChoice()
{
    const ColorMapping& mapping = m_choice.colorMapping();
    m_outsides.at(static_cast<int>(mapping.outside))->setChecked(true);
    m_insides.at(static_cast<int>(mapping.inside))->setChecked(true);
    m_lamp->setChecked(mapping.lamp.on);
}

} // namespace escapade
