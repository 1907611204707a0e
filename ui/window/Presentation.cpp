#include "ui/window/Presentation.h"

#include "ui/window/DockArrangement.h"

#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QKeyEvent>
#include <QLabel>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QStatusBar>
#include <QTimer>
#include <QToolBar>

#include <chrono>
#include <utility>

namespace escapade {
namespace {

constexpr std::chrono::seconds hintTime { 2 };

/// The keys of a menu bar that is hidden do not work, those of the window's own actions do.
void adoptActions(QMainWindow& window, const QList<QAction*>& actions)
{
    for (QAction* action : actions) {
        if (action->menu() != nullptr)
            adoptActions(window, action->menu()->actions());
        else if (!action->shortcuts().isEmpty())
            window.addAction(action);
    }
}

} // namespace

Presentation::Presentation(QMainWindow& window, DockArrangement& arrangement, QObject* parent)
    : QObject(parent)
    , m_window(window)
    , m_arrangement(arrangement)
{ }

void Presentation::setOn(bool on)
{
    if (std::exchange(m_on, on) == on)
        return;
    if (on)
        begin();
    else
        end();
    emit changed(on);
}

QByteArray Presentation::windowGeometry() const
{
    return m_on ? m_geometry : m_window.saveGeometry();
}

QByteArray Presentation::windowState() const
{
    return m_on ? m_state : m_window.saveState();
}

bool Presentation::isOwnArrangement() const
{
    return m_on ? m_ownArrangement : m_arrangement.isOwn();
}

void Presentation::begin()
{
    adoptActions(m_window, m_window.menuBar()->actions());
    m_geometry = m_window.saveGeometry();
    m_state = m_window.saveState();
    m_ownArrangement = m_arrangement.isOwn();
    m_wasFullScreen = m_window.isFullScreen();
    for (QDockWidget* dock : m_window.findChildren<QDockWidget*>())
        dock->hide();
    for (QToolBar* toolBar : m_window.findChildren<QToolBar*>())
        toolBar->hide();
    m_window.menuBar()->hide();
    m_window.statusBar()->hide();
    m_window.setWindowState(m_window.windowState() | Qt::WindowFullScreen);
    QApplication::instance()->installEventFilter(this); // before the picture, which has Esc for its gestures
    showHint();
}

void Presentation::end()
{
    QApplication::instance()->removeEventFilter(this);
    delete m_hint;
    if (!m_wasFullScreen)
        m_window.setWindowState(m_window.windowState() & ~Qt::WindowFullScreen);
    m_window.menuBar()->show();
    m_window.statusBar()->show();
    m_arrangement.restore(m_state, m_ownArrangement);
}

void Presentation::showHint()
{
    m_hint = new QLabel(tr("Esc shows the window again"), m_window.centralWidget());
    m_hint->setStyleSheet(QStringLiteral(
        "background: rgba(0, 0, 0, 180); color: white; padding: 8px 16px; border-radius: 6px"));
    m_hint->adjustSize();
    m_hint->move(20, 20);
    m_hint->show();
    QTimer::singleShot(hintTime, m_hint, &QObject::deleteLater);
}

bool Presentation::eventFilter(QObject* watched, QEvent* event)
{
    const bool isKey = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (isKey && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape
        && QApplication::activeModalWidget() == nullptr) {
        event->accept();
        if (event->type() == QEvent::KeyPress)
            setOn(false);
        return true;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace escapade
