#include "core/workloads/LessonGraph.h"

#include "core/base/Check.h"

#include <numeric>

namespace escapade {
namespace {

using Inputs = std::vector<const TaskValue*>;

constexpr int parts = 4; // that can be computed at the same time
constexpr std::uint64_t manySteps = 200;
constexpr std::uint64_t lookEvery = 4096; // numbers between two looks at the token: under a millisecond

TaskValue numbersUpTo(std::uint64_t most)
{
    TaskValue numbers(most);
    std::iota(numbers.begin(), numbers.end(), 1U);
    return numbers;
}

/// The steps of one of the parts of the numbers.
TaskValue stepsOfPart(const TaskValue& numbers, std::size_t part, const CancelToken& cancel)
{
    const std::size_t last = numbers.size() * (part + 1) / parts;
    TaskValue steps;
    for (std::size_t n = numbers.size() * part / parts; n < last; ++n) {
        if (n % lookEvery == 0 && cancel.isCancelled())
            break;
        steps.push_back(collatzSteps(numbers[n]));
    }
    return steps;
}

TaskNode mapPart(int part)
{
    return { "steps-" + std::to_string(part + 1), TaskKind::Map, { 0 },
        [part](const Inputs& inputs, const CancelToken& cancel) {
            return stepsOfPart(*inputs.front(), static_cast<std::size_t>(part), cancel);
        } };
}

TaskValue gather(const Inputs& inputs)
{
    TaskValue all;
    for (const TaskValue* input : inputs)
        all.insert(all.end(), input->begin(), input->end());
    return all;
}

template <typename Keep> TaskNode filterNode(std::string id, int input, Keep keep)
{
    return { std::move(id), TaskKind::Filter, { input },
        [keep](const Inputs& inputs, const CancelToken& /*cancel*/) {
            TaskValue kept;
            for (const std::uint64_t value : *inputs.front()) {
                if (keep(value))
                    kept.push_back(value);
            }
            return kept;
        } };
}

TaskNode sumNode(std::string id, std::vector<int> summed)
{
    return { std::move(id), TaskKind::Reduce, std::move(summed),
        [](const Inputs& inputs, const CancelToken& /*cancel*/) {
            std::uint64_t sum = 0;
            for (const TaskValue* input : inputs)
                sum = std::accumulate(input->begin(), input->end(), sum);
            return TaskValue { sum };
        } };
}

TaskNode countNode(std::string id, int input)
{
    return { std::move(id), TaskKind::Reduce, { input },
        [](const Inputs& inputs, const CancelToken& /*cancel*/) {
            return TaskValue { inputs.front()->size() };
        } };
}

} // namespace

std::uint64_t collatzSteps(std::uint64_t n)
{
    std::uint64_t steps = 0;
    for (; n != 1; ++steps)
        n = n % 2 == 0 ? n / 2 : 3 * n + 1;
    return steps;
}

TaskGraph makeLessonGraph(std::uint64_t most)
{
    ESCAPADE_CHECK(most >= parts);
    TaskGraph graph;
    const auto add = [&graph](TaskNode node) {
        graph.nodes.push_back(std::move(node));
        return static_cast<int>(graph.nodes.size()) - 1;
    };
    add({ "numbers", TaskKind::Source, {},
        [most](const Inputs& /*inputs*/, const CancelToken& /*cancel*/) { return numbersUpTo(most); } });
    std::vector<int> maps;
    maps.reserve(static_cast<std::size_t>(parts));
    for (int part = 0; part < parts; ++part)
        maps.push_back(add(mapPart(part)));
    const int all = add({ "all-steps", TaskKind::Gather, maps,
        [](const Inputs& inputs, const CancelToken& /*cancel*/) { return gather(inputs); } });
    const int even = add(filterNode("even", all, [](std::uint64_t steps) { return steps % 2 == 0; }));
    const int threes = add(filterNode("threes", all, [](std::uint64_t steps) { return steps % 3 == 0; }));
    const int large = add(filterNode("large", all, [](std::uint64_t steps) { return steps > manySteps; }));
    const int evenSum = add(sumNode("even-sum", { even }));
    const int threesSum = add(sumNode("threes-sum", { threes }));
    const int largeCount = add(countNode("large-count", large));
    add(sumNode("total", { evenSum, threesSum, largeCount }));
    return graph;
}

} // namespace escapade
