#pragma once

#include "core/diffusion/LiveDiffusion.h"

#include <QWidget>

class QAction;
class QLabel;
class QSlider;
class QToolButton;

namespace escapade {

/// Below the picture of a diffusing density: time as a slider, and which method computes it, how well.
class DiffusionTimeBar : public QWidget
{
    Q_OBJECT

public:
    struct Actions
    {
        QAction* exact;
        QAction* error;
    };

    DiffusionTimeBar(const Actions& actions, QWidget* parent);

    void showSnapshot(const DiffusionSnapshot& snapshot);

    QSize minimumSizeHint() const override;

    /// What takes the focus, in order.
    QList<QWidget*> focusOrder() const;

signals:
    /// The slider was moved to a time.
    void timeWanted(double simtime);

private:
    void showTime(const DiffusionSnapshot& snapshot);
    QString methodText(const DiffusionSnapshot& snapshot) const;
    QString methodTip(const DiffusionSnapshot& snapshot) const;
    QString errorText(const DiffusionSnapshot& snapshot) const;

    QSlider* m_slider;
    QToolButton* m_exact;
    QToolButton* m_error;
    QLabel* m_method;
    QLabel* m_difference;
    double m_begin = 0;
    double m_end = 1;
};

} // namespace escapade
