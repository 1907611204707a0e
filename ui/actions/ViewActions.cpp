#include "ui/actions/ViewActions.h"

#include "ui/actions/MakeAction.h"
#include "ui/window/DockArrangement.h"
#include "ui/window/Presentation.h"

#include <QAction>
#include <QActionGroup>
#include <QDockWidget>
#include <QMainWindow>
#include <QMenu>
#include <QToolBar>

#include <utility>

namespace escapade {
namespace {

void describe(QAction& action, const QString& tip, const QKeySequence& key)
{
    action.setStatusTip(tip);
    action.setToolTip(
        key.isEmpty() ? tip : QStringLiteral("%1 (%2)").arg(tip, key.toString(QKeySequence::NativeText)));
    action.setShortcut(key);
}

} // namespace

ViewActions::ViewActions(Parts parts, QObject* parent)
    : QObject(parent)
    , m_parts(std::move(parts))
    , m_reset(makeAction(this,
          { tr("&Reset layout"), tr("Put all panels back where they belong"),
              { QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L) } }))
    , m_fullScreen(
          makeAction(this, { tr("&Full screen"), tr("Use the whole screen, or stop it"), { Qt::Key_F11 } }))
{
    m_present = makeAction(this,
        { tr("&Picture only"), tr("Nothing but the picture on the whole screen; Esc ends it"),
            { QKeySequence(Qt::SHIFT | Qt::Key_F11) } });
    m_present->setCheckable(true);
    connect(m_present, &QAction::triggered, &m_parts.presentation, &Presentation::setOn);
    connect(&m_parts.presentation, &Presentation::changed, m_present, &QAction::setChecked);
    m_fullScreen->setCheckable(true);
    connect(m_reset, &QAction::triggered, &m_parts.arrangement, &DockArrangement::reset);
    connect(m_fullScreen, &QAction::triggered, this, &ViewActions::toggleFullScreen);
    nameDockActions();
}

void ViewActions::fillMenu(QMenu& menu)
{
    for (const DockToggle& toggle : m_parts.docks)
        menu.addAction(toggle.dock->toggleViewAction());
    menu.addSeparator();
    for (const ToolBarToggle& toggle : m_parts.toolBars)
        menu.addAction(toggle.toolBar->toggleViewAction());
    menu.addSeparator();
    menu.addAction(m_reset);
    makeThemeMenu(menu);
    menu.addSeparator();
    menu.addAction(m_fullScreen);
    menu.addAction(m_present);
}

void ViewActions::nameDockActions()
{
    for (const auto& [dock, text, key] : m_parts.docks) {
        QAction& toggle = *dock->toggleViewAction();
        toggle.setText(text);
        describe(toggle, tr("Show or hide the panel %1").arg(dock->windowTitle()), key);
        // Among tabs it would come up behind the others.
        connect(&toggle, &QAction::triggered, dock, [dock = dock](bool on) {
            if (on)
                dock->raise();
        });
    }
    for (const auto& [toolBar, key] : m_parts.toolBars) {
        QAction& toggle = *toolBar->toggleViewAction();
        toggle.setText(tr("%1 tool bar").arg(toolBar->windowTitle()));
        describe(toggle, tr("Show or hide the tool bar %1").arg(toolBar->windowTitle()), key);
    }
}

void ViewActions::makeThemeMenu(QMenu& menu)
{
    QMenu* themes = menu.addMenu(tr("T&heme"));
    themes->menuAction()->setStatusTip(tr("Light or dark"));
    auto* group = new QActionGroup(this);
    const auto add = [&](Theme theme, const QString& text, const QString& tip) {
        QAction* action = makeAction(this, { text, tip, {} });
        action->setCheckable(true);
        action->setActionGroup(group);
        action->setChecked(m_parts.theme.theme() == theme);
        connect(action, &QAction::triggered, this, [this, theme] { m_parts.theme.apply(theme); });
        themes->addAction(action);
    };
    add(Theme::System, tr("&System"), tr("The colours of the desktop"));
    add(Theme::Light, tr("&Light"), tr("Dark text on light"));
    add(Theme::Dark, tr("&Dark"), tr("Light text on dark"));
}

void ViewActions::toggleFullScreen()
{
    m_parts.window.setWindowState(m_parts.window.windowState() ^ Qt::WindowFullScreen);
    m_fullScreen->setChecked(m_parts.window.isFullScreen());
}

} // namespace escapade
