#include "ui/actions/TimingsActions.h"

#include "core/document/AtomicFile.h"
#include "core/timing/TimingExport.h"
#include "ui/actions/MakeAction.h"
#include "ui/lessons/LessonsDialog.h"
#include "ui/timings/TimelineDialog.h"
#include "ui/timings/TimingsPanel.h"
#include "ui/timings/WidgetPicture.h"
#include "ui/window/MessageBar.h"

#include <QAction>
#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

#include <span>
#include <utility>

namespace escapade {
namespace {

std::string textFor(const TimingExport& timings, const QString& ending)
{
    if (ending == QLatin1String("json"))
        return toJson(timings);
    if (ending == QLatin1String("md"))
        return toMarkdown(timings);
    return toCsv(timings);
}

} // namespace

TimingsActions::TimingsActions(Parts parts, QObject* parent)
    : QObject(parent)
    , m_parts(std::move(parts))
    , m_save(makeAction(this,
          { tr("Save timin&gs…"),
              tr("The frames that the panel shows, as table (CSV, JSON) or report (Markdown), or its chart "
                 "as "
                 "picture (PNG, SVG)"),
              { QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T) } }))
    , m_lessons(makeAction(this,
          { tr("&Lessons…"),
              tr("Small pieces of work to learn parallel computing from, in several ways to compare"),
              { QKeySequence(Qt::SHIFT | Qt::Key_W) } }))
{
    connect(m_lessons, &QAction::triggered, this, &TimingsActions::showLessons);
    connect(m_save, &QAction::triggered, this, &TimingsActions::chooseFile);
}

void TimingsActions::fillMenu(QMenu& menu)
{
    menu.addActions(m_parts.panel.menuActions());
    menu.addAction(m_parts.timeline.action());
    menu.addAction(m_lessons);
    menu.addSeparator();
    menu.addAction(m_save);
}

void TimingsActions::save(const QString& path)
{
    const QString ending = QFileInfo(path).suffix().toLower();
    if (ending == QLatin1String("png") || ending == QLatin1String("svg")) {
        savePicture(path, ending);
    } else if (ending == QLatin1String("csv") || ending == QLatin1String("json")
        || ending == QLatin1String("md")) {
        saveFigures(path, ending);
    } else {
        m_parts.messages.show(MessageKind::Problem,
            tr("Nothing was saved: the name \"%1\" must end in .csv, .json, .md, .png or .svg")
                .arg(QFileInfo(path).fileName()));
        emit saved(false);
    }
}

void TimingsActions::saveFigures(const QString& path, const QString& ending)
{
    const TimingsPanel& panel = m_parts.panel;
    std::string source = "live frames";
    if (panel.showsSweep())
        source = panel.shownScaling() == Scaling::Weak ? "sweep, weak scaling" : "sweep";
    TimingExport timings { QCoreApplication::applicationVersion().toStdString(), source, utcNow(), {},
        loadAverage(), panel.shownTable(), panel.shownScaling(), panel.shownRemark().toStdString() };
    m_work.run(
        [timings = std::move(timings), path, ending]() mutable {
            timings.machine = describeMachine();
            const std::string text = textFor(timings, ending);
            return writeFileAtomically(path.toStdString(), std::as_bytes(std::span(text)));
        },
        [this, path](const Result<void>& written) { report(path, written); });
}

/// Drawn here, for widgets belong to this thread; that is a few milliseconds. Written in the background.
void TimingsActions::savePicture(const QString& path, const QString& ending)
{
    const std::unique_ptr<QWidget> picture = m_parts.panel.pictureForFile();
    const QByteArray bytes
        = ending == QLatin1String("png") ? pngOf(*picture) : svgOf(*picture, tr("Timings of Escapade"));
    m_work.run(
        [bytes, path] {
            return writeFileAtomically(
                path.toStdString(), std::as_bytes(std::span(bytes.constData(), bytes.size())));
        },
        [this, path](const Result<void>& written) { report(path, written); });
}

void TimingsActions::report(const QString& path, const Result<void>& written)
{
    if (written)
        m_parts.messages.show(MessageKind::Note, tr("Saved %1").arg(QFileInfo(path).fileName()));
    else
        m_parts.messages.show(MessageKind::Problem, QString::fromStdString(written.error().message));
    emit saved(written.has_value());
}

void TimingsActions::chooseFile()
{
    auto* dialog = new QFileDialog(&m_parts.window, tr("Save timings"), QString(),
        tr("Tables (*.csv);;JSON (*.json);;Reports in Markdown (*.md);;Chart as picture (*.png);;Chart as "
           "drawing (*.svg)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(QStringLiteral("escapade-timings.csv"));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        const int star = static_cast<int>(filter.indexOf(QLatin1String("*.")));
        dialog->setDefaultSuffix(filter.mid(star + 2).chopped(1));
    });
    connect(dialog, &QFileDialog::fileSelected, this, &TimingsActions::save);
    dialog->open();
}

void TimingsActions::showLessons()
{
    if (m_lessonsDialog == nullptr)
        m_lessonsDialog = new LessonsDialog(m_parts.pool, m_parts.simd(), &m_parts.window);
    m_lessonsDialog->show();
    m_lessonsDialog->raise();
    m_lessonsDialog->activateWindow();
}

} // namespace escapade
