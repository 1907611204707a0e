#pragma once

#include "core/document/Place.h"
#include "ui/bridge/ThumbnailRenderer.h"

#include <QSet>
#include <QWidget>

class QAction;
class QLabel;
class QListView;

namespace escapade {

class PictureChoice;
class PlacesModel;

/// The places as small pictures to choose from. They are drawn once the panel is seen, not before.
class PlacesPanel : public QWidget
{
    Q_OBJECT

public:
    /// All must outlive this. The choice knows the palettes.
    PlacesPanel(WorkerPool& pool, PlacesModel& model, PictureChoice& choice, QWidget* parent = nullptr);

    /// Adds a button for an action that the panel does not do itself.
    void addTool(QAction& action);
    /// Makes a place the present one and scrolls to it.
    void choose(int row);
    /// Whether small pictures are still to come.
    bool isBusy() const { return m_renderer.isBusy(); }

signals:
    void visitWanted(const escapade::Place& place);
    void removeWanted(int row);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeActions();
    void drawMissing();
    ThumbnailRequest requestFor(const Place& place) const;
    void showPresent();
    int presentRow() const;

    PlacesModel& m_model;
    PictureChoice& m_choice;
    QListView* m_list;
    QLabel* m_note;
    QWidget* m_tools;
    QAction* m_visit = nullptr;
    QAction* m_rename = nullptr;
    QAction* m_remove = nullptr;
    QSet<QString> m_asked; // keys whose pictures are on their way
    ThumbnailRenderer m_renderer; // last: its results come to this object
};

} // namespace escapade
