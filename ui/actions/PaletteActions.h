#pragma once

#include <QObject>

#include <memory>

class QAction;
class QActionGroup;
class QMenu;

namespace escapade {

class PictureChoice;

/// The palettes as menu entries with keys.
class PaletteActions : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive this; the menu keeps up with new palettes.
    PaletteActions(PictureChoice& choice, QMenu& menu, QObject* parent = nullptr);
    ~PaletteActions() override;

private:
    void fillMenu();
    void showChoice();

    PictureChoice& m_choice;
    QMenu& m_menu;
    QAction* m_next;
    QAction* m_previous;
    std::unique_ptr<QActionGroup> m_palettes; // and the actions in it
};

} // namespace escapade
