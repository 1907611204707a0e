// Which plan the tuner chooses, from measurements that are made up.

#include "core/diffusion/PlanTuner.h"

#include <QTest>

#include <algorithm>
#include <functional>
#include <set>

namespace escapade {
namespace {

using std::chrono::nanoseconds;

constexpr std::size_t cache = std::size_t { 1 } << 20U;

PlanCase caseOf(int rows, int threads, int together = 32)
{
    return { rows, rows, threads, SimdLevel::Scalar, together };
}

/// Lets a tuner try its plans, each step taking what `nanosecondsPerStep` says, until it has chosen.
struct Trials
{
    StepPlan chosen;
    int count = 0;
    nanoseconds total {};
};
Trials settle(PlanTuner& tuner, const PlanCase& of, const std::function<double(const StepPlan&, int)>& cost)
{
    Trials trials;
    while (true) {
        const PlanTuner::Choice choice = tuner.choose(of, 1000);
        if (choice.measured) {
            trials.chosen = choice.plan;
            return trials;
        }
        const nanoseconds took(
            static_cast<std::int64_t>(cost(choice.plan, trials.count) * static_cast<double>(choice.steps)));
        tuner.record(of, choice.plan, choice.steps, took);
        trials.total += took;
        if (++trials.count > 1000)
            qFatal("it does not come to an end");
    }
}

} // namespace

class PlanTunerTest : public QObject
{
    Q_OBJECT

private slots:
    void stretchesShareAPlan();
    void candidatesAreDifferent();
    void choosesTheFastest();
    void smallGridsGetFewerThreads();
    void aThreadMustBeWorthIt();
    void oneSlowRunDoesNotCount();
    void isSoonDone();
    void keepsCasesApart();
    void doesNoMoreThanIsAskedFor();
};

void PlanTunerTest::stretchesShareAPlan()
{
    QCOMPARE(stepsTogether(1), 1);
    QCOMPARE(stepsTogether(5), 4);
    QCOMPARE(stepsTogether(31), 16);
    QCOMPARE(stepsTogether(32), 32);
    QCOMPARE(stepsTogether(std::int64_t { 1 } << 40), 32);
}

void PlanTunerTest::candidatesAreDifferent()
{
    for (const int rows : { 1, 2, 9, 64, 266, 1024, 4096 }) {
        for (int threads = 1; threads <= 9; ++threads) {
            for (const int together : { 1, 2, 4, 8, 16, 32 }) {
                const auto plans = PlanTuner::candidates(caseOf(rows, threads, together), cache);
                const StepPlan rule = planSteps(rows, threads, cache);
                QCOMPARE(plans.front().strips, rule.strips);
                QCOMPARE(plans.front().stepsPerPass, rule.stepsPerPass);
                for (const StepPlan& plan : plans) {
                    QVERIFY(plan.strips >= 1 && plan.strips <= rows);
                    QVERIFY(plan.stepsPerPass >= 1 && plan.stepsPerPass <= 32);
                    QVERIFY(plan.threads >= 1 && plan.threads <= threads && plan.threads <= plan.strips);
                    QCOMPARE(plan.legs, legsFor(rows, plan.strips, plan.stepsPerPass));
                    QCOMPARE(std::count(plans.begin(), plans.end(), plan), 1);
                }
                QVERIFY(std::any_of(
                    plans.begin(), plans.end(), [](const StepPlan& plan) { return plan.threads == 1; }));
            }
        }
    }
}

void PlanTunerTest::choosesTheFastest()
{
    const PlanCase of = caseOf(266, 4);
    for (const StepPlan& wanted : PlanTuner::candidates(of, cache)) {
        PlanTuner tuner(cache);
        const Trials trials
            = settle(tuner, of, [&](const StepPlan& plan, int) { return plan == wanted ? 5e3 : 2e4; });
        QCOMPARE(trials.chosen, wanted);
    }
}

/// More threads that are slower are not used, however many there are.
void PlanTunerTest::smallGridsGetFewerThreads()
{
    for (int threads = 2; threads <= 8; ++threads) {
        PlanTuner tuner(cache);
        const Trials trials = settle(
            tuner, caseOf(266, threads), [](const StepPlan& plan, int) { return 1e4 + 1e4 * plan.threads; });
        QCOMPARE(trials.chosen.threads, 1);
    }
}

void PlanTunerTest::aThreadMustBeWorthIt()
{
    const auto chosenAt = [](double factor) {
        PlanTuner tuner(cache);
        return settle(tuner, caseOf(266, 2), [factor](const StepPlan& plan, int) {
            return plan.threads == 2 ? factor * 2e4 : 2e4;
        }).chosen.threads;
    };
    QCOMPARE(chosenAt(1.0), 1);
    QCOMPARE(chosenAt(0.97), 1);
    QCOMPARE(chosenAt(0.9), 2);
}

/// Another program had the processor for a while.
void PlanTunerTest::oneSlowRunDoesNotCount()
{
    const PlanCase of = caseOf(266, 2);
    const StepPlan best = PlanTuner::candidates(of, cache).front();
    PlanTuner tuner(cache);
    const Trials trials = settle(tuner, of, [&](const StepPlan& plan, int trial) {
        const double cost = plan == best ? 1e4 : 2e4;
        return trial == 0 ? 10 * cost : cost;
    });
    QCOMPARE(trials.chosen, best);
}

/// A few milliseconds on the seeds' grid; one run of each plan where that alone takes longer.
void PlanTunerTest::isSoonDone()
{
    PlanTuner tuner(cache);
    const auto cost = [](const PlanCase& of) {
        return
            [cells = static_cast<double>(of.rows) * of.columns](const StepPlan&, int) { return cells / 2; };
    };
    const PlanCase seeds = caseOf(266, 2);
    QVERIFY(settle(tuner, seeds, cost(seeds)).total < std::chrono::milliseconds(30));
    const PlanCase large = caseOf(4096, 2);
    const auto plans = static_cast<int>(PlanTuner::candidates(large, cache).size());
    QCOMPARE(settle(tuner, large, cost(large)).count, plans);
    const PlanCase tiny = caseOf(3, 2);
    QVERIFY(settle(tuner, tiny, cost(tiny)).count <= 20);
}

void PlanTunerTest::keepsCasesApart()
{
    PlanTuner tuner(cache);
    PlanCase of = caseOf(266, 2);
    settle(tuner, of, [](const StepPlan&, int) { return 1e4; });
    QVERIFY(tuner.choose(of, 100).measured);
    of.simd = SimdLevel::Avx2;
    QVERIFY(!tuner.choose(of, 100).measured);
    of.simd = SimdLevel::Scalar;
    of.threads = 3;
    QVERIFY(!tuner.choose(of, 100).measured);
    of.threads = 2;
    of.together = 4;
    QVERIFY(!tuner.choose(of, 100).measured);
    of.together = 32;
    QVERIFY(tuner.choose(of, 100).measured);
    for (int rows = 10; rows < 110; ++rows)
        tuner.choose(caseOf(rows, 2), 1);
    QVERIFY(!tuner.choose(of, 100).measured); // forgotten: there is room for so many only
}

void PlanTunerTest::doesNoMoreThanIsAskedFor()
{
    PlanTuner tuner(cache);
    for (const int steps : { 1, 2, 7, 40, 5000 }) {
        const PlanTuner::Choice choice = tuner.choose(caseOf(64, 2, stepsTogether(steps)), steps);
        QVERIFY(choice.steps >= 1 && choice.steps <= steps);
    }
    // What was not chosen is not counted.
    const PlanCase of = caseOf(300, 2);
    const StepPlan first = tuner.choose(of, 100).plan;
    tuner.record(of, { 77, 3, 2 }, 10, nanoseconds(1));
    QCOMPARE(tuner.choose(of, 100).plan, first);
}

} // namespace escapade

using escapade::PlanTunerTest;
QTEST_APPLESS_MAIN(PlanTunerTest)
#include "tst_plan_tuner.moc"
