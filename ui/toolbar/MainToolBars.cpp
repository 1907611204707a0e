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
    , m_compute(addToolBar(window, tr("Computing"), QStringLiteral("computeToolBar")))
    , m_picture(addToolBar(window, tr("Picture"), QStringLiteral("pictureToolBar")))
    , m_firstControl(m_compute->addWidget(new ThreadsControl(compute, m_compute)))
    , m_pictureControls(new PictureControls(picture, m_picture))
{
    m_compute->addSeparator();
    m_compute->addWidget(new ArithmeticControls(compute, m_compute));
    m_picture->addWidget(m_pictureControls);
}

void MainToolBars::addActions(const QList<QAction*>& actions)
{
    m_compute->insertActions(m_firstControl, actions);
    m_compute->insertSeparator(m_firstControl);
}

void MainToolBars::followWidth()
{
    const bool fits = m_compute->sizeHint().width() + m_picture->sizeHint().width() <= m_window.width();
    const bool broken = m_window.toolBarBreak(m_picture);
    if (fits && broken)
        m_window.removeToolBarBreak(m_picture);
    else if (!fits && !broken)
        m_window.insertToolBarBreak(m_picture);
}

} // namespace escapade
