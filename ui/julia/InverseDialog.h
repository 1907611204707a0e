#pragma once

#include <QDialog>
#include <QVariantMap>

class QComboBox;
class QLabel;
class QSpinBox;

namespace escapade {

class InverseLayer;

/// What the user chooses of inverse iteration; every change acts at once.
class InverseDialog : public QDialog
{
    Q_OBJECT

public:
    /// The layer must outlive the dialog.
    explicit InverseDialog(InverseLayer& layer, QWidget* parent = nullptr);

    void keepIn(QVariantMap& state) const;
    void restoreFrom(const QVariantMap& state);

private:
    QSpinBox* makeSpinBox(const char* id, int least, int most, const QString& name, const QString& tip);
    void setUpLayout();
    void take();
    void showChoice();
    void showResult();

    InverseLayer& m_layer;
    QComboBox* m_show;
    QComboBox* m_method;
    QSpinBox* m_points;
    QSpinBox* m_hitLimit;
    QSpinBox* m_seed;
    QLabel* m_result;
};

} // namespace escapade
