#include "ui/actions/LocationActions.h"

#include "ui/actions/MakeAction.h"
#include "ui/canvas/FractalCanvas.h"
#include "ui/scene/SceneControl.h"
#include "ui/settings/PictureChoice.h"
#include "ui/toolbar/LineIcon.h"
#include "ui/window/MessageBar.h"

#include <QAction>
#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImage>
#include <QMenu>
#include <QPixmap>

namespace escapade {
namespace {

/// Texts on the clipboard longer than this are no location.
constexpr qsizetype maxPastedCharacters = 1'000'000;

} // namespace

LocationActions::LocationActions(const Parts& parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_open(makeAction(this,
          { tr("&Open location or picture…"),
              tr("Show the place in a location file or in a picture saved before"), { QKeySequence::Open } }))
    , m_save(makeAction(this,
          { tr("&Save picture…"), tr("Save the Mandelbrot view as PNG, its location inside"),
              { QKeySequence::Save } }))
    , m_saveAsShown(makeAction(this,
          { tr("Save as sho&wn…"),
              tr("Save the Mandelbrot view as PNG with what is drawn over it: marker, orbit, smooth edges"),
              { QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_S) } }))
    , m_copy(makeAction(this,
          { tr("&Copy location"), tr("Copy the place of the Mandelbrot view as text"),
              { QKeySequence::Copy } }))
    , m_paste(makeAction(this,
          { tr("&Paste location"), tr("Show the place that the copied text describes"),
              { QKeySequence::Paste } }))
    , m_saveJulia(makeAction(this,
          { tr("&Save Julia picture…"), tr("Save the Julia view as PNG as it is drawn, its location inside"),
              { QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S) } }))
    , m_copyJulia(makeAction(this,
          { tr("&Copy Julia location"), tr("Copy the place of the Julia view as text"),
              { QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C) } }))
    , m_toolBarActions({ m_open, m_save })
{
    m_open->setIcon(lineIcon(IconShape::Open));
    m_save->setIcon(lineIcon(IconShape::Save));
    m_copy->setIcon(lineIcon(IconShape::Copy));
    m_paste->setIcon(lineIcon(IconShape::Paste));
    connect(m_open, &QAction::triggered, this, &LocationActions::chooseFileToOpen);
    connect(m_save, &QAction::triggered, this, [this] { choosePictureToSave(Formula::Mandelbrot); });
    connect(m_saveAsShown, &QAction::triggered, this, [this] {
        chooseWhereToSave(tr("mandelbrot.png"), [this](const QString& path) { saveAsShown(path); });
    });
    connect(m_copy, &QAction::triggered, this, [this] { copyLocation(Formula::Mandelbrot); });
    connect(m_paste, &QAction::triggered, this, [this] { pasteText(QGuiApplication::clipboard()->text()); });
    connect(m_saveJulia, &QAction::triggered, this, [this] { choosePictureToSave(Formula::Julia); });
    connect(m_copyJulia, &QAction::triggered, this, [this] { copyLocation(Formula::Julia); });
    for (const Formula formula : { Formula::Mandelbrot, Formula::Julia })
        connect(
            &parts.scene.canvas(formula), &FractalCanvas::completed, this, &LocationActions::continueSave);
    connect(&parts.inverse, &InverseLayer::drawn, this, &LocationActions::continueSave);
    connect(&parts.inverse, &InverseLayer::choiceChanged, this, &LocationActions::continueSave);
}

void LocationActions::fillFileMenu(QMenu& menu)
{
    menu.addActions({ m_open, m_save, m_saveAsShown });
    menu.addSeparator();
    menu.addActions({ m_copy, m_paste });
}

void LocationActions::fillJuliaMenu(QMenu& menu)
{
    menu.addActions({ m_saveJulia, m_copyJulia });
}

void LocationActions::openFile(const QString& path)
{
    m_lastFolder = QFileInfo(path).absolutePath();
    m_work.run([path] { return readLocationFile(path); },
        [this, path](const Result<OpenedLocation>& opened) {
            if (opened)
                show(*opened, tr("Opened %1").arg(QFileInfo(path).fileName()));
            else
                m_parts.messages.show(MessageKind::Problem, QString::fromStdString(opened.error().message));
        });
}

void LocationActions::savePicture(Formula formula, const QString& path)
{
    m_lastFolder = QFileInfo(path).absolutePath();
    const FractalCanvas& canvas = m_parts.scene.canvas(formula);
    const InverseChoice points = formula == Formula::Julia ? m_parts.inverse.choice() : InverseChoice {};
    if (points.show != InverseShow::Off && !canvas.isVisible()) {
        reportNotSaved(tr("the points of inverse iteration are drawn only while the Julia panel is open"));
        return;
    }
    m_pendingSave = { formula, canvas.currentRequest(), points, m_parts.scene.location(formula), path };
    continueSave();
    if (m_pendingSave)
        m_parts.messages.show(MessageKind::Note, tr("The picture is saved as soon as it is complete"));
}

void LocationActions::saveAsShown(const QString& path)
{
    m_lastFolder = QFileInfo(path).absolutePath();
    FractalCanvas& canvas = m_parts.scene.canvas(Formula::Mandelbrot);
    if (!canvas.frameOnScreen()) {
        reportNotSaved(tr("wait until the picture is complete"));
        return;
    }
    const PictureOrigin origin { m_parts.picture.palette(), m_parts.scene.location(Formula::Mandelbrot) };
    m_work.run([image = canvas.grab().toImage(), origin, path] { return writeImage(image, origin, path); },
        [this, path](const Result<void>& written) { reportWritten(path, written); });
}

