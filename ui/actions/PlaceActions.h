#pragma once

#include "core/document/Place.h"
#include "ui/bridge/BackgroundWork.h"

#include <QObject>
#include <QString>

class QAction;
class QWidget;

namespace escapade {

class MessageBar;
class PictureChoice;
class PlacesModel;
class PlacesPanel;
class SceneControl;

/// Going to places, keeping what is shown as one, deleting them; and their files.
class PlaceActions : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        QWidget& window;
        SceneControl& scene;
        PictureChoice& picture;
        MessageBar& messages;
        PlacesModel& model;
        PlacesPanel& panel;
    };

    /// All must outlive this.
    explicit PlaceActions(const Parts& parts, QObject* parent = nullptr);

    /// Where the user's own places are kept; what is there is read. Without a folder they last as long as the
    /// program.
    void setFolder(const QString& folder);

    QAction* keepAction() const { return m_keep; }
    QAction* keepJuliaAction() const { return m_keepJulia; }

    /// Whether a file is being read or written.
    bool isBusy() const { return m_work.isBusy(); }

    void visit(const Place& place);
    /// Keeps what a picture shows under a name.
    void keep(Formula formula, const QString& title);

signals:
    /// The picture of this formula shows a place.
    void visited(escapade::Formula formula);

private:
    void askForTitle(Formula formula);
    void remove(int row);
    void store(const Place& place);
    void removeFile(const std::string& id);
    void reportProblem(const QString& problem);

    Parts m_parts;
    QAction* m_keep;
    QAction* m_keepJulia;
    QString m_folder;
    BackgroundWork m_work; // last: its results come to this object
};

} // namespace escapade
