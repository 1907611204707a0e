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
    /// details: the action that shows more about the problem.
    ExampleBar(QAction* details, QWidget* parent);

    /// What is chosen; never null.
    std::shared_ptr<const DiffusionExample> example() const;
    /// Chooses by id without emitting chosen(); false where there is none of that id.
    bool choose(const QString& id);

    QString title() const;
    QString note() const;

    /// What takes the focus, in order.
    QList<QWidget*> focusOrder() const;
    QSize minimumSizeHint() const override;

signals:
    void chosen();

private:
    void showNote();

    QComboBox* m_box;
    QToolButton* m_details;
};

} // namespace escapade
