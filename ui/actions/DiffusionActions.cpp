#include "ui/actions/DiffusionActions.h"

#include "core/base/NumberText.h"
#include "core/document/AtomicFile.h"
#include "core/document/DiffusionState.h"
#include "core/document/Npy.h"
#include "core/document/PngFile.h"
#include "ui/actions/MakeAction.h"
#include "ui/diffusion/DiffusionLab.h"
#include "ui/diffusion/DiffusionPanel.h"
#include "ui/diffusion/DiffusionView.h"
#include "ui/window/MessageBar.h"

#include <QAction>
#include <QFileDialog>
#include <QFileInfo>
#include <QImageReader>
#include <QMenu>
#include <QPointer>

#include <algorithm>
#include <span>

namespace escapade {
namespace {

constexpr std::size_t maxArrayBytes = std::size_t { 40 } << 20U;
constexpr qint64 mostPicturePixels = 100'000'000;
constexpr int mostPictures = 100'000;
constexpr int mostPendingPictures = 8;
constexpr double lightest = 255;

std::string quoted(const QString& path)
{
    return std::string("\"").append(path.toStdString()).append("\"");
}

constexpr int largestStamp = 512; // more than is seen of it

/// Lightness from 0 to 1, no longer than this on its longer side; 0: as large as it is.
Result<Array2D<double>> readLightness(const QString& path, int longest)
{
    QImageReader reader(path);
    const QSize size = reader.size();
    if (qint64 { size.width() } * size.height() > mostPicturePixels)
        return Error { quoted(path).append(" has more than 100 million pixels") };
    QImage image = reader.read().convertToFormat(QImage::Format_Grayscale8);
    if (longest > 0 && std::max(image.width(), image.height()) > longest)
        image = image.scaled(longest, longest, Qt::KeepAspectRatio, Qt::SmoothTransformation)
                    .convertToFormat(QImage::Format_Grayscale8);
    if (image.isNull())
        return Error {
            quoted(path).append(" cannot be read as a picture: ").append(reader.errorString().toStdString())
        };
    Array2D<double> lightness({ image.width(), image.height() });
    for (int y = 0; y < image.height(); ++y) {
        const uchar* const from = image.constScanLine(y);
        std::transform(
            from, from + image.width(), lightness.row(y), [](uchar value) { return value / lightest; });
    }
    return lightness;
}

Result<LiveState> readPicture(const QString& path, int rows)
{
    const Result<Array2D<double>> lightness = readLightness(path, 0);
    return lightness ? stateFromPicture(*lightness, rows) : Result<LiveState>(lightness.error());
}

Result<LiveState> readArray(const QString& path)
{
    const Result<std::string> bytes = readFile(path.toStdString(), maxArrayBytes);
    if (!bytes)
        return bytes.error();
    Result<Array2D<double>> values = decodeNpy(std::as_bytes(std::span(*bytes)));
    if (!values)
        return Error { quoted(path).append(": ").append(values.error().message) };
    Result<LiveState> state = stateFromArray(*std::move(values));
    if (!state)
        return Error { quoted(path).append(": ").append(state.error().message) };
    return state;
}

/// With the present number of rows and D, where the file does not say.
Result<LiveState> readStart(const QString& path, const LiveSettings& present)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == QLatin1String("toml"))
        return readDiffusionState(path.toStdString());
    Result<LiveState> state
        = suffix == QLatin1String("npy") ? readArray(path) : readPicture(path, present.rows);
    if (state)
        state->D = present.D;
    return state;
}

Result<void> writeSnapshotPicture(
    const std::shared_ptr<const DiffusionSnapshot>& snapshot, const QString& path)
{
    const auto bytes = encodePng(
        snapshot->colors, { { "Software", "Escapade" }, { "Simulated time", floatText(snapshot->simtime) } });
    return bytes ? writeFileAtomically(path.toStdString(), *bytes) : Result<void>(bytes.error());
}

} // namespace

