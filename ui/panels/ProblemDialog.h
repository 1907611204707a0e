#pragma once

#include "core/diffusion/LiveDiffusion.h"
#include "ui/panels/WallControls.h"

#include <QDialog>

#include <array>
#include <optional>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;

namespace escapade {

class FeedKillMap;

/// What the diffusion panel shows: what to look at, its walls, the method that steps it and, where substances
/// react, their numbers. Everything acts at once, while it runs.
class ProblemDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ProblemDialog(QWidget* parent = nullptr);

    /// Another problem: what to look at.
    void setNote(const QString& title, const QString& note);
    /// Shows what runs.
    void showSnapshot(const DiffusionSnapshot& snapshot);

    LiveMethod method() const;

signals:
    void wallsChosen(const escapade::Walls& walls);
    void reactionChosen(const escapade::Reaction& reaction);
    void methodChosen();

private:
    void setUpReaction(QFormLayout* form);
    void showReaction(const Reaction& reaction);
    void emitReaction();

    QLabel* m_note;
    WallControls* m_walls;
    QComboBox* m_method;
    QLabel* m_problem;
    QWidget* m_reactionBox;
    std::array<QLabel*, 3> m_names {};
    std::array<QDoubleSpinBox*, 3> m_parameters {};
    FeedKillMap* m_map;
    Reaction m_reaction;
    std::optional<Reaction> m_seen;
    std::optional<Walls> m_shownWalls;
};

} // namespace escapade
