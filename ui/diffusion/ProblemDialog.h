#pragma once

#include "core/diffusion/LiveDiffusion.h"
#include "ui/diffusion/RatioControls.h"
#include "ui/diffusion/WallControls.h"

#include <QDialog>

#include <array>
#include <optional>

class QCheckBox;
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
    /// Does not emit methodChosen(). Not Exact.
    void setMethod(LiveMethod method);
    RatioControls& ratio() { return *m_ratio; }
    const RatioControls& ratio() const { return *m_ratio; }
    /// Whether an adhesion model shows matter, or else what diffuses.
    bool showsMatter() const;
    void setShowsMatter(bool shows);

signals:
    void wallsChosen(const escapade::Walls& walls);
    void reactionChosen(const escapade::Reaction& reaction);
    /// Or the step ratio, or what is shown.
    void methodChosen();

private:
    void setUpReaction(QFormLayout* form);
    void showReaction(const Reaction& reaction);
    void emitReaction();
    void growToFit();

    QLabel* m_note;
    WallControls* m_walls;
    QComboBox* m_method;
    RatioControls* m_ratio;
    QCheckBox* m_matter;
    QLabel* m_exact;
    QLabel* m_problem;
    QWidget* m_reactionBox;
    std::array<QLabel*, 3> m_names {};
    std::array<QDoubleSpinBox*, 3> m_parameters {};
    FeedKillMap* m_map;
    Reaction m_reaction;
    std::optional<Reaction> m_seen;
    std::optional<Walls> m_shownWalls;
    QString m_fittedTexts; // that the dialog was made high enough for
    int m_fittedParts = 0;
};

} // namespace escapade
