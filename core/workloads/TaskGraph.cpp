#include "core/workloads/TaskGraph.h"

#include "core/base/Check.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <numeric>

namespace escapade {
namespace {

std::size_t indexOf(int node)
{
    return static_cast<std::size_t>(node);
}

/// Computes single nodes and notes when: what all evaluations share. Any thread.
class TaskRecorder
{
public:
    TaskRecorder(const LessonContext& context, const TaskGraph& graph, TaskEvaluation evaluation)
        : m_context(context)
        , m_graph(graph)
    {
        const std::vector<int> planned = plannedComputations(graph, evaluation);
        m_planned = std::accumulate(planned.begin(), planned.end(), 0);
    }

    TaskValue compute(int node, int worker, const std::vector<const TaskValue*>& inputs)
    {
        TaskEvent event { node, worker, Clock::now() - m_begin, {} };
        TaskValue value = m_graph.nodes[indexOf(node)].compute(inputs, m_context.settings().cancel);
        event.end = Clock::now() - m_begin;
        const std::scoped_lock lock(m_mutex);
        m_events.push_back(event);
        m_context.setProgress(static_cast<double>(m_events.size()) / m_planned);
        return value;
    }

    bool isCancelled() const { return m_context.isCancelled(); }

    /// The run with this result; no node is computed any more.
    TaskGraphRun finish(TaskValue result)
    {
        return { std::move(result), std::move(m_events), Clock::now() - m_begin };
    }

private:
    const LessonContext& m_context;
    const TaskGraph& m_graph;
    const Clock::time_point m_begin = Clock::now();
    int m_planned = 0;
    std::mutex m_mutex; // guards what follows
    std::vector<TaskEvent> m_events;
};

/// As nested calls of functions would do it: every call computes its arguments.
TaskValue callNaively(const TaskGraph& graph, int node, TaskRecorder& recorder)
{
    std::vector<TaskValue> values;
    for (const int input : graph.nodes[indexOf(node)].inputs) {
        values.push_back(callNaively(graph, input, recorder));
        if (recorder.isCancelled())
            return {};
    }
    std::vector<const TaskValue*> inputs;
    inputs.reserve(values.size());
    for (const TaskValue& value : values)
        inputs.push_back(&value);
    return recorder.compute(node, 0, inputs);
}

std::vector<const TaskValue*> inputsOf(const TaskNode& node, const std::vector<TaskValue>& values)
{
    std::vector<const TaskValue*> inputs;
    for (const int input : node.inputs)
        inputs.push_back(&values[indexOf(input)]);
    return inputs;
}

TaskValue computeInOrder(const TaskGraph& graph, TaskRecorder& recorder)
{
    std::vector<TaskValue> values(graph.nodes.size());
    for (int node = 0; node < static_cast<int>(values.size()) && !recorder.isCancelled(); ++node)
        values[indexOf(node)] = recorder.compute(node, 0, inputsOf(graph.nodes[indexOf(node)], values));
    return std::move(values.back());
}

/// Hands nodes out as soon as their inputs are there. Each worker calls work() once.
class ReadyNodes
{
public:
    ReadyNodes(const TaskGraph& graph, TaskRecorder& recorder)
        : m_graph(graph)
        , m_recorder(recorder)
        , m_values(graph.nodes.size())
        , m_users(graph.nodes.size())
    {
        for (int node = 0; node < static_cast<int>(graph.nodes.size()); ++node) {
            const TaskNode& task = graph.nodes[indexOf(node)];
            m_missing.push_back(static_cast<int>(task.inputs.size()));
            for (const int input : task.inputs)
                m_users[indexOf(input)].push_back(node);
            if (task.inputs.empty())
                m_ready.push_back(node);
        }
    }

    /// Computes nodes until all are done, it is cancelled or another worker has failed.
    void work(int worker)
    {
        std::unique_lock lock(m_mutex);
        while (m_done < m_values.size() && !m_failed && !m_recorder.isCancelled()) {
            if (m_ready.empty()) {
                // Raising a token notifies nobody, so that it is looked at now and then.
                m_changed.wait_for(lock, std::chrono::milliseconds(2));
                continue;
            }
            const int node = m_ready.front();
            m_ready.pop_front();
            const auto inputs = inputsOf(m_graph.nodes[indexOf(node)], m_values);
            lock.unlock();
            TaskValue value = compute(node, worker, inputs);
            lock.lock();
            store(node, std::move(value));
        }
    }

