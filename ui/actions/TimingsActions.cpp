#include "ui/actions/TimingsActions.h"

#include "core/document/AtomicFile.h"
#include "core/timing/TimingExport.h"
#include "ui/actions/MakeAction.h"
#include "ui/lessons/LessonsDialog.h"
#include "ui/panels/MessageBar.h"
#include "ui/panels/TimelineDialog.h"
#include "ui/panels/TimingsPanel.h"

#include <QAction>
#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

#include <span>

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

TimingsActions::TimingsActions(const Parts& parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_save(makeAction(this,
          { tr("Save timin&gs…"),
              tr("The frames that the panel shows, as table (CSV, JSON) or report (Markdown)"),
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
    TimingExport timings { QCoreApplication::applicationVersion().toStdString(),
        m_parts.panel.showsSweep() ? "sweep" : "live frames", utcNow(), {}, loadAverage(),
        m_parts.panel.shownTable() };
    const QString ending = QFileInfo(path).suffix().toLower();
    if (ending != QLatin1String("csv") && ending != QLatin1String("json") && ending != QLatin1String("md")) {
        m_parts.messages.show(MessageKind::Problem,
            tr("Nothing was saved: the name \"%1\" must end in .csv, .json or .md")
                .arg(QFileInfo(path).fileName()));
        emit saved(false);
        return;
    }
    m_work.run(
        [timings = std::move(timings), path, ending]() mutable {
            timings.machine = describeMachine();
            const std::string text = textFor(timings, ending);
            return writeFileAtomically(path.toStdString(), std::as_bytes(std::span(text)));
        },
        [this, path](const Result<void>& written) {
            if (written)
                m_parts.messages.show(MessageKind::Note, tr("Saved %1").arg(QFileInfo(path).fileName()));
            else
                m_parts.messages.show(MessageKind::Problem, QString::fromStdString(written.error().message));
            emit saved(written.has_value());
        });
}

void TimingsActions::chooseFile()
{
    auto* dialog = new QFileDialog(&m_parts.window, tr("Save timings"), QString(),
        tr("Tables (*.csv);;JSON (*.json);;Reports in Markdown (*.md)"));
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
