#pragma once

#include <QDialog>

class QMenuBar;

namespace escapade {

/// A table of all commands with their keys, and of what the mouse does.
class KeysDialog : public QDialog
{
    Q_OBJECT

public:
    /// Reads the commands from the menus.
    KeysDialog(const QMenuBar& menuBar, QWidget* parent);
};

} // namespace escapade