    TaskValue takeResult() { return std::move(m_values.back()); }

private:
    TaskValue compute(int node, int worker, const std::vector<const TaskValue*>& inputs)
    {
        try {
            return m_recorder.compute(node, worker, inputs);
        } catch (...) {
            const std::scoped_lock lock(m_mutex);
            m_failed = true;
            m_changed.notify_all();
            throw; // to the pool, which reports it
        }
    }

    void store(int node, TaskValue value)
    {
        m_values[indexOf(node)] = std::move(value);
        ++m_done;
        for (const int user : m_users[indexOf(node)]) {
            if (--m_missing[indexOf(user)] == 0)
                m_ready.push_back(user);
        }
        m_changed.notify_all();
    }

    const TaskGraph& m_graph;
    TaskRecorder& m_recorder;
    std::mutex m_mutex; // guards what follows
    std::condition_variable m_changed;
    std::vector<TaskValue> m_values;
    std::vector<std::vector<int>> m_users;
    std::vector<int> m_missing; // inputs that are not there yet
    std::deque<int> m_ready;
    std::size_t m_done = 0;
    bool m_failed = false;
};

TaskValue computeOnPool(LessonContext& context, const TaskGraph& graph, TaskRecorder& recorder)
{
    ReadyNodes ready(graph, recorder);
    // A tile is a worker's whole work.
    if (!context.inTiles(context.settings().threads, [&ready](int worker) { ready.work(worker); }))
        return {};
    return ready.takeResult();
}

TaskValue computeResult(
    LessonContext& context, const TaskGraph& graph, TaskEvaluation evaluation, TaskRecorder& recorder)
{
    switch (evaluation) {
    case TaskEvaluation::Naive:
        return callNaively(graph, static_cast<int>(graph.nodes.size()) - 1, recorder);
    case TaskEvaluation::Cached:
        return computeInOrder(graph, recorder);
    case TaskEvaluation::Parallel:
        return computeOnPool(context, graph, recorder);
    }
    return {};
}

} // namespace

std::vector<int> usersOf(const TaskGraph& graph)
{
    std::vector<int> users(graph.nodes.size());
    for (const TaskNode& node : graph.nodes) {
        for (const int input : node.inputs)
            ++users[indexOf(input)];
    }
    return users;
}

std::vector<int> layersOf(const TaskGraph& graph)
{
    std::vector<int> layers;
    for (const TaskNode& node : graph.nodes) {
        int layer = 0;
        for (const int input : node.inputs)
            layer = std::max(layer, layers[indexOf(input)] + 1);
        layers.push_back(layer);
    }
    return layers;
}

std::vector<int> plannedComputations(const TaskGraph& graph, TaskEvaluation evaluation)
{
    std::vector<int> counts(graph.nodes.size(), evaluation == TaskEvaluation::Naive ? 0 : 1);
    if (evaluation != TaskEvaluation::Naive || graph.nodes.empty())
        return counts;
    counts.back() = 1;
    for (std::size_t n = graph.nodes.size(); n-- > 0;) { // users come after what they use
        for (const int input : graph.nodes[n].inputs)
            counts[indexOf(input)] += counts[n];
    }
    return counts;
}

std::vector<int> timesComputed(const TaskGraphRun& run, std::size_t nodes)
{
    std::vector<int> counts(nodes);
    for (const TaskEvent& event : run.events)
        ++counts.at(indexOf(event.node));
    return counts;
}

std::optional<TaskGraphRun> evaluateGraph(
    LessonContext& context, const TaskGraph& graph, TaskEvaluation evaluation)
{
    ESCAPADE_CHECK(!graph.nodes.empty());
    TaskRecorder recorder(context, graph, evaluation);
    TaskValue result = computeResult(context, graph, evaluation, recorder);
    if (context.isCancelled())
        return std::nullopt;
    return recorder.finish(std::move(result));
}

} // namespace escapade
