#pragma once

#include "ui/canvas/FractalCanvas.h"

#include <QWidget>

class QAction;
class QLabel;
class QLineEdit;

namespace escapade {

/// A Julia set, which can be zoomed and panned, with its parameter c in two fields. While it follows the
/// pointer, it shows the set of the point under it, and returns to the picked one when the pointer leaves.
class JuliaPanel : public QWidget
{
    Q_OBJECT

public:
    /// The pool must outlive the panel.
    explicit JuliaPanel(WorkerPool& pool, QWidget* parent = nullptr);
    ~JuliaPanel() override;

    FractalCanvas& canvas() { return *m_canvas; }
    const FractalCanvas& canvas() const { return *m_canvas; }

    /// The parameter that was picked last, by a click, in the fields or by the program.
    const PlanePoint& parameter() const { return m_parameter; }
    void setParameter(const PlanePoint& c);

    /// Shows another parameter for a moment, if the panel follows the pointer.
    void preview(const PlanePoint& c);
    void endPreview();

    bool followsPointer() const;
    void setFollowsPointer(bool follows);
    QAction* followAction() const { return m_followAction; }
    QAction* homeAction() const { return m_homeAction; }
    QAction* editParameterAction() const { return m_editParameterAction; }

signals:
    void parameterChanged(const escapade::PlanePoint& c);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QLineEdit* makeField(const QString& accessibleName, const QString& tip);
    void setUpActions();
    void setUpLayout();
    void checkFields();
    void takeFields();
    void showInFields(const PlanePoint& c);
    Result<PlanePoint> parsedFields() const;

    PlanePoint m_parameter;
    FractalCanvas* m_canvas;
    QLineEdit* m_re;
    QLineEdit* m_im;
    QLabel* m_problem;
    QAction* m_followAction = nullptr;
    QAction* m_homeAction = nullptr;
    QAction* m_editParameterAction = nullptr;
};

} // namespace escapade
