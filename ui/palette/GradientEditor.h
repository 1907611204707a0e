#pragma once

#include "ui/palette/PaletteEdit.h"

#include <QWidget>

#include <functional>

class QCheckBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace escapade {

class GradientBar;

/// Edits one palette: its stops on a bar, the selected stop's position and colour, whether it repeats, the
/// inside's colour and the name; with undo and redo. Every change is announced at once.
///
/// A palette of very many colours, as other programs have them, is shown with fewer stops that look like it;
/// they take its place as soon as one of them is changed.
class GradientEditor : public QWidget
{
    Q_OBJECT

public:
    explicit GradientEditor(QWidget* parent = nullptr);

    /// Begins with a palette; what could be undone is forgotten.
    void start(const Palette& palette);
    Palette edited() const;
    bool isChanged() const { return !(current() == m_start); }
    std::size_t selectedStop() const;

    void undo();
    void redo();

signals:
    /// edited() is another one, by a change, undo or redo; not by start().
    void changed();

private:
    QWidget* makeStopRow();
    QWidget* makePaletteRow();
    void connectBar();
    void change(const Palette& palette, const std::string& gesture, std::size_t selected);
    void showEdited(std::size_t selected);
    void chooseStopColor(std::size_t stop);
    void chooseInterior();
    void chooseColor(const QString& title, const Rgb& color, const std::function<void(const Rgb&)>& take);

    const Palette& current() const { return m_history.current(); }
    void showSimplification();

    Palette m_original; // that start() was called with
    PaletteHistory m_history;
    Palette m_start; // the original, or what stands for it
    GradientBar* m_bar;
    QLabel* m_simplified;
    QDoubleSpinBox* m_position;
    QPushButton* m_color;
    QPushButton* m_add;
    QPushButton* m_remove;
    QLineEdit* m_name;
    QCheckBox* m_cyclic;
    QPushButton* m_interior;
    QPushButton* m_undo;
    QPushButton* m_redo;
};

} // namespace escapade
