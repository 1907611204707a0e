#pragma once

#include <QObject>

class QAction;
class QMenu;

namespace escapade {

class ComputeChoice;

/// Thread count, instruction set, arithmetic and memory as menu entries with keys.
class ComputeActions : public QObject
{
    Q_OBJECT

public:
    /// The choice must outlive this.
    explicit ComputeActions(ComputeChoice& choice, QObject* parent = nullptr);

    void fillMenu(QMenu& menu);

private:
    void makeThreadActions();
    void makeSimdActions();
    void makeArithmeticActions();
    void showChoice();
    void nextSimd();
    void askForCache();

    ComputeChoice& m_choice;
    QList<QAction*> m_threadActions;
    QList<QAction*> m_simdActions; // as allSimdLevels
    QAction* m_nextSimd = nullptr;
    QList<QAction*> m_arithmeticActions; // strict, fused
    QAction* m_switchArithmetic = nullptr;
    QAction* m_cache = nullptr;
};

} // namespace escapade
