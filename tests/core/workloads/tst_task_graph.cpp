// Graphs of tasks: what each evaluation computes, how often, in which order, and what happens when a task
// fails or is cancelled.

#include "core/workloads/LessonGraph.h"
#include "core/workloads/TaskGraphLesson.h"

#include <QTest>

#include <atomic>
#include <numeric>
#include <stdexcept>
#include <thread>

namespace escapade {
namespace {

using Inputs = std::vector<const TaskValue*>;

TaskNode constant(std::uint64_t value)
{
    return { "constant", TaskKind::Source, {},
        [value](const Inputs& /*inputs*/, const CancelToken& /*cancel*/) { return TaskValue { value }; } };
}

TaskNode sumOf(std::vector<int> inputs)
{
    return { "sum", TaskKind::Reduce, std::move(inputs),
        [](const Inputs& values, const CancelToken& /*cancel*/) {
            std::uint64_t sum = 0;
            for (const TaskValue* value : values)
                sum += value->front();
            return TaskValue { sum };
        } };
}

/// The seeds' exercise: x = 1 + 2, y = x + 3, z = x + y.
TaskGraph seedsGraph()
{
    return { { constant(1), constant(2), sumOf({ 0, 1 }), constant(3), sumOf({ 2, 3 }), sumOf({ 2, 4 }) } };
}

constexpr std::array evaluations { TaskEvaluation::Naive, TaskEvaluation::Cached, TaskEvaluation::Parallel };

TaskGraphRun evaluated(const TaskGraph& graph, TaskEvaluation evaluation, int threads = 2)
{
    WorkerPool pool(8);
    const LessonSettings settings { threads, SimdLevel::Scalar, {}, nullptr };
    LessonContext context(pool, settings);
    return evaluateGraph(context, graph, evaluation).value_or(TaskGraphRun());
}

/// The lesson's result without any graph.
std::uint64_t totalByHand(std::uint64_t most)
{
    std::uint64_t total = 0;
    for (std::uint64_t n = 1; n <= most; ++n) {
        const std::uint64_t steps = collatzSteps(n);
        total += (steps % 2 == 0 ? steps : 0) + (steps % 3 == 0 ? steps : 0) + (steps > 200 ? 1 : 0);
    }
    return total;
}

} // namespace

class tst_task_graph : public QObject
{
    Q_OBJECT

private slots:
    void knowsCollatz();
    void seedsExercise();
    void placesNodes();
    void lessonGraphGivesTheTotal();
    void countsOfTheLesson();
    void computesInOrder();
    void runsAtTheSameTime();
    void saysWhatFailed();
    void cancels();
    void lessonWaysAgree();
};

void tst_task_graph::knowsCollatz()
{
    QCOMPARE(collatzSteps(1), 0U);
    QCOMPARE(collatzSteps(2), 1U);
    QCOMPARE(collatzSteps(6), 8U); // 6 3 10 5 16 8 4 2 1
    QCOMPARE(collatzSteps(27), 111U); // OEIS A006577
}

void tst_task_graph::seedsExercise()
{
    const TaskGraph graph = seedsGraph();
    for (const TaskEvaluation evaluation : evaluations) {
        const TaskGraphRun run = evaluated(graph, evaluation);
        QCOMPARE(run.result, TaskValue { 9 });
        QCOMPARE(timesComputed(run, graph.nodes.size()), plannedComputations(graph, evaluation));
    }
    QCOMPARE(plannedComputations(graph, TaskEvaluation::Naive), (std::vector { 2, 2, 2, 1, 1, 1 }));
    QCOMPARE(plannedComputations(graph, TaskEvaluation::Cached), std::vector<int>(6, 1));
}

void tst_task_graph::placesNodes()
{
    const TaskGraph graph = seedsGraph();
    QCOMPARE(layersOf(graph), (std::vector { 0, 0, 1, 0, 2, 3 }));
    QCOMPARE(usersOf(graph), (std::vector { 1, 1, 2, 1, 1, 0 }));
}

void tst_task_graph::lessonGraphGivesTheTotal()
{
    for (const std::uint64_t most : { 4U, 5U, 999U, 5000U }) {
        const TaskGraph graph = makeLessonGraph(most);
        for (const TaskEvaluation evaluation : evaluations)
            QCOMPARE(evaluated(graph, evaluation, 3).result, TaskValue { totalByHand(most) });
    }
}

void tst_task_graph::countsOfTheLesson()
{
    const TaskGraph graph = makeLessonGraph(100);
    // numbers, four parts, gathered, three filters, three reductions, the total
    const std::vector naive { 12, 3, 3, 3, 3, 3, 1, 1, 1, 1, 1, 1, 1 };
    QCOMPARE(timesComputed(evaluated(graph, TaskEvaluation::Naive), graph.nodes.size()), naive);
    for (const int threads : { 1, 2, 3, 7 })
        QCOMPARE(timesComputed(evaluated(graph, TaskEvaluation::Parallel, threads), graph.nodes.size()),
            std::vector<int>(13, 1));
}

void tst_task_graph::computesInOrder()
{
    const TaskGraph graph = makeLessonGraph(2000);
    for (const int threads : { 1, 2, 3, 7 }) {
        const TaskGraphRun run = evaluated(graph, TaskEvaluation::Parallel, threads);
        std::vector<TaskEvent> byNode(graph.nodes.size());
        for (const TaskEvent& event : run.events) {
            byNode.at(static_cast<std::size_t>(event.node)) = event;
            QVERIFY(event.worker >= 0 && event.worker < threads);
            QVERIFY(event.end >= event.begin && event.end <= run.wall);
        }
        for (std::size_t node = 0; node < graph.nodes.size(); ++node) {
            for (const int input : graph.nodes[node].inputs)
                QVERIFY(byNode[node].begin >= byNode[static_cast<std::size_t>(input)].end);
        }
    }
}

void tst_task_graph::runsAtTheSameTime()
{
    // Two tasks that each wait for the other to have begun: only possible side by side.
    std::atomic<int> begun { 0 };
    const auto meet = [&begun](const Inputs& /*inputs*/, const CancelToken& cancel) {
        ++begun;
        while (begun < 2 && !cancel.isCancelled())
            std::this_thread::yield();
        return TaskValue { 1 };
    };
    const TaskGraph graph { { { "one", TaskKind::Source, {}, meet }, { "other", TaskKind::Source, {}, meet },
        sumOf({ 0, 1 }) } };
    QCOMPARE(evaluated(graph, TaskEvaluation::Parallel, 2).result, TaskValue { 2 });
}

void tst_task_graph::saysWhatFailed()
{
    TaskGraph graph = seedsGraph();
    graph.nodes[2].compute = [](const Inputs& /*inputs*/, const CancelToken& /*cancel*/) -> TaskValue {
        throw std::runtime_error("no memory for x");
    };
    for (const TaskEvaluation evaluation : evaluations) {
        QString what;
        try {
            evaluated(graph, evaluation, 3);
        } catch (const std::runtime_error& problem) {
            what = QString::fromUtf8(problem.what());
        }
        QCOMPARE(what, QStringLiteral("no memory for x"));
    }
}

void tst_task_graph::cancels()
{
    WorkerPool pool(3);
    const TaskGraph graph = makeLessonGraph(5'000'000); // seconds
    for (const TaskEvaluation evaluation : evaluations) {
        const LessonSettings settings { 3, SimdLevel::Scalar, {}, nullptr };
        std::jthread canceller([cancel = settings.cancel] {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            cancel.cancel();
        });
        LessonContext context(pool, settings);
        QVERIFY(!evaluateGraph(context, graph, evaluation));
    }
}

void tst_task_graph::lessonWaysAgree()
{
    WorkerPool pool(8);
    std::vector<std::string> heard;
    const Lesson lesson = makeTaskGraphLesson(
        pool,
        [&heard](const std::string& way, const TaskGraphRun& run) {
            heard.push_back(way + " " + std::to_string(run.events.size()));
        },
        3000);
    std::optional<std::uint64_t> fingerprint;
    for (const LessonWay& way : lesson.ways) {
        for (const int threads : { 1, 2, 3, 7 }) {
            std::atomic<double> progress { 0 };
            const auto run = way.run({ threads, SimdLevel::Scalar, {}, &progress });
            QVERIFY(run);
            QCOMPARE(run->fingerprint, fingerprint.value_or(run->fingerprint));
            fingerprint = run->fingerprint;
            QCOMPARE(progress.load(), 1.0);
        }
    }
    QCOMPARE(heard.size(), 12U);
    QCOMPARE(heard.front(), std::string("naive 34"));
    QCOMPARE(heard.back(), std::string("threads 13"));
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_task_graph)
#include "tst_task_graph.moc"
