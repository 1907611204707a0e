// What can be done to the diffusion panel: its actions, and how they are shown.

#include "ui/diffusion/DiffusionPanel.h"
#include "ui/diffusion/DiffusionView.h"
#include "ui/diffusion/ProblemDialog.h"
#include "ui/toolbar/LineIcon.h"

#include <QAction>

namespace escapade {

void DiffusionPanel::setUpActions()
{
    m_playAction->setObjectName(QStringLiteral("diffusionPlay"));
    m_playAction->setCheckable(true);
    m_playAction->setChecked(true);
    showPlaying(true);
    connect(m_playAction, &QAction::toggled, this, [this](bool playing) {
        showPlaying(playing);
        m_playsAfterMeasurement = false;
        m_live->setPlaying(playing);
    });
    m_stepAction->setObjectName(QStringLiteral("diffusionStep"));
    m_stepAction->setIconText(tr("Step"));
    m_stepAction->setIcon(lineIcon(IconShape::Step));
    connect(m_stepAction, &QAction::triggered, this, [this] {
        m_playAction->setChecked(false);
        m_playsAfterMeasurement = false;
        m_live->stepOnce();
    });
    m_resetAction->setObjectName(QStringLiteral("diffusionReset"));
    m_resetAction->setIconText(tr("Reset"));
    m_resetAction->setIcon(lineIcon(IconShape::Restart));
    connect(m_resetAction, &QAction::triggered, this, [this] { m_live->reset(); });
    m_exactAction->setObjectName(QStringLiteral("diffusionExact"));
    m_exactAction->setIconText(tr("Exact"));
    m_errorAction->setObjectName(QStringLiteral("diffusionShowError"));
    m_errorAction->setIconText(tr("Error"));
    for (QAction* const action : { m_exactAction, m_errorAction }) {
        action->setCheckable(true);
        connect(action, &QAction::toggled, this, &DiffusionPanel::sendSettings);
    }
    m_problemAction->setObjectName(QStringLiteral("diffusionProblemDetails"));
    m_problemAction->setIconText(tr("More..."));
    connect(m_problemAction, &QAction::triggered, this, [this] {
        m_problemDialog->show();
        m_problemDialog->raise();
        m_problemDialog->activateWindow();
    });
    addActions({ m_playAction, m_stepAction, m_resetAction, m_exactAction, m_errorAction, m_problemAction });
}

void DiffusionPanel::setUpHistory()
{
    m_undoAction->setObjectName(QStringLiteral("diffusionUndo"));
    m_undoAction->setIconText(tr("Undo"));
    m_redoAction->setObjectName(QStringLiteral("diffusionRedo"));
    m_redoAction->setIconText(tr("Redo"));
    m_undoAction->setEnabled(false);
    m_redoAction->setEnabled(false);
    connect(m_undoAction, &QAction::triggered, this, [this] { m_live->undo(); });
    connect(m_redoAction, &QAction::triggered, this, [this] { m_live->redo(); });
    connect(m_view, &DiffusionView::undoWanted, m_undoAction, &QAction::trigger);
    connect(m_view, &DiffusionView::redoWanted, m_redoAction, &QAction::trigger);
    connect(m_view, &DiffusionView::strokeBegun, this, [this] { m_live->beginStroke(); });
    addActions({ m_undoAction, m_redoAction });
}

void DiffusionPanel::showPlaying(bool playing)
{
    m_playAction->setIconText(playing ? tr("Pause") : tr("Play"));
    m_playAction->setIcon(lineIcon(playing ? IconShape::Pause : IconShape::Play));
}

} // namespace escapade
