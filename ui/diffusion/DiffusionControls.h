#pragma once

#include "core/diffusion/LiveDiffusion.h"

#include <QWidget>

#include <array>
#include <optional>

class QAction;
class QDoubleSpinBox;
class QGridLayout;
class QLabel;
class QSpinBox;
class QToolButton;

namespace escapade {

/// Buttons, fields and readouts of the diffusion panel, in two arrangements.
class DiffusionControls : public QWidget
{
    Q_OBJECT

public:
    /// Wide: narrow, beside the picture, the readouts below the fields. Tall: low, below the picture, the
    /// readouts beside them.
    enum class Form { Wide, Tall };

    struct Actions
    {
        QAction* play;
        QAction* step;
        QAction* reset;
    };

    DiffusionControls(const Actions& actions, QWidget* parent);

    LiveSettings settings() const;
    /// Does not emit settingsChosen().
    void setSettings(const LiveSettings& settings);

    void showSnapshot(const DiffusionSnapshot& snapshot);
    /// The density of a cell [y][x], or of none.
    void showCursor(const DiffusionSnapshot& snapshot, std::optional<QPoint> cell);

    void arrange(Form form);
    /// The least size in which nothing is cut off.
    QSize sizeNeeded(Form form) const;

    /// What takes the focus, in order.
    QList<QWidget*> focusOrder() const;

signals:
    void settingsChosen(const escapade::LiveSettings& settings);

private:
    struct Line
    {
        QLabel* name = nullptr;
        QWidget* value = nullptr;
    };

    void setUpFields();
    void setUpLayout();
    Line makeLine(const QString& text, QWidget* value);
    void emitSettings();
    void placeWide();
    void placeTall();
    template <std::size_t count> static QSize sizeOf(const std::array<Line, count>& lines);
    QSize buttonsSize(Form form) const;

    std::array<QToolButton*, 3> m_buttons;
    QSpinBox* m_steps;
    QDoubleSpinBox* m_diffusionConstant;
    QSpinBox* m_rows;
    QLabel* m_time;
    QLabel* m_mass;
    QLabel* m_maximum;
    QLabel* m_cursor;
    QLabel* m_problem;
    std::array<Line, 3> m_fields;
    std::array<Line, 3> m_readouts;
    QGridLayout* m_buttonGrid = nullptr;
    QGridLayout* m_grid = nullptr;
    std::optional<Form> m_form;
};

} // namespace escapade
