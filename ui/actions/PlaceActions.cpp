#include "ui/actions/PlaceActions.h"

#include "ui/actions/MakeAction.h"
#include "ui/bridge/PlaceFiles.h"
#include "ui/places/PlacesModel.h"
#include "ui/places/PlacesPanel.h"
#include "ui/scene/SceneControl.h"
#include "ui/settings/PictureChoice.h"
#include "ui/window/MessageBar.h"

#include <QAction>
#include <QInputDialog>
#include <QLineEdit>

namespace escapade {

PlaceActions::PlaceActions(const Parts& parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_keep(makeAction(this,
          { tr("&Keep as place…"), tr("Keep what the Mandelbrot view shows among the places, under a name"),
              { QKeySequence(Qt::CTRL | Qt::Key_B) } }))
    , m_keepJulia(makeAction(this,
          { tr("&Keep Julia as place…"), tr("Keep what the Julia view shows among the places, under a name"),
              { QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_B) } }))
{
    connect(m_keep, &QAction::triggered, this, [this] { askForTitle(Formula::Mandelbrot); });
    connect(m_keepJulia, &QAction::triggered, this, [this] { askForTitle(Formula::Julia); });
    connect(&parts.panel, &PlacesPanel::visitWanted, this, &PlaceActions::visit);
    connect(&parts.panel, &PlacesPanel::removeWanted, this, &PlaceActions::remove);
    connect(&parts.model, &PlacesModel::changed, this, &PlaceActions::store);
    connect(&parts.model, &PlacesModel::removed, this, &PlaceActions::removeFile);
}

void PlaceActions::setFolder(const QString& folder)
{
    m_folder = folder;
    if (folder.isEmpty())
        return;
    m_work.run([folder] { return readPlaces(folder); },
        [this](const PlacesRead& read) {
            m_parts.model.setOwnPlaces(read.places);
            if (!read.problems.isEmpty())
                reportProblem(tr("%n place(s) could not be read; the first: %1", nullptr,
                    static_cast<int>(read.problems.size()))
                                  .arg(read.problems.front()));
        });
}

void PlaceActions::visit(const Place& place)
{
    const Result<void> shown = m_parts.scene.show({ place.location, place.palette });
    if (!shown)
        reportProblem(QString::fromStdString(shown.error().message));
    else
        emit visited(place.location.formula);
}

void PlaceActions::keep(Formula formula, const QString& title)
{
    Place place;
    place.title = title.toStdString();
    place.location = m_parts.scene.location(formula);
    place.palette = paletteToCarry(m_parts.picture.palette());
    const int row = m_parts.model.add(std::move(place));
    m_parts.panel.choose(row);
    m_parts.messages.show(
        MessageKind::Note, tr("Kept as “%1”").arg(QString::fromStdString(m_parts.model.place(row).title)));
}

void PlaceActions::askForTitle(Formula formula)
{
    auto* dialog = new QInputDialog(&m_parts.window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Keep as place"));
    dialog->setLabelText(tr("&Name of the place:"));
    dialog->setTextValue(tr("Place %1").arg(m_parts.model.ownPlaces().size() + 1));
    dialog->setOkButtonText(tr("&Keep"));
    connect(dialog, &QInputDialog::textValueSelected, this,
        [this, formula](const QString& title) { keep(formula, title); });
    dialog->open();
    // The view as it is when the name is given: nothing of it can be changed while the dialog is open.
    if (auto* field = dialog->findChild<QLineEdit*>()) {
        field->setMaxLength(static_cast<int>(maxTitleBytes));
        field->setAccessibleName(tr("Name of the place"));
        field->selectAll();
    }
}

void PlaceActions::remove(int row)
{
    const Place place = m_parts.model.place(row);
    m_parts.model.remove(row);
    m_parts.messages.show(MessageKind::Note,
        tr("Deleted the place “%1”").arg(QString::fromStdString(place.title)),
        { tr("&Undo"), [this, place] { m_parts.panel.choose(m_parts.model.add(place)); } });
}

void PlaceActions::store(const Place& place)
{
    if (m_folder.isEmpty())
        return;
    m_work.run([place, folder = m_folder] { return writePlace(place, folder); },
        [this](const Result<void>& written) {
            if (!written)
                reportProblem(QString::fromStdString(written.error().message));
        });
}

void PlaceActions::removeFile(const std::string& id)
{
    if (m_folder.isEmpty())
        return;
    m_work.run([id, folder = m_folder] { return removePlace(id, folder); },
        [this](const Result<void>& removed) {
            if (!removed)
                reportProblem(QString::fromStdString(removed.error().message));
        });
}

void PlaceActions::reportProblem(const QString& problem)
{
    m_parts.messages.show(MessageKind::Problem, problem);
}

} // namespace escapade
