#include "ui/actions/PaletteActions.h"

#include "ui/actions/MakeAction.h"
#include "ui/settings/PictureChoice.h"
#include "ui/toolbar/PaletteSwatch.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>

namespace escapade {

PaletteActions::PaletteActions(PictureChoice& choice, QMenu& menu, QObject* parent)
    : QObject(parent)
    , m_choice(choice)
    , m_menu(menu)
    , m_next(makeAction(this, { tr("&Next palette"), tr("The next palette of the list"), { Qt::Key_P } }))
    , m_previous(makeAction(this,
          { tr("&Previous palette"), tr("The palette before this one in the list"),
              { QKeySequence(Qt::SHIFT | Qt::Key_P) } }))
{
    connect(m_next, &QAction::triggered, this, [this] { m_choice.stepPalette(1); });
    connect(m_previous, &QAction::triggered, this, [this] { m_choice.stepPalette(-1); });
    connect(&choice, &PictureChoice::palettesChanged, this, &PaletteActions::fillMenu);
    connect(&choice, &PictureChoice::paletteChanged, this, &PaletteActions::showChoice);
    fillMenu();
}

PaletteActions::~PaletteActions() = default;

void PaletteActions::fillMenu()
{
    m_menu.clear();
    m_menu.addActions({ m_next, m_previous });
    m_menu.addSeparator();
    m_palettes = std::make_unique<QActionGroup>(nullptr);
    int index = 0;
    for (const Palette& palette : m_choice.palettes()) {
        const QString name = QString::fromStdString(palette.name);
        QAction* action
            = makeAction(m_palettes.get(), { name, tr("Colour the fractals with %1").arg(name), {} });
        action->setIcon(paletteSwatch(palette));
        action->setCheckable(true);
        action->setActionGroup(m_palettes.get());
        connect(action, &QAction::triggered, &m_choice, [this, index] { m_choice.setPaletteIndex(index); });
        m_menu.addAction(action);
        ++index;
    }
    showChoice();
}

void PaletteActions::showChoice()
{
    m_palettes->actions().at(m_choice.paletteIndex())->setChecked(true);
}

} // namespace escapade
