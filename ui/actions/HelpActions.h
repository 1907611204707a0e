#pragma once

#include <QObject>

class QAction;
class QMenu;
class QMenuBar;
class QWidget;

namespace escapade {

/// Keys and gestures, and what this program is.
class HelpActions : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive this. The list of keys is read from the menu bar when it is shown.
    HelpActions(QWidget& window, QMenuBar& menuBar, QObject* parent = nullptr);

    void fillMenu(QMenu& menu);

private:
    void showKeys();
    void showAbout();

    QWidget& m_window;
    QMenuBar& m_menuBar;
    QAction* m_keys;
    QAction* m_about;
};

} // namespace escapade
