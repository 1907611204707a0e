#pragma once

#include "ui/bridge/BackgroundWork.h"

#include <QObject>
#include <QPointer>

#include <memory>

class QAction;
class QActionGroup;
class QMenu;
class QWidget;

namespace escapade {

class ColorCycle;
class ColorsDialog;
class MessageBar;
class PictureChoice;

/// The palettes as menu entries with keys; opening, saving and editing them; the cycling of colours.
class PaletteActions : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        QWidget& window;
        PictureChoice& choice;
        ColorCycle& cycle;
        MessageBar& messages;
    };

    /// All must outlive this; the menu keeps up with new palettes.
    PaletteActions(const Parts& parts, QMenu& menu, QObject* parent = nullptr);
    ~PaletteActions() override;

    /// Whether a file is being read or written.
    bool isBusy() const { return m_work.isBusy(); }

    /// Reads a palette of any format and makes it the present one; problems are said in the message bar.
    void openPalette(const QString& path);
    /// Writes the present palette, as GIMP palette where the name ends with .gpl, otherwise as ours.
    void savePalette(const QString& path);
    /// The editor, or null while it is closed.
    ColorsDialog* dialog() const;

signals:
    /// A file was written, or could not be.
    void saved(bool success);

private:
    QAction* makeEntry(const QString& text, const QString& tip, QObject* parent);
    void makeFixedActions();
    void fillMenu();
    void fillFavourites();
    void showChoice();
    void edit();
    void chooseFileToOpen();
    void chooseFileToSave();

    Parts m_parts;
    QMenu& m_menu;
    QMenu* m_list;
    QMenu* m_favourites;
    QMenu* m_makeFavourite;
    QString m_lastFolder;
    QPointer<ColorsDialog> m_dialog;
    std::unique_ptr<QActionGroup> m_palettes; // and the actions in it
    BackgroundWork m_work; // last: its results come to this object
};

} // namespace escapade
