#pragma once

#include "core/render/RenderRequest.h"
#include "ui/bridge/BackgroundWork.h"
#include "ui/bridge/LocationFiles.h"
#include "ui/canvas/InverseLayer.h"

#include <functional>
#include <optional>

class QAction;
class QMenu;

namespace escapade {

class MessageBar;
class PictureChoice;
class SceneControl;

/// Opens, saves, copies and pastes places and pictures. Files are read and written on a thread of their own;
/// whatever goes wrong is said in the message bar, and what is shown stays.
class LocationActions : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        QWidget& window;
        SceneControl& scene;
        PictureChoice& picture;
        MessageBar& messages;
        InverseLayer& inverse;
    };

    /// The parts must outlive this.
    explicit LocationActions(const Parts& parts, QObject* parent = nullptr);

    void fillFileMenu(QMenu& menu);
    void fillJuliaMenu(QMenu& menu);
    const QList<QAction*>& toolBarActions() const { return m_toolBarActions; }

    /// Whether a file is being read or written.
    bool isBusy() const { return m_work.isBusy(); }

    /// Reads a location or a picture and shows its place.
    void openFile(const QString& path);
    /// Saves the picture as soon as it is complete; not if it is changed before that. The Julia picture is
    /// saved as it is drawn: with points of inverse iteration over it, or these alone.
    void savePicture(Formula formula, const QString& path);
    /// Saves the Mandelbrot view with what is drawn over it, edges smooth if they are; only when it is
    /// complete, because what an earlier view left there is not this picture.
    void saveAsShown(const QString& path);
    void copyLocation(Formula formula);
    /// Shows the place that a text describes.
    void pasteText(const QString& text);

signals:
    /// A file was written, or could not be.
    void saved(bool success);

private:
    struct PendingSave
    {
        Formula formula = Formula::Mandelbrot;
        RenderRequest request;
        InverseChoice points; ///< that are drawn over the picture or instead of it
        Location location;
        QString path;
    };

    void chooseFileToOpen();
    void choosePictureToSave(Formula formula);
    void continueSave();
    void chooseWhereToSave(const QString& name, const std::function<void(const QString& path)>& save);
    void reportWritten(const QString& path, const Result<void>& written);
    void reportNotSaved(const QString& reason);
    void write(const PendingSave& save, const std::shared_ptr<const Frame>& frame, const QImage& points);
    void show(const OpenedLocation& opened, const QString& doneMessage);

    Parts m_parts;
    QString m_lastFolder;
    std::optional<PendingSave> m_pendingSave;
    QAction* m_open;
    QAction* m_save;
    QAction* m_saveAsShown;
    QAction* m_copy;
    QAction* m_paste;
    QAction* m_saveJulia;
    QAction* m_copyJulia;
    QList<QAction*> m_toolBarActions;
    BackgroundWork m_work; // last: its results come to this object
};

} // namespace escapade
