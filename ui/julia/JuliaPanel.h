#pragma once

#include "ui/canvas/FractalCanvas.h"

#include <QWidget>

class QAction;
class QBoxLayout;
class QLabel;
class QLineEdit;

namespace escapade {

class InverseLayer;

/// A Julia set, which can be zoomed and panned, with its parameter c in two fields and what is known of it.
/// While it follows the pointer, it shows the set of the point under it, and returns to the picked one when
/// the pointer leaves.
class JuliaPanel : public QWidget
{
    Q_OBJECT

public:
    /// The pool must outlive the panel.
    explicit JuliaPanel(WorkerPool& pool, QWidget* parent = nullptr);
    ~JuliaPanel() override;

    FractalCanvas& canvas() { return *m_canvas; }
    const FractalCanvas& canvas() const { return *m_canvas; }
    InverseLayer& inverse() { return *m_inverse; }
    /// Where the panel's picture is: usually the Julia set.
    QBoxLayout& pictureLayout() { return *m_pictureLayout; }
    /// Adds buttons to the panel's last row.
    void addTools(const QList<QAction*>& actions);

    /// The parameter that was picked last, by a click, in the fields or by the program.
    const PlanePoint& parameter() const { return m_parameter; }
    void setParameter(const PlanePoint& c);

    /// Shows another parameter for a moment, if the panel follows the pointer.
    void preview(const PlanePoint& c);
    void endPreview();
    /// Shows another parameter while it is moved by the program; nothing is previewed meanwhile.
    void setMoving(bool moving) { m_moving = moving; }
    bool isMoving() const { return m_moving; }

    bool followsPointer() const;
    void setFollowsPointer(bool follows);
    QAction* followAction() const { return m_followAction; }
    QAction* homeAction() const { return m_homeAction; }
    QAction* editParameterAction() const { return m_editParameterAction; }

signals:
    void parameterChanged(const escapade::PlanePoint& c);
    /// The picture shows the set of another parameter, picked or previewed.
    void shownParameterChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QLineEdit* makeField(const QString& accessibleName, const QString& tip);
    void setUpActions();
    void setUpLayout();
    void checkFields();
    void takeFields();
    void showInFields(const PlanePoint& c);
    void showPicture(const PlanePoint& c);
    void elideKind();
    Result<PlanePoint> parsedFields() const;

    PlanePoint m_parameter;
    FractalCanvas* m_canvas;
    InverseLayer* m_inverse;
    QBoxLayout* m_pictureLayout;
    QBoxLayout* m_toolLayout;
    QLabel* m_kind; // where the c that is shown lies
    QString m_kindText;
    QLineEdit* m_re;
    QLineEdit* m_im;
    QLabel* m_problem;
    QAction* m_followAction = nullptr;
    QAction* m_homeAction = nullptr;
    QAction* m_editParameterAction = nullptr;
    bool m_moving = false;
};

} // namespace escapade