void LocationActions::copyLocation(Formula formula)
{
    const OpenedLocation copied { m_parts.scene.location(formula),
        paletteToCarry(m_parts.picture.palette()) };
    QGuiApplication::clipboard()->setText(QString::fromStdString(toText(copied)));
    m_parts.messages.show(MessageKind::Note, tr("The location is on the clipboard"));
}

void LocationActions::pasteText(const QString& text)
{
    if (text.trimmed().isEmpty()) {
        m_parts.messages.show(MessageKind::Problem, tr("There is no text on the clipboard"));
        return;
    }
    if (text.size() > maxPastedCharacters) {
        m_parts.messages.show(
            MessageKind::Problem, tr("The text on the clipboard is too long to be a location"));
        return;
    }
    const Result<OpenedLocation> opened = parseOpenedLocation(text.toStdString());
    if (opened) {
        show(*opened, tr("Showing the pasted location"));
    } else {
        m_parts.messages.show(MessageKind::Problem,
            tr("This text is not a location: %1").arg(QString::fromStdString(opened.error().message)));
    }
}

void LocationActions::chooseFileToOpen()
{
    auto* dialog = new QFileDialog(&m_parts.window, tr("Open location or picture"), m_lastFolder,
        tr("Locations and pictures (*.toml *.txt *.png);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &LocationActions::openFile);
    dialog->open();
}

void LocationActions::choosePictureToSave(Formula formula)
{
    const QString name = formula == Formula::Julia ? tr("julia.png") : tr("mandelbrot.png");
    chooseWhereToSave(name, [this, formula](const QString& path) { savePicture(formula, path); });
}

void LocationActions::chooseWhereToSave(
    const QString& name, const std::function<void(const QString& path)>& save)
{
    auto* dialog = new QFileDialog(&m_parts.window, tr("Save picture"), m_lastFolder, tr("Pictures (*.png)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setDefaultSuffix(QStringLiteral("png"));
    dialog->selectFile(name);
    connect(dialog, &QFileDialog::fileSelected, this, save);
    dialog->open();
}

/// Writes the picture that waits, if it is there now, with the points of inverse iteration that belong to it.
void LocationActions::continueSave()
{
    if (!m_pendingSave)
        return;
    const PendingSave& save = *m_pendingSave;
    const FractalCanvas& canvas = m_parts.scene.canvas(save.formula);
    const bool isOther = save.formula == Formula::Julia && !(m_parts.inverse.choice() == save.points);
    if (isOther || !asksForTheSame(canvas.currentRequest(), save.request)) {
        m_pendingSave.reset();
        reportNotSaved(tr("the view was changed before its picture was complete"));
        return;
    }
    const bool hasPoints = save.points.show != InverseShow::Off;
    if (hasPoints && !m_parts.inverse.problem().isEmpty()) {
        m_pendingSave.reset();
        reportNotSaved(m_parts.inverse.problem());
        return;
    }
    const QImage points = hasPoints ? m_parts.inverse.completeImage() : QImage();
    if (hasPoints && points.isNull())
        return;
    const auto frame = canvas.completeFrame();
    if (save.points.show == InverseShow::Instead || (frame && asksForTheSame(frame->request, save.request)))
        write(*std::exchange(m_pendingSave, std::nullopt), frame, points);
}

void LocationActions::write(
    const PendingSave& save, const std::shared_ptr<const Frame>& frame, const QImage& points)
{
    m_parts.messages.show(MessageKind::Note, tr("Saving %1…").arg(QFileInfo(save.path).fileName()));
    const PictureOrigin origin { m_parts.picture.palette(), save.location };
    const bool isAlone = save.points.show == InverseShow::Instead;
    m_work.run(
        [frame, points, isAlone, origin, path = save.path] {
            return isAlone ? writeImage(points, origin, path) : writePicture(*frame, points, origin, path);
        },
        [this, path = save.path](const Result<void>& written) { reportWritten(path, written); });
}

void LocationActions::reportNotSaved(const QString& reason)
{
    m_parts.messages.show(MessageKind::Problem, tr("Nothing was saved: %1").arg(reason));
    emit saved(false);
}

void LocationActions::reportWritten(const QString& path, const Result<void>& written)
{
    if (written)
        m_parts.messages.show(MessageKind::Note, tr("Saved %1").arg(path));
    else
        m_parts.messages.show(MessageKind::Problem, QString::fromStdString(written.error().message));
    emit saved(written.has_value());
}

void LocationActions::show(const OpenedLocation& opened, const QString& doneMessage)
{
    const Result<void> shown = m_parts.scene.show(opened);
    const std::string& palette = opened.location.paletteId;
    if (!shown)
        m_parts.messages.show(MessageKind::Problem, QString::fromStdString(shown.error().message));
    else if (!opened.palette && !palette.empty() && !m_parts.picture.knowsPalette(palette))
        m_parts.messages.show(MessageKind::Note,
            tr("%1; its palette “%2” is not known here and did not come with it, so the colours stay")
                .arg(doneMessage, QString::fromStdString(palette)));
    else
        m_parts.messages.show(MessageKind::Note, doneMessage);
}

} // namespace escapade
