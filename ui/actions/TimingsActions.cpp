#include "ui/actions/TimingsActions.h"

#include "core/timing/TimingExport.h"
#include "ui/actions/MakeAction.h"
#include "ui/lessons/LessonsDialog.h"
#include "ui/timings/TimelineDialog.h"
#include "ui/timings/TimingsPanel.h"
#include "ui/timings/WidgetPicture.h"
#include "ui/window/MessageBar.h"

#include <QAction>
#include <QCoreApplication>
#include <QFileInfo>
#include <QMenu>

#include <span>
#include <utility>

namespace escapade {
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
    const std::optional<FigureFormat> format = figureFormatOf(path);
    if (ending == QLatin1String("png") || ending == QLatin1String("svg")) {
        savePicture(path, ending);
    } else if (format) {
        saveFigures(path, *format);
    } else {
        m_parts.messages.show(MessageKind::Problem,
            tr("Nothing was saved: the name \"%1\" must end in .csv, .json, .md, .png or .svg")
                .arg(QFileInfo(path).fileName()));
        emit saved(false);
    }
}

void TimingsActions::saveFigures(const QString& path, FigureFormat format)
{
    const TimingsPanel& panel = m_parts.panel;
    std::string source = "live frames";
    if (panel.showsSweep())
        source = panel.shownScaling() == Scaling::Weak ? "sweep, weak scaling" : "sweep";
    TimingExport timings { QCoreApplication::applicationVersion().toStdString(), source, utcNow(), {},
        loadAverage(), panel.shownTable(), panel.shownScaling(), panel.shownRemark().toStdString() };
    m_work.run(
        [timings = std::move(timings), path, format]() mutable {
            timings.machine = describeMachine();
            return writeFigures(timings, format, path);
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
    askForFigureFile(m_parts.window, tr("Save timings"), QStringLiteral("escapade-timings.csv"),
        figureFilters() + tr(";;Chart as picture (*.png);;Chart as drawing (*.svg)"),
        [this](const QString& path) { save(path); });
}

void TimingsActions::showLessons()
{
    if (m_lessonsDialog == nullptr) {
        m_lessonsDialog = new LessonsDialog(m_parts.pool, m_parts.simd(), &m_parts.window);
        connect(m_lessonsDialog, &LessonsDialog::measurementBegan, this, &TimingsActions::measurementBegan);
        connect(m_lessonsDialog, &LessonsDialog::measurementEnded, this, &TimingsActions::measurementEnded);
    }
    m_lessonsDialog->show();
    m_lessonsDialog->raise();
    m_lessonsDialog->activateWindow();
}

} // namespace escapade
