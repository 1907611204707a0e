#pragma once

#include "ui/settings/Theme.h"

#include <QKeySequence>
#include <QList>
#include <QObject>

class QAction;
class QDockWidget;
class QMainWindow;
class QMenu;
class QToolBar;

namespace escapade {

class DockArrangement;
class Presentation;

/// What is visible of the window: docks, tool bars, full screen, theme.
class ViewActions : public QObject
{
    Q_OBJECT

public:
    struct DockToggle
    {
        QDockWidget* dock;
        QString text; ///< of the menu entry, with its mnemonic
        QKeySequence key;
    };
    struct ToolBarToggle
    {
        QToolBar* toolBar;
        QKeySequence key;
    };

    struct Parts
    {
        QMainWindow& window;
        DockArrangement& arrangement;
        QList<DockToggle> docks;
        QList<ToolBarToggle> toolBars;
        ThemeSwitch& theme;
        Presentation& presentation;
    };

    /// The parts must outlive this.
    explicit ViewActions(Parts parts, QObject* parent = nullptr);

    void fillMenu(QMenu& menu);

private:
    void nameDockActions();
    void makeThemeMenu(QMenu& menu);
    void toggleFullScreen();

    Parts m_parts;
    QAction* m_reset;
    QAction* m_fullScreen;
    QAction* m_present;
};

} // namespace escapade
