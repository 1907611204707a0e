#pragma once

#include "core/diffusion/LiveDiffusion.h"

#include <QVariantMap>
#include <QWidget>

#include <array>
#include <memory>

class QAction;
class QBoxLayout;
class QDoubleSpinBox;
class QGridLayout;
class QLabel;
class QSpinBox;

namespace escapade {

class DiffusionView;

/// A widget and the label in front of it.
struct NamedWidget
{
    QLabel* name = nullptr;
    QWidget* value = nullptr;
};

/// The seeds' four peaks, diffusing live: picture, colour bar, clock, and what can be done to them. While it
/// is hidden, nothing is computed.
class DiffusionPanel : public QWidget
{
    Q_OBJECT

public:
    /// The pool must outlive the panel.
    explicit DiffusionPanel(WorkerPool& pool, QWidget* parent = nullptr);
    ~DiffusionPanel() override;

    DiffusionView& view() { return *m_view; }

    /// What is shown; null before the first picture.
    const std::shared_ptr<const DiffusionSnapshot>& snapshot() const { return m_snapshot; }

    /// Changes no value of the field.
    void setSimd(SimdLevel simd);

    bool isPlaying() const;
    QAction* playAction() const { return m_playAction; }
    QAction* stepAction() const { return m_stepAction; }
    QAction* resetAction() const { return m_resetAction; }

    /// What the user has chosen; not the field itself.
    QVariantMap saveState() const;
    /// Takes what is there and makes sense.
    void restoreState(const QVariantMap& state);

    QSize minimumSizeHint() const override;

signals:
    /// A frame was computed under one setting; on the GUI thread.
    void frameTimed(const escapade::FrameSample& sample);
    /// There is a new picture.
    void updated();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    enum class Form { Wide, Tall };

    void setUpActions();
    void setUpFields();
    void setUpLayout();
    void arrange(Form form);
    void sendSettings();
    void showPlaying(bool playing);
    void takeSnapshot();
    void showCursor();
    LiveSettings chosen() const;
    QSize sizeNeeded(Form form) const;

    DiffusionView* m_view;
    QAction* m_playAction = nullptr;
    QAction* m_stepAction = nullptr;
    QAction* m_resetAction = nullptr;
    QSpinBox* m_steps;
    QDoubleSpinBox* m_diffusionConstant;
    QSpinBox* m_rows;
    QLabel* m_time;
    QLabel* m_mass;
    QLabel* m_maximum;
    QLabel* m_cursor;
    QLabel* m_problem;
    QWidget* m_controls;
    QBoxLayout* m_layout = nullptr;
    QBoxLayout* m_buttons = nullptr;
    QGridLayout* m_grid = nullptr;
    std::array<NamedWidget, 3> m_fields;
    std::array<NamedWidget, 4> m_readouts;
    Form m_form = Form::Wide;
    std::shared_ptr<const DiffusionSnapshot> m_snapshot;
    std::unique_ptr<LiveDiffusion> m_live;
};

} // namespace escapade