DiffusionActions::DiffusionActions(const Parts& parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_open(action(tr("&Open field, array or picture…"),
          tr("Go on from a saved field (.toml), or start from an array (.npy) or a picture's lightness"),
          "diffusionOpen"))
    , m_save(action(tr("Sa&ve field…"),
          tr("Save the field with its time, so that it can go on exactly: a .toml and a .npy beside it"),
          "diffusionSave"))
    , m_export(action(tr("Export &numbers…"),
          tr("Write what probes, slice and totals recorded into a .csv file"), "diffusionExport"))
    , m_record(action(tr("Record pi&ctures…"),
          tr("Save each picture of the density from now on into a folder, until this is switched off"),
          "diffusionRecord"))
    , m_stamp(action(tr("Stamp pict&ure…"),
          tr("Choose the picture that the tool Stamp puts down: its lightness times the strength"),
          "diffusionStampPicture"))
{
    m_record->setCheckable(true);
    connect(m_open, &QAction::triggered, this, &DiffusionActions::chooseFileToOpen);
    connect(m_save, &QAction::triggered, this, [this] {
        chooseFile(tr("Save field"), tr("Saved fields (*.toml)"), QStringLiteral("toml"), tr("field.toml"),
            [this](const QString& path) { saveState(path); });
    });
    const auto chooseExport = [this] {
        chooseFile(tr("Export numbers"), tr("Comma separated values (*.csv)"), QStringLiteral("csv"),
            tr("diffusion.csv"), [this](const QString& path) { exportNumbers(path); });
    };
    connect(m_export, &QAction::triggered, this, chooseExport);
    connect(&parts.lab, &DiffusionLab::exportWanted, this, chooseExport);
    connect(m_stamp, &QAction::triggered, this, &DiffusionActions::chooseStamp);
    connect(&parts.lab, &DiffusionLab::stampWanted, this, &DiffusionActions::chooseStamp);
    connect(m_record, &QAction::toggled, this, [this](bool on) {
        if (!on)
            stopRecording();
        else if (m_recordFolder.isEmpty())
            chooseFolder();
    });
    connect(&parts.panel, &DiffusionPanel::updated, this, &DiffusionActions::record);
}

void DiffusionActions::fillMenu(QMenu& menu, const std::function<void()>& showTools)
{
    const DiffusionPanel& panel = m_parts.panel;
    menu.addActions({ panel.playAction(), panel.stepAction(), panel.resetAction() });
    menu.addSeparator();
    menu.addActions({ panel.exactAction(), panel.errorAction(), panel.problemAction() });
    menu.addSeparator();
    menu.addActions({ panel.undoAction(), panel.redoAction() });
    QMenu* tools = menu.addMenu(tr("&Tool"));
    tools->menuAction()->setStatusTip(tr("What a press of the left button over the density does"));
    addToolActions(*tools, showTools);
    tools->addSeparator();
    tools->addAction(m_stamp);
    QMenu* targets = menu.addMenu(tr("Pa&int"));
    targets->menuAction()->setStatusTip(tr("What the tools paint"));
    addTargetActions(*targets, showTools);
    menu.addSeparator();
    menu.addActions({ m_open, m_save, m_export, m_record });
}

void DiffusionActions::openFile(const QString& path)
{
    m_lastFolder = QFileInfo(path).absolutePath();
    const LiveSettings present
        = m_parts.panel.snapshot() ? m_parts.panel.snapshot()->settings : LiveSettings();
    m_work.run([path, present] { return readStart(path, present); },
        [this, path](const Result<LiveState>& state) {
            if (state)
                m_parts.panel.load(*state);
            report(state ? Result<void>() : Result<void>(state.error()),
                tr("Opened %1").arg(QFileInfo(path).fileName()));
        });
}

void DiffusionActions::saveState(const QString& path)
{
    m_lastFolder = QFileInfo(path).absolutePath();
    if (!m_parts.panel.snapshot())
        return;
    ++m_saving;
    m_parts.panel.fetch([guard = QPointer<DiffusionActions>(this), path](const LiveState& state) {
        if (guard)
            guard->write(path, state);
    });
}

void DiffusionActions::write(const QString& path, const LiveState& state)
{
    --m_saving;
    m_work.run([path, state] { return writeDiffusionState(path.toStdString(), state); },
        [this, path](const Result<void>& written) { report(written, tr("Saved %1").arg(path)); });
}

void DiffusionActions::exportNumbers(const QString& path)
{
    m_lastFolder = QFileInfo(path).absolutePath();
    m_work.run(
        [path, text = m_parts.lab.toCsv()] {
            return writeFileAtomically(path.toStdString(), std::as_bytes(std::span(text)));
        },
        [this, path](const Result<void>& written) { report(written, tr("Saved %1").arg(path)); });
}

void DiffusionActions::openStamp(const QString& path)
{
    m_lastFolder = QFileInfo(path).absolutePath();
    m_work.run([path] { return readLightness(path, largestStamp); },
        [this, path](const Result<Array2D<double>>& picture) {
            if (picture)
                m_parts.lab.setStamp(std::make_shared<const Array2D<double>>(*picture));
            report(picture ? Result<void>() : Result<void>(picture.error()),
                tr("The stamp puts down %1").arg(QFileInfo(path).fileName()));
        });
}

void DiffusionActions::startRecording(const QString& folder)
{
    m_recordFolder = folder;
    m_recorded = 0;
    m_leftOut = 0;
    m_recordedTime = -1;
    m_record->setChecked(true);
    m_parts.messages.show(MessageKind::Note, tr("Recording pictures into %1").arg(folder));
    record();
}

void DiffusionActions::stopRecording()
{
    if (m_recordFolder.isEmpty())
        return;
    QString text = tr("Pictures recorded: %1, in %2").arg(m_recorded).arg(m_recordFolder);
    if (m_leftOut > 0)
        text += tr("; %1 were left out, since the disk was slower").arg(m_leftOut);
    m_recordFolder.clear();
    m_record->setChecked(false);
    m_parts.messages.show(MessageKind::Note, text);
}

/// A tool is of use only where its size and strength can be seen.
void DiffusionActions::addToolActions(QMenu& menu, const std::function<void()>& showTools)
{
    struct Entry
    {
        QString text;
        DiffusionTool tool;
    };
    for (const Entry& entry :
        { Entry { tr("&Freehand"), DiffusionTool::Draw }, Entry { tr("&Line"), DiffusionTool::Line },
            Entry { tr("&Disc"), DiffusionTool::Disc }, Entry { tr("&Rectangle"), DiffusionTool::Rectangle },
            Entry { tr("S&tamp"), DiffusionTool::Stamp }, Entry { tr("&Probe"), DiffusionTool::Probe },
            Entry { tr("&Slice"), DiffusionTool::Slice } }) {
        QAction* const chosen = menu.addAction(entry.text);
        chosen->setStatusTip(tr("Take this tool, and show its settings"));
        connect(chosen, &QAction::triggered, this, [this, showTools, tool = entry.tool] {
            showTools();
            m_parts.lab.setTool(tool);
        });
    }
}

void DiffusionActions::addTargetActions(QMenu& menu, const std::function<void()>& showTools)
{
    struct Entry
    {
        QString text;
        BrushTarget target;
    };
    for (const Entry& entry : { Entry { tr("&Density"), BrushTarget::Density },
             Entry { tr("D&iffusivity"), BrushTarget::Diffusivity },
             Entry { tr("&Obstacle"), BrushTarget::Insulating },
             Entry { tr("&Held cells"), BrushTarget::Held } }) {
        QAction* const chosen = menu.addAction(entry.text);
        chosen->setStatusTip(tr("Let the tools paint this, and show their settings"));
        connect(chosen, &QAction::triggered, this, [this, showTools, target = entry.target] {
            showTools();
            m_parts.lab.setTarget(target);
        });
    }
}

void DiffusionActions::chooseFile(const QString& title, const QString& filter, const QString& suffix,
    const QString& name, const std::function<void(const QString&)>& then)
{
    auto* dialog = new QFileDialog(&m_parts.window, title, m_lastFolder, filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setDefaultSuffix(suffix);
    dialog->selectFile(name);
    connect(dialog, &QFileDialog::fileSelected, this, then);
    dialog->open();
}

void DiffusionActions::chooseFileToOpen()
{
    auto* dialog = new QFileDialog(&m_parts.window, tr("Open field, array or picture"), m_lastFolder,
        tr("Fields, arrays and pictures (*.toml *.npy *.png *.jpg *.jpeg *.bmp);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &DiffusionActions::openFile);
    dialog->open();
}

void DiffusionActions::chooseStamp()
{
    auto* dialog = new QFileDialog(&m_parts.window, tr("Picture of the stamp"), m_lastFolder,
        tr("Pictures (*.png *.jpg *.jpeg *.bmp);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &DiffusionActions::openStamp);
    dialog->open();
}

void DiffusionActions::chooseFolder()
{
    auto* dialog = new QFileDialog(&m_parts.window, tr("Folder for the pictures"), m_lastFolder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, &DiffusionActions::startRecording);
    connect(dialog, &QDialog::rejected, this, [this] { m_record->setChecked(false); });
    dialog->open();
}

/// Pictures that do not differ in time are the same one again.
void DiffusionActions::record()
{
    const auto& snapshot = m_parts.panel.snapshot();
    if (m_recordFolder.isEmpty() || !snapshot || snapshot->simtime == m_recordedTime)
        return;
    m_recordedTime = snapshot->simtime;
    if (m_pendingPictures >= mostPendingPictures) {
        ++m_leftOut;
        return;
    }
    ++m_pendingPictures;
    ++m_recorded;
    const QString path
        = QStringLiteral("%1/diffusion-%2.png").arg(m_recordFolder).arg(m_recorded, 5, 10, QLatin1Char('0'));
    m_work.run([snapshot, path] { return writeSnapshotPicture(snapshot, path); },
        [this](const Result<void>& written) {
            --m_pendingPictures;
            if (!written) {
                stopRecording();
                m_parts.messages.show(MessageKind::Problem, QString::fromStdString(written.error().message));
            }
        });
    if (m_recorded >= mostPictures)
        stopRecording();
}

void DiffusionActions::report(const Result<void>& result, const QString& done)
{
    if (result)
        m_parts.messages.show(MessageKind::Note, done);
    else
        m_parts.messages.show(MessageKind::Problem, QString::fromStdString(result.error().message));
    emit finished(result.has_value());
}

QAction* DiffusionActions::action(const QString& text, const QString& tip, const char* objectName)
{
    QAction* const made = makeAction(this, { text, tip, {} });
    made->setObjectName(QLatin1String(objectName));
    return made;
}

} // namespace escapade
