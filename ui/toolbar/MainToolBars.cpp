#include "ui/toolbar/MainToolBars.h"

#include "ui/toolbar/ArithmeticControls.h"
#include "ui/toolbar/PictureControls.h"
#include "ui/toolbar/ThreadsControl.h"

#include <QMainWindow>
#include <QToolBar>

namespace escapade {
namespace {

QToolBar* addToolBar(QMainWindow& window, const QString& title, const QString& objectName)
{
    QToolBar* toolBar = window.addToolBar(title);
    toolBar->setObjectName(objectName);
    toolBar->setMovable(false);
    toolBar->setIconSize({ 18, 18 });
    return toolBar;
}

} // namespace

MainToolBars::MainToolBars(QMainWindow& window, ComputeChoice& compute, PictureChoice& picture)
    : QObject(&window)
    , m_window(window)
    , m_threads(addToolBar(window, tr("Threads"), QStringLiteral("threadsToolBar")))
    , m_arithmetic(addToolBar(window, tr("Arithmetic"), QStringLiteral("arithmeticToolBar")))
    , m_picture(addToolBar(window, tr("Picture"), QStringLiteral("pictureToolBar")))
    , m_firstControl(m_threads->addWidget(new ThreadsControl(compute, m_threads)))
    , m_pictureControls(new PictureControls(picture, m_picture))
{
    m_arithmetic->addWidget(new ArithmeticControls(compute, m_arithmetic));
    m_picture->addWidget(m_pictureControls);
}

void MainToolBars::addActions(const QList<QAction*>& actions)
{
    m_threads->insertActions(m_firstControl, actions);
    m_threads->insertSeparator(m_firstControl);
}

void MainToolBars::followWidth()
{
    int rowWidth = 0;
    for (QToolBar* toolBar : toolBars()) {
        const int width = toolBar->isHidden() ? 0 : toolBar->sizeHint().width();
        const bool fits = rowWidth + width <= m_window.width();
        rowWidth = fits ? rowWidth + width : width;
        const bool broken = m_window.toolBarBreak(toolBar);
        if (fits && broken)
            m_window.removeToolBarBreak(toolBar);
        else if (!fits && !broken)
            m_window.insertToolBarBreak(toolBar);
    }
}

} // namespace escapade
