#pragma once

#include "core/workloads/LessonRunner.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace escapade {

/// What a task gives: a list of whole numbers.
using TaskValue = std::vector<std::uint64_t>;

/// What a task does with lists.
enum class TaskKind {
    Source, ///< makes one from nothing
    Map, ///< a new number for each
    Filter, ///< keeps some
    Gather, ///< one list of several
    Reduce, ///< one number
};

struct TaskNode
{
    std::string id; ///< "even": unique within the graph
    TaskKind kind = TaskKind::Source;
    std::vector<int> inputs; ///< the nodes whose values it takes, all before it in the graph
    /// The same value for the same inputs. Called from any thread. It may return early, with anything, once
    /// it is cancelled.
    std::function<TaskValue(const std::vector<const TaskValue*>& inputs, const CancelToken& cancel)> compute;
};

/// Tasks and what each needs from others, as promises: nothing is computed until somebody asks for the last
/// node, which is the result.
struct TaskGraph
{
    std::vector<TaskNode> nodes; ///< each after its inputs
};

/// How many nodes take a node's value, for each node.
std::vector<int> usersOf(const TaskGraph& graph);

/// How many steps a node is away from nodes without inputs, on its longest way: where a picture places it.
std::vector<int> layersOf(const TaskGraph& graph);

/// How a graph is computed.
enum class TaskEvaluation {
    Naive, ///< as nested calls: each user of a node computes it anew
    Cached, ///< each node once, one after the other
    Parallel, ///< each node once, as soon as its inputs are there, several at a time
};

/// How often each node is computed.
std::vector<int> plannedComputations(const TaskGraph& graph, TaskEvaluation evaluation);

/// A node was computed: by which of the workers, from when to when since the evaluation began.
struct TaskEvent
{
    int node = 0;
    int worker = 0;
    std::chrono::nanoseconds begin {};
    std::chrono::nanoseconds end {};
};

struct TaskGraphRun
{
    TaskValue result;
    std::vector<TaskEvent> events; ///< in the order of their ends
    std::chrono::nanoseconds wall {};
};

/// How often each of so many nodes was computed in a run.
std::vector<int> timesComputed(const TaskGraphRun& run, std::size_t nodes);

/// Blocks; never in the GUI thread. Empty when cancelled. Throws what a task throws (from the pool as
/// std::runtime_error with its text). The parallel evaluation uses the context's number of threads, the
/// others the calling thread.
std::optional<TaskGraphRun> evaluateGraph(
    LessonContext& context, const TaskGraph& graph, TaskEvaluation evaluation);

} // namespace escapade
