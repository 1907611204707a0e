#include "ui/actions/ComputeActions.h"

#include "ui/actions/MakeAction.h"
#include "ui/settings/ComputeChoice.h"
#include "ui/text/Wording.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QInputDialog>
#include <QMenu>

namespace escapade {
namespace {

Arithmetic other(Arithmetic arithmetic)
{
    return arithmetic == Arithmetic::Strict ? Arithmetic::Fused : Arithmetic::Strict;
}

} // namespace

ComputeActions::ComputeActions(ComputeChoice& choice, QObject* parent)
    : QObject(parent)
    , m_choice(choice)
{
    makeThreadActions();
    makeSimdActions();
    makeArithmeticActions();
    m_cache = makeAction(this,
        { tr("Memory for &recent pictures..."),
            tr("How much memory may hold what was computed, so that the way back is instant"), {} });
    connect(m_cache, &QAction::triggered, this, &ComputeActions::askForCache);
    connect(&choice, &ComputeChoice::threadsChanged, this, &ComputeActions::showChoice);
    connect(&choice, &ComputeChoice::simdChanged, this, &ComputeActions::showChoice);
    connect(&choice, &ComputeChoice::arithmeticChanged, this, &ComputeActions::showChoice);
    showChoice();
}

void ComputeActions::fillMenu(QMenu& menu)
{
    menu.addActions(m_threadActions);
    menu.addSection(tr("SIMD level"));
    menu.addActions(m_simdActions);
    menu.addAction(m_nextSimd);
    menu.addSection(tr("Arithmetic"));
    menu.addActions(m_arithmeticActions);
    menu.addAction(m_switchArithmetic);
    menu.addSeparator();
    menu.addAction(m_cache);
}

void ComputeActions::makeThreadActions()
{
    QAction* more
        = makeAction(this, { tr("&More threads"), tr("One thread more for all pictures"), { Qt::Key_T } });
    connect(more, &QAction::triggered, this, [this] { m_choice.setThreads(m_choice.threads() + 1); });
    QAction* fewer = makeAction(this,
        { tr("F&ewer threads"), tr("One thread fewer for all pictures"),
            { QKeySequence(Qt::SHIFT | Qt::Key_T) } });
    connect(fewer, &QAction::triggered, this, [this] { m_choice.setThreads(m_choice.threads() - 1); });
    QAction* one = makeAction(this,
        { tr("&One thread"), tr("One thread only: what speed-up is measured against"),
            { Qt::CTRL | Qt::Key_1 } });
    connect(one, &QAction::triggered, this, [this] { m_choice.setThreads(1); });
    QAction* cores = makeAction(this,
        { tr("As many as &cores"), tr("As many threads as the machine has logical cores"),
            { Qt::CTRL | Qt::Key_0 } });
    connect(cores, &QAction::triggered, this, [this] { m_choice.setThreads(WorkerPool::logicalCores()); });
    m_threadActions = { more, fewer, one, cores };
}

void ComputeActions::makeSimdActions()
{
    auto* group = new QActionGroup(this);
    for (const SimdLevel level : allSimdLevels) {
        const QString reason = simdUnavailableReason(level);
        QAction* action = makeAction(this,
            { simdText(level),
                reason.isEmpty() ? tr("Compute all pictures with %1").arg(simdShortText(level)) : reason,
                {} });
        action->setCheckable(true);
        action->setEnabled(reason.isEmpty());
        action->setActionGroup(group);
        connect(action, &QAction::triggered, this, [this, level] { m_choice.setSimd(level); });
        m_simdActions.append(action);
    }
    m_nextSimd = makeAction(this,
        { tr("&Next SIMD level"), tr("The next wider vector instructions, then the narrowest"),
            { Qt::Key_V } });
    connect(m_nextSimd, &QAction::triggered, this, &ComputeActions::nextSimd);
}

void ComputeActions::makeArithmeticActions()
{
    auto* group = new QActionGroup(this);
    const auto add = [&](Arithmetic arithmetic, const QString& text, const QString& tip) {
        QAction* action = makeAction(this, { text, tip, {} });
        action->setCheckable(true);
        action->setActionGroup(group);
        connect(
            action, &QAction::triggered, this, [this, arithmetic] { m_choice.setArithmetic(arithmetic); });
        m_arithmeticActions.append(action);
    };
    add(Arithmetic::Strict, tr("&Strict"),
        tr("Every operation rounds on its own: the same bits on every machine"));
    add(Arithmetic::Fused, tr("&Fused"),
        tr("Multiply and add round once together: faster, rounds differently"));
    m_switchArithmetic
        = makeAction(this, { tr("Switch &arithmetic"), tr("From strict to fused or back"), { Qt::Key_A } });
    connect(m_switchArithmetic, &QAction::triggered, this,
        [this] { m_choice.setArithmetic(other(m_choice.arithmetic())); });
}

void ComputeActions::showChoice()
{
    m_threadActions[0]->setEnabled(m_choice.threads() < m_choice.maxThreads());
    m_threadActions[1]->setEnabled(m_choice.threads() > 1);
    m_simdActions[static_cast<int>(m_choice.simd())]->setChecked(true);
    m_arithmeticActions[static_cast<int>(m_choice.arithmetic())]->setChecked(true);
    m_arithmeticActions[1]->setEnabled(supports(m_choice.simd(), Arithmetic::Fused));
    m_switchArithmetic->setEnabled(supports(m_choice.simd(), other(m_choice.arithmetic())));
}

void ComputeActions::askForCache()
{
    bool accepted = false;
    const int mebibytes = QInputDialog::getInt(QApplication::activeWindow(), tr("Memory for recent pictures"),
        tr("At most, in MiB (pictures that were computed are kept for the way back):"),
        m_choice.cacheMebibytes(), ComputeChoice::leastCache, ComputeChoice::mostCache, 64, &accepted);
    if (accepted)
        m_choice.setCacheMebibytes(mebibytes);
}

void ComputeActions::nextSimd()
{
    auto index = static_cast<std::size_t>(m_choice.simd());
    do
        index = (index + 1) % allSimdLevels.size();
    while (!isAvailable(allSimdLevels.at(index)));
    m_choice.setSimd(allSimdLevels.at(index));
}

} // namespace escapade
