#pragma once

#include "core/diffusion/problem/Example.h"

#include <QWidget>

#include <memory>

class QAction;
class QComboBox;
class QToolButton;

namespace escapade {

/// Above the picture of a diffusing density: which problem it is.
class ExampleBar : public QWidget
{
    Q_OBJECT

public:
    explicit ExampleBar(QWidget* parent);

    /// What is chosen; never null.
    std::shared_ptr<const DiffusionExample> example() const;
    /// Chooses by id without emitting chosen(); false where there is none of that id.
    bool choose(const QString& id);

    /// What takes the focus, in order.
    QList<QWidget*> focusOrder() const;
    QSize minimumSizeHint() const override;

signals:
    void chosen();

private:
    void showNote();

    QComboBox* m_box;
};

} // namespace escapade
