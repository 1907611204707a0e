#pragma once

#include <QDialog>

class QPushButton;

namespace escapade {

class ColorCycle;
class GradientEditor;
class PictureChoice;

/// The colours of the fractals: the mapping, which takes effect at once, and the palette, which is shown in
/// the pictures while it is edited and becomes one of the list when it is applied. Closing without that puts
/// the palette back. It does not block the window.
class ColorsDialog : public QDialog
{
    Q_OBJECT

public:
    /// Both must outlive this.
    ColorsDialog(PictureChoice& choice, ColorCycle& cycle, QWidget* parent = nullptr);

    GradientEditor& editor() { return *m_editor; }
    void apply();
    /// Ends the preview too.
    void done(int result) override;

signals:
    void saveWanted();

private:
    void startOver();
    void followEdits();

    PictureChoice& m_choice;
    GradientEditor* m_editor;
    QPushButton* m_apply;
    QPushButton* m_revert;
};

} // namespace escapade
