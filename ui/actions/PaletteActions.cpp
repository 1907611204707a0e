#include "ui/actions/PaletteActions.h"

#include "ui/actions/ColoringActions.h"
#include "ui/actions/MakeAction.h"
#include "ui/bridge/PaletteStorage.h"
#include "ui/palette/ColorCycle.h"
#include "ui/palette/ColorsDialog.h"
#include "ui/settings/PictureChoice.h"
#include "ui/toolbar/PaletteSwatch.h"
#include "ui/window/MessageBar.h"

#include <QAction>
#include <QActionGroup>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

#include <algorithm>

namespace escapade {
namespace {

constexpr int cornerGap = 24;

} // namespace

PaletteActions::PaletteActions(const Parts& parts, QMenu& menu, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_menu(menu)
    , m_list(new QMenu(tr("&All palettes"), &menu))
    , m_favourites(new QMenu(tr("&Favourites"), &menu))
    , m_makeFavourite(new QMenu(tr("&Make it a favourite"), &menu))
{
    makeFixedActions();
    connect(&parts.choice, &PictureChoice::palettesChanged, this, &PaletteActions::fillMenu);
    connect(&parts.choice, &PictureChoice::paletteChanged, this, &PaletteActions::showChoice);
    connect(&parts.choice, &PictureChoice::favouritesChanged, this, &PaletteActions::fillFavourites);
    fillMenu();
}

PaletteActions::~PaletteActions() = default;

ColorsDialog* PaletteActions::dialog() const
{
    return m_dialog;
}

void PaletteActions::makeFixedActions()
{
    const auto add = [this](const ActionText& text, const auto& what) {
        QAction* action = makeAction(this, text);
        connect(action, &QAction::triggered, this, what);
        m_menu.addAction(action);
        return action;
    };
    add({ tr("&Next palette"), tr("The next palette of the list"), { Qt::Key_P } },
        [this] { m_parts.choice.stepPalette(1); });
    add({ tr("&Previous palette"), tr("The palette before this one in the list"),
            { QKeySequence(Qt::SHIFT | Qt::Key_P) } },
        [this] { m_parts.choice.stepPalette(-1); });
    m_list->menuAction()->setStatusTip(tr("The built-in palettes and those that were opened or edited"));
    m_favourites->menuAction()->setStatusTip(tr("The palettes of the keys 1 to 9"));
    m_makeFavourite->menuAction()->setStatusTip(tr("Give the palette that is shown one of the keys 1 to 9"));
    m_menu.addMenu(m_list);
    m_menu.addMenu(m_favourites);
    m_menu.addMenu(m_makeFavourite);
    m_menu.addSeparator();
    new ColoringActions(m_parts.choice, m_menu, this);
    m_menu.addSeparator();
    add({ tr("&Edit colours…"),
            tr("Change the palette, what is coloured, and how it is laid along the palette"),
            { QKeySequence(Qt::CTRL | Qt::Key_G) } },
        [this] { edit(); });
    QAction* cycle = makeAction(this,
        { tr("&Cycle the colours"), tr("Let the colours run through the palette, or stop them"),
            { Qt::Key_C } });
    cycle->setCheckable(true);
    connect(cycle, &QAction::triggered, &m_parts.cycle, &ColorCycle::setRunning);
    connect(&m_parts.cycle, &ColorCycle::runningChanged, cycle, &QAction::setChecked);
    m_menu.addAction(cycle);
    m_menu.addSeparator();
    add({ tr("&Open palette…"), tr("Use a palette file of this or another program"), {} },
        [this] { chooseFileToOpen(); });
    add({ tr("&Save palette as…"), tr("Write the palette for this program or as GIMP palette"), {} },
        [this] { chooseFileToSave(); });
}

void PaletteActions::fillMenu()
{
    m_list->clear();
    m_palettes = std::make_unique<QActionGroup>(nullptr);
    int index = 0;
    for (const Palette& palette : m_parts.choice.palettes()) {
        const QString name = QString::fromStdString(palette.name);
        QAction* action = makeEntry(name, tr("Colour the fractals with %1").arg(name), m_palettes.get());
        action->setIcon(paletteSwatch(palette));
        action->setCheckable(true);
        action->setActionGroup(m_palettes.get());
        connect(action, &QAction::triggered, &m_parts.choice,
            [this, index] { m_parts.choice.setPaletteIndex(index); });
        m_list->addAction(action);
        ++index;
    }
    showChoice();
    fillFavourites();
}

/// The name of a palette may hold any character; & would be a mnemonic.
QAction* PaletteActions::makeEntry(const QString& text, const QString& tip, QObject* parent)
{
    return makeAction(parent, { QString(text).replace(u'&', QLatin1String("&&")), tip, {} });
}

void PaletteActions::fillFavourites()
{
    m_favourites->clear();
    m_makeFavourite->clear();
    const auto& ids = m_parts.choice.favourites();
    for (std::size_t n = 0; n < ids.size(); ++n) {
        const auto& palettes = m_parts.choice.palettes();
        const auto found
            = std::ranges::find_if(palettes, [&](const Palette& palette) { return palette.id == ids[n]; });
        const QString key = QString::number(n + 1);
        const QString name = found == palettes.end() ? tr("none") : QString::fromStdString(found->name);
        QAction* choose = makeEntry(name, tr("Colour the fractals with %1").arg(name), m_favourites);
        choose->setShortcut(QKeySequence(key));
        choose->setEnabled(found != palettes.end());
        if (found != palettes.end())
            choose->setIcon(paletteSwatch(*found));
        connect(choose, &QAction::triggered, &m_parts.choice,
            [this, id = ids[n]] { m_parts.choice.setPaletteId(id); });
        m_favourites->addAction(choose);

        QAction* make = makeEntry(tr("Key %1, now %2").arg(key, name),
            tr("Give the palette that is shown the key %1").arg(key), m_makeFavourite);
        connect(make, &QAction::triggered, &m_parts.choice, [this, n] {
            PictureChoice::Favourites favourites = m_parts.choice.favourites();
            favourites[n] = m_parts.choice.palette().id;
            m_parts.choice.setFavourites(favourites);
        });
        m_makeFavourite->addAction(make);
    }
}

void PaletteActions::showChoice()
{
    m_palettes->actions().at(m_parts.choice.paletteIndex())->setChecked(true);
}

void PaletteActions::edit()
{
    if (m_dialog == nullptr) {
        m_dialog = new ColorsDialog(m_parts.choice, m_parts.cycle, &m_parts.window);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_dialog, &ColorsDialog::saveWanted, this, &PaletteActions::chooseFileToSave);
        // In a corner, where it covers least of the picture.
        m_dialog->adjustSize();
        const QRect inside(m_parts.window.mapToGlobal(QPoint()), m_parts.window.size());
        QRect place(QPoint(), m_dialog->size());
        place.moveBottomRight(inside.bottomRight() - QPoint(cornerGap, cornerGap));
        m_dialog->move(place.topLeft());
    }
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

void PaletteActions::openPalette(const QString& path)
{
    m_lastFolder = QFileInfo(path).absolutePath();
    m_work.run([path] { return loadPalette(path); },
        [this, path](const Result<Palette>& palette) {
            if (!palette) {
                m_parts.messages.show(MessageKind::Problem, QString::fromStdString(palette.error().message));
                return;
            }
            m_parts.choice.storePalette(*palette);
            m_parts.messages.show(MessageKind::Note, tr("Opened %1").arg(QFileInfo(path).fileName()));
        });
}

void PaletteActions::savePalette(const QString& path)
{
    m_lastFolder = QFileInfo(path).absolutePath();
    m_work.run([path, palette = m_parts.choice.palette()] { return storePalette(palette, path); },
        [this, path](const Result<void>& written) {
            if (written)
                m_parts.messages.show(MessageKind::Note, tr("Saved %1").arg(path));
            else
                m_parts.messages.show(MessageKind::Problem, QString::fromStdString(written.error().message));
            emit saved(written.has_value());
        });
}

void PaletteActions::chooseFileToOpen()
{
    auto* dialog = new QFileDialog(&m_parts.window, tr("Open palette"), m_lastFolder,
        tr("Palettes (*.toml *.map *.gpl *.ggr *.ugr *.cs);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &PaletteActions::openPalette);
    dialog->open();
}

void PaletteActions::chooseFileToSave()
{
    const QString ours = tr("Escapade palettes (*.toml)");
    const QString gimp = tr("GIMP palettes (*.gpl)");
    auto* dialog = new QFileDialog(
        &m_parts.window, tr("Save palette as"), m_lastFolder, ours + QLatin1String(";;") + gimp);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setDefaultSuffix(QStringLiteral("toml"));
    dialog->selectFile(QString::fromStdString(m_parts.choice.palette().id) + QLatin1String(".toml"));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, gimp](const QString& filter) {
        dialog->setDefaultSuffix(filter == gimp ? QStringLiteral("gpl") : QStringLiteral("toml"));
    });
    connect(dialog, &QFileDialog::fileSelected, this, &PaletteActions::savePalette);
    dialog->open();
}

} // namespace escapade
